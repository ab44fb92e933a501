/** Ranks with ties shared: equal values all have the mean of the places that they take up. */

export interface Ranked {
  /** From 1, in the order of the values given. */
  readonly ranks: Float64Array;
  /** Sum of t^3 - t over groups of t equal values; 0 without ties. */
  readonly ties: number;
}

/** Midranks of finite numbers, the smallest first. */
export function midranks(values: ArrayLike<number>): Ranked {
  const order = Array.from(values, (_, i) => i).sort((i, j) => values[i] - values[j] || i - j);
  const ranks = new Float64Array(values.length);
  let ties = 0;
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && values[order[to]] === values[order[from]]) to++;
    for (let at = from; at < to; at++) ranks[order[at]] = (from + 1 + to) / 2;
    const equal = to - from;
    ties += equal * (equal * equal - 1);
    from = to;
  }
  return { ranks, ties };
}
