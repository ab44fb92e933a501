/** Repeats a piece of work and takes its time. What it answers is asserted before a time is believed. */
import assert from 'node:assert/strict';

/** One round of work, done and checked. */
interface Round {
  /** What must be the same in every round. */
  readonly answer: string;
  /** When a part alone is to be timed: the seconds it took. */
  readonly seconds?: number;
}

export interface BenchCase {
  readonly name: string;
  readonly rounds: number;
  /** Rounds before the timed ones. */
  readonly warmups: number;
  /** @throws when the result is wrong */
  once(): Promise<Round>;
  /** The same work done by a peer; null where there is none. */
  readonly peer: BenchCase | null;
}

export interface Timing {
  readonly rounds: number;
  readonly min: number;
  readonly mean: number;
  /** n-1; null for a single round. */
  readonly std: number | null;
  readonly answer: string;
}

function summarise(seconds: readonly number[], answer: string): Timing {
  const rounds = seconds.length;
  const mean = seconds.reduce((sum, value) => sum + value, 0) / rounds;
  const squares = seconds.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const std = rounds > 1 ? Math.sqrt(squares / (rounds - 1)) : null;
  return { rounds, min: Math.min(...seconds), mean, std, answer };
}

/** @returns seconds of the timed rounds @throws when a round is wrong, or answers otherwise than the first */
export async function measure({ name, rounds, warmups, once }: BenchCase): Promise<Timing> {
  const seconds: number[] = [];
  let first: string | null = null;
  for (let round = 0; round < warmups + rounds; round++) {
    const started = performance.now();
    const result = await once();
    const wall = (performance.now() - started) / 1000;
    first ??= result.answer;
    assert.equal(result.answer, first, `${name}: another answer in round ${round}`);
    if (round >= warmups) seconds.push(result.seconds ?? wall);
  }
  return summarise(seconds, first as string);
}
