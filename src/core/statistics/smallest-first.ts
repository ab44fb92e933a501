/** The places of p-values in order of size; a list that is in order already, as of many tests sorted once, is not sorted again. */

function isInOrder(values: readonly number[]): boolean {
  for (let i = 1; i < values.length; i++) if (!(values[i - 1] <= values[i])) return false;
  return true;
}

/** [values] the smallest first, equal ones in the order given. */
export function smallestFirst(values: readonly number[]): Uint32Array {
  const order = new Uint32Array(values.length);
  for (let i = 0; i < order.length; i++) order[i] = i;
  return isInOrder(values) ? order : order.sort((i, j) => values[i] - values[j] || i - j);
}
