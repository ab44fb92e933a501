// A bootstrap sample of rows that are drawn by their weights (the table is core/trees/chance-table.ts).
import { below, nextU32 } from './rng';
import { chances, drawn, nDraws, nRows, rng, u32At } from './tree-job';

const MOST_TIMES: u16 = 65535;

/** Counts how often each row is drawn; one that has nearly all weight of a large table no more often than u16 can say. */
export function drawByChance(P: usize): void {
  const D = drawn(P), S = rng(P), T = chances(P), n = <u32>nRows(P);
  memory.fill(D, 0, <usize>n << 1);
  for (let i = nDraws(P); i > 0; i--) {
    let row = below(S, n);
    const entry = T + (<usize>row << 3);
    if (nextU32(S) >= load<u32>(entry)) row = u32At(entry, 1);
    const at = D + (<usize>row << 1), times = load<u16>(at);
    if (times < MOST_TIMES) store<u16>(at, times + 1);
  }
}
