/** Queries by how they ask: candidates may ask for each other, each pair once; others ask alone. */

/** Bytes of the lists that each thread may keep for candidates that ask: beyond it they ask alone. */
const MOST_LIST_BYTES = 1 << 26;

export interface PlacedQueries {
  readonly nCandidates: number;
  /** [nQueries] position among the candidates; behind all of them, counted on, when it is none. */
  readonly positions: Uint32Array;
  /** Table rows of queries that are no candidates. */
  readonly others: Uint32Array;
}

export interface Asking {
  /** [nCandidates] positions in the order of the search: those that ask for each other first, both parts ascending. */
  readonly order: Uint32Array;
  /** Those that ask for each other. */
  readonly nOwn: number;
  /** [nQueries] the place of each in that order; behind all of them, counted on, when it is no candidate. */
  readonly at: Uint32Array;
  /** Queries that ask for each other. */
  readonly own: Uint32Array;
  /** Queries that ask alone. */
  readonly alone: Uint32Array;
}

/** 0..n-1. A loop: `Uint32Array.from` with a callback takes ten times as long. */
export function countTo(n: number): Uint32Array {
  const counted = new Uint32Array(n);
  for (let i = 0; i < n; i++) counted[i] = i;
  return counted;
}

/** @param candidates distinct rows @param queries rows */
export function placeQueries(candidates: Uint32Array, queries: Uint32Array): PlacedQueries {
  const nCandidates = candidates.length;
  let last = 0;
  for (let i = 0; i < nCandidates; i++) if (candidates[i] > last) last = candidates[i];
  const known = new Int32Array(last + 1).fill(-1);
  for (let i = 0; i < nCandidates; i++) known[candidates[i]] = i;
  const others: number[] = [];
  const positions = new Uint32Array(queries.length);
  for (let i = 0; i < queries.length; i++) {
    const row = queries[i];
    positions[i] = known[row] >= 0 ? known[row] : nCandidates - 1 + others.push(row);
  }
  return { nCandidates, positions, others: Uint32Array.from(others) };
}

/** Each query asks alone. */
export const askAlone = ({ nCandidates, positions }: PlacedQueries): Asking => ({
  order: countTo(nCandidates),
  nOwn: 0,
  at: positions,
  own: new Uint32Array(0),
  alone: countTo(positions.length),
});

/** Positions of those that ask, then of the others. */
function askingFirst({ nCandidates, positions }: PlacedQueries): { order: Uint32Array; nOwn: number } {
  const asks = new Uint8Array(nCandidates);
  for (let i = 0; i < positions.length; i++) if (positions[i] < nCandidates) asks[positions[i]] = 1;
  const order = new Uint32Array(nCandidates);
  let nOwn = 0;
  for (let position = 0; position < nCandidates; position++)
    if (asks[position] === 1) order[nOwn++] = position;
  for (let position = 0, to = nOwn; position < nCandidates; position++) {
    if (asks[position] === 0) order[to++] = position;
  }
  return { order, nOwn };
}

/** Candidates ask for each other, as far as there is room for their lists. @param k neighbours of each */
export function askEachOther(placed: PlacedQueries, k: number): Asking {
  const { nCandidates, positions } = placed;
  const { order, nOwn } = askingFirst(placed);
  if (12 * k * nOwn > MOST_LIST_BYTES) return askAlone(placed);
  const placeOf = new Uint32Array(nCandidates);
  for (let place = 0; place < nCandidates; place++) placeOf[order[place]] = place;
  const at = new Uint32Array(positions.length);
  const queries = new Uint32Array(positions.length);
  let nAsking = 0;
  let firstAlone = queries.length;
  for (let query = 0; query < at.length; query++) {
    at[query] = positions[query] < nCandidates ? placeOf[positions[query]] : positions[query];
    if (at[query] < nOwn) queries[nAsking++] = query;
    else queries[--firstAlone] = query;
  }
  return {
    order,
    nOwn,
    at,
    own: queries.subarray(0, nAsking),
    alone: queries.subarray(firstAlone).reverse(),
  };
}
