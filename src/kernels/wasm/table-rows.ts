// Cells of some rows of a table, one column at a time, on their way to a search; the twins are in ../table-rows.ts.

/** Deals ROWS [n u32] out by the class that Y [f64, by row] says, in their order: OUT [n u32], ENDS [nClasses u32] where each class ends. */
export function dealRows(Y: usize, ROWS: usize, n: i32, nClasses: i32, ENDS: usize, OUT: usize): void {
  const endRows = ROWS + (<usize>n << 2);
  memory.fill(ENDS, 0, <usize>nClasses << 2);
  for (let at = ROWS; at < endRows; at += 4) {
    const count = ENDS + (<usize>classAt(Y, at) << 2);
    store<u32>(count, load<u32>(count) + 1);
  }
  let first: u32 = 0;
  for (let label: usize = 0; label < <usize>nClasses; label++) {
    const count = load<u32>(ENDS + (label << 2));
    store<u32>(ENDS + (label << 2), first);
    first += count;
  }
  for (let at = ROWS; at < endRows; at += 4) {
    const end = ENDS + (<usize>classAt(Y, at) << 2), to = load<u32>(end);
    store<u32>(OUT + (<usize>to << 2), load<u32>(at));
    store<u32>(end, to + 1);
  }
}

@inline function classAt(Y: usize, at: usize): u32 { return <u32>load<f64>(Y + (<usize>load<u32>(at) << 3)); }

/** X [n f64] in units: OUT [2 f64] the largest without its sign, 0 when there is none, and 1 when some is missing. */
export function findLargest(X: usize, n: i32, centre: f64, size: f64, OUT: usize): void {
  const end = X + (<usize>n << 3);
  let largest: f64 = 0, missing: f64 = 0;
  for (; X < end; X += 8) {
    const x = Math.abs((load<f64>(X) - centre) / size);
    if (x > largest) largest = x;
    if (x != x) missing = 1;
  }
  store<f64>(OUT, largest);
  store<f64>(OUT, missing, 8);
}

/**
 * Lays columns X [nColumns][n f64] out by row, in UNITS [nColumns][centre and size, f64], times `scale`: first the row at the first of
 * PLACES [n u32]. Rows are `stride` bytes apart.
 */
export function layColumns(
  X: usize, PLACES: usize, n: i32, nColumns: i32, UNITS: usize, scale: f64, OUT: usize, stride: usize,
): void {
  const column = <usize>n << 3, endUnits = UNITS + (<usize>nColumns << 4);
  for (const end = PLACES + (<usize>n << 2); PLACES < end; PLACES += 4, OUT += stride) {
    let x = X + (<usize>load<u32>(PLACES) << 3), to = OUT;
    for (let unit = UNITS; unit < endUnits; unit += 16, x += column, to += 8) {
      store<f64>(to, (load<f64>(x) - load<f64>(unit)) / load<f64>(unit, 8) * scale);
    }
  }
}

/** Copies list FROM [n u32] of DIST [k f64 each] and INDEX [k i32 each] to list TO [n u32] of others; distances divided by `scale` twice. */
export function copyLists(
  DIST: usize, INDEX: usize, FROM: usize, TO: usize, n: i32, k: i32, scale: f64, OUT_DIST: usize, OUT_INDEX: usize,
): void {
  for (let i: usize = 0; i < <usize>n; i++) {
    const from = <usize>load<u32>(FROM + (i << 2)) * <usize>k, to = <usize>load<u32>(TO + (i << 2)) * <usize>k;
    for (let j: usize = 0; j < <usize>k; j++) {
      store<f64>(OUT_DIST + (to + j << 3), load<f64>(DIST + (from + j << 3)) / scale / scale);
      store<i32>(OUT_INDEX + (to + j << 2), load<i32>(INDEX + (from + j << 2)));
    }
  }
}
