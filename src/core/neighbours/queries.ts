/** Queries by how they ask: candidates may ask for each other, each pair once; others ask alone. */

/** Bytes of the lists that each thread may keep for candidates that ask: beyond it they ask alone. */
const MOST_LIST_BYTES = 1 << 26;

export interface Asking {
  /** [nCandidates] positions in the order of the search: those that ask for each other first, both parts ascending. */
  readonly order: Uint32Array;
  readonly nOwn: number;
  /** [nQueries] the place of each in that order; behind all of them, counted on, when it is no candidate. */
  readonly at: Uint32Array;
  /** Table rows of queries that are no candidates. */
  readonly others: Uint32Array;
  /** Queries that ask alone, ascending. */
  readonly alone: Uint32Array;
}

/** [nQueries] position among the candidates, or behind them; and the rows that are behind. */
function positionsOf(candidates: Uint32Array, queries: Uint32Array) {
  const last = candidates.reduce((most, row) => Math.max(most, row), 0);
  const known = new Int32Array(last + 1).fill(-1);
  candidates.forEach((row, position) => {
    known[row] = position;
  });
  const others: number[] = [];
  const at = queries.map((row) => (known[row] >= 0 ? known[row] : candidates.length - 1 + others.push(row)));
  return { at, others: Uint32Array.from(others) };
}

/** Positions of those that ask, then of the others. */
function askingFirst(n: number, at: Uint32Array): { order: Uint32Array; nOwn: number } {
  const asks = new Uint8Array(n);
  for (const position of at) if (position < n) asks[position] = 1;
  const order = new Uint32Array(n);
  const nOwn = asks.reduce((count, one) => count + one, 0);
  let own = 0;
  let rest = nOwn;
  asks.forEach((one, position) => {
    order[one === 1 ? own++ : rest++] = position;
  });
  return { order, nOwn };
}

/** @param k neighbours of each, which lists have room for */
export function sortQueries(candidates: Uint32Array, queries: Uint32Array, k: number): Asking {
  const n = candidates.length;
  const { at: positions, others } = positionsOf(candidates, queries);
  const { order, nOwn } = askingFirst(n, positions);
  if (12 * k * nOwn > MOST_LIST_BYTES) {
    const all = Uint32Array.from(candidates.keys());
    return { order: all, nOwn: 0, at: positions, others, alone: Uint32Array.from(queries.keys()) };
  }
  const placeOf = new Uint32Array(n);
  order.forEach((position, place) => {
    placeOf[position] = place;
  });
  const at = positions.map((position) => (position < n ? placeOf[position] : position));
  const alone = Uint32Array.from(queries.keys()).filter((query) => at[query] >= nOwn);
  return { order, nOwn, at, others, alone };
}
