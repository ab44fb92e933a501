/** Indices that put row numbers, all distinct, in ascending order. Those that are in order already, as most are, cost one look. */
export function rowOrder(rows: Uint32Array): Uint32Array {
  const order = new Uint32Array(rows.length);
  let isAscending = true;
  for (let i = 0; i < rows.length; i++) {
    order[i] = i;
    if (i > 0 && rows[i] < rows[i - 1]) isAscending = false;
  }
  return isAscending ? order : order.sort((a, b) => rows[a] - rows[b]);
}
