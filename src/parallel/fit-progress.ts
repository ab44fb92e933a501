/** How far the fit of each lane is: threads count in the lane's block, the main thread looks when it likes. */
import type { FitProgress } from '../core/arena.js';
import type { FitsInHand } from '../core/runner.js';
import { blockOf, WORD } from './lane-block.js';

/** Counts for the fit of a lane, by whichever thread works on it. */
export function laneProgress(memory: WebAssembly.Memory, lane: number): FitProgress {
  const block = blockOf(memory, lane);
  return {
    expect(count) {
      Atomics.store(block, WORD.grown, 0);
      Atomics.store(block, WORD.toGrow, count);
    },
    tick: () => void Atomics.add(block, WORD.grown, 1),
  };
}

/** Forgets what a lane has counted. */
export const clearProgress = (memory: WebAssembly.Memory, lane: number) =>
  laneProgress(memory, lane).expect(0);

/** What the fits of lanes come to. */
export function readProgress(memory: WebAssembly.Memory, lanes: Iterable<number>): FitsInHand {
  const sum = { grown: 0, toGrow: 0, share: 0 };
  for (const lane of lanes) {
    const block = blockOf(memory, lane);
    const toGrow = Atomics.load(block, WORD.toGrow);
    if (toGrow === 0) continue;
    const grown = Math.min(toGrow, Atomics.load(block, WORD.grown));
    sum.grown += grown;
    sum.toGrow += toGrow;
    sum.share += grown / toGrow;
  }
  return sum;
}
