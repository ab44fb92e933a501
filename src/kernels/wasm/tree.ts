// Predicting with decision trees on binned columns.
// Bins: u8, one column after the other. Bins 0..nBins[f]-1 are values in order, bin 255 is missing.

const MISSING: i32 = 255;

@inline function f64At(base: usize, i: usize): f64 { return load<f64>(base + (i << 3)); }
@inline function setF64(base: usize, i: usize, x: f64): void { store<f64>(base + (i << 3), x); }

/** Adds each row's leaf to OUT, whose rows are `width` apart. Nodes, sets and leaves of one tree. */
export function addTree(bins: usize, n: i32, nodes: usize, sets: usize, leaves: usize, K: i32, OUT: usize, width: i32): void {
  for (let row: usize = 0; row < <usize>n; row++) {
    let N = nodes, f = load<i32>(N);
    while (f >= 0) {
      const bin = <i32>load<u8>(bins + <usize>f * <usize>n + row), rule = load<i32>(N, 4);
      let left: i32;
      if (bin == MISSING) left = (rule >> 8) & 1;
      else if (rule & 512) left = <i32>((load<u32>(sets + (<usize>(rule >> 10) << 5) + (<usize>(bin >> 5) << 2)) >> (bin & 31)) & 1);
      else left = <i32>(bin <= (rule & 255));
      N = nodes + <usize>(load<i32>(N, 8) + 1 - left) * 12;
      f = load<i32>(N);
    }
    const V = leaves + ((<usize>load<i32>(N, 4) * <usize>K) << 3), o = OUT + ((row * <usize>width) << 3);
    for (let k: usize = 0; k < <usize>K; k++) setF64(o, k, f64At(o, k) + f64At(V, k));
  }
}
