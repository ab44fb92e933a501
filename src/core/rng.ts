/**
 * Streams of random numbers that depend on a position, never on order, time or worker.
 *
 * A stream is named by (seed, purpose, ...ints). Its 128-bit start is the first 16 bytes of
 * SHA-256 of the UTF-8 text `assay/1|<seed>|<purpose>|<int>|<int>…`, read as four little-endian 32-bit words; so anyone
 * can reproduce it from any language. The generator is xoshiro128** (Blackman & Vigna 2021, "Scrambled linear
 * pseudorandom number generators"), which the WebAssembly kernels run on the same four words.
 */
import { hash } from 'node:crypto';

const rotl = (x: number, k: number) => (x << k) | (x >>> (32 - k));

export class Rng {
  /** Four 32-bit words; a kernel may be started from a copy of them. */
  readonly state: Uint32Array;

  constructor(state: Uint32Array) {
    this.state = state;
  }

  /** The next 32 random bits, as an integer in 0..2^32-1. */
  nextUint32(): number {
    const s = this.state;
    const result = Math.imul(rotl(Math.imul(s[1], 5), 7), 9) >>> 0;
    const t = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotl(s[3], 11);
    return result;
  }

  /** Uniform in [0, 1) with 53 bits. */
  uniform(): number {
    const high = this.nextUint32() >>> 5;
    const low = this.nextUint32() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  /** Uniform integer in 0..n-1, 1 <= n <= 2^32, without bias (Lemire 2019 by rejection). */
  below(n: number): number {
    let draw = this.nextUint32();
    // What is below 2^32 - n is below the limit: the remainder of 2^32, slow to work out, is seldom needed.
    while (draw >= 4294967296 - n && draw >= 4294967296 - (4294967296 % n)) draw = this.nextUint32();
    return n < 4294967296 ? draw % (n >>> 0) : draw;
  }

  /** Standard normal by the polar method of Marsaglia; uses only `log` of the caller's choice. */
  normal(log: (x: number) => number): number {
    for (;;) {
      const u = 2 * this.uniform() - 1;
      const v = 2 * this.uniform() - 1;
      const s = u * u + v * v;
      if (s > 0 && s < 1) return u * Math.sqrt((-2 * log(s)) / s);
    }
  }

  /** Fisher-Yates, in place. */
  shuffle<T extends Uint32Array | Int32Array | Float64Array | unknown[]>(items: T): T {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      const kept = items[i];
      items[i] = items[j];
      items[j] = kept;
    }
    return items;
  }
}

/**
 * The stream for a purpose and a position in it.
 * @param seed a whole number of at most 2^53
 * @param purpose what the numbers are for, e.g. `folds`, `forest`, `smote`
 * @param ints the position: repeat, fold, tree, …
 */
export function stream(seed: number, purpose: string, ...ints: number[]): Rng {
  const name = `assay/1|${seed}|${purpose}${ints.map((n) => `|${n}`).join('')}`;
  const digest = hash('sha256', name, 'buffer');
  const state = new Uint32Array(4);
  for (let i = 0; i < 4; i++) state[i] = digest.readUInt32LE(4 * i);
  if ((state[0] | state[1] | state[2] | state[3]) === 0) state[0] = 1;
  return new Rng(state);
}

/** A stream with its seed and leading position bound: what a model or sampler is given. */
export type StreamOf = (purpose: string, ...ints: number[]) => Rng;
