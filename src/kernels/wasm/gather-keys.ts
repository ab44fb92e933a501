// The keys of a node: the bins of its rows of one feature.
import { rowOf } from './tree-job';

@inline function binAt<C>(column: usize, R: usize): u8 { return load<u8>(column + rowOf<C>(load<u32>(R))); }

/** Gathers m bins to K, which has room for 16 more. What is behind the last repeats it. */
export function gatherKeys<C>(K: usize, column: usize, R: usize, m: i32): void {
  const whole = <usize>(m & ~3);
  let i: usize = 0;
  for (; i < whole; i += 4) {
    const at = R + (i << 2);
    store<u8>(K + i, binAt<C>(column, at));
    store<u8>(K + i, binAt<C>(column, at + 4), 1);
    store<u8>(K + i, binAt<C>(column, at + 8), 2);
    store<u8>(K + i, binAt<C>(column, at + 12), 3);
  }
  for (; i < <usize>m; i++) store<u8>(K + i, binAt<C>(column, R + (i << 2)));
  v128.store(K + i, v128.load_splat<u8>(K + i - 1));
}
