/**
 * Repeated edited nearest neighbours: Wilson's rule again and again on what it left, until nothing changes. Tomek 1976, "An
 * Experiment with the Edited Nearest-Neighbor Rule", IEEE Transactions on Systems, Man, and Cybernetics 6(6):448-452.
 *
 * As in imbalanced-learn it also ends, with that round, when a class has vanished or has become smaller than the smallest was.
 * Which classes are cleaned is said of the rows that came in; there, anew of what is left, so that of equally small classes
 * another may lose rows.
 */
import { Editing, kindSel, nNeighbors, selectionOf } from './editing.js';
import { keepOnly } from './keep-only.js';
import { scale } from './neighbour-params.js';
import type { Resampled, SampleInput, Sampler } from './sampler.js';
import { cleaningStrategy } from './strategy.js';

function sample(input: SampleInput): Resampled {
  const editing = new Editing('repeated-enn', input);
  for (let round = 0; round < Number(input.params.max_iter); round++) {
    const gone = editing.misfits(selectionOf(input));
    if (gone.length === 0 || !editing.drop(gone, false)) break;
  }
  return keepOnly(input, editing.left, editing.warnings);
}

export const repeatedEnn: Sampler = {
  id: 'repeated-enn',
  aliases: ['repeated-edited-nearest-neighbours', 'renn'],
  kind: 'clean',
  summary: 'edited-nearest-neighbours on what it left, until nothing changes',
  params: {
    n_neighbors: nNeighbors,
    max_iter: { type: 'int', default: 100, min: 1, help: 'rounds at most' },
    kind_sel: kindSel,
    sampling_strategy: cleaningStrategy,
    scale,
  },
  sample,
};
