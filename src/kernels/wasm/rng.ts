// xoshiro128** on four u32 words at S; the twin of core/rng.ts.

@inline export function nextU32(S: usize): u32 {
  const s0 = load<u32>(S), s1 = load<u32>(S, 4), s2 = load<u32>(S, 8), s3 = load<u32>(S, 12);
  const result = rotl<u32>(s1 * 5, 7) * 9;
  const t = s1 << 9;
  const a2 = s2 ^ s0, a3 = s3 ^ s1;
  store<u32>(S, s1 ^ a2, 4);
  store<u32>(S, s0 ^ a3);
  store<u32>(S, a2 ^ t, 8);
  store<u32>(S, rotl<u32>(a3, 11), 12);
  return result;
}

/** Uniform in 0..n-1 by multiplication (Lemire 2019 without the rejection: bias below n / 2^32). */
@inline export function below(S: usize, n: u32): u32 {
  return <u32>((<u64>nextU32(S) * <u64>n) >> 32);
}

/** Uniform in [0, 1) with 32 bits. */
@inline export function uniform(S: usize): f64 {
  return <f64>nextU32(S) * (1.0 / 4294967296.0);
}

/** Draws `n` words to OUT, for the test against core/rng.ts. */
export function drawU32(S: usize, OUT: usize, n: i32): void {
  for (let i = 0; i < n; i++) store<u32>(OUT + (<usize>i << 2), nextU32(S));
}
