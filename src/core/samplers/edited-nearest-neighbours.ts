/**
 * Edited nearest neighbours: rows of the larger classes are left out that their nearest others do not speak for. Wilson 1972,
 * "Asymptotic Properties of Nearest Neighbor Rules Using Edited Data", IEEE Transactions on Systems, Man, and Cybernetics
 * 2(3):408-421, where most of the k must be of the row's class (`mode`); as in imbalanced-learn all must, unless asked otherwise.
 */
import { Editing, kindSel, nNeighbors, selectionOf } from './editing.js';
import { dropRows } from './keep-only.js';
import { scale } from './neighbour-params.js';
import type { Resampled, SampleInput, Sampler } from './sampler.js';
import { cleaningStrategy } from './strategy.js';

function sample(input: SampleInput): Resampled {
  const editing = new Editing('edited-nearest-neighbours', input);
  return dropRows(input, editing.misfits(selectionOf(input)), editing.warnings);
}

export const editedNearestNeighbours: Sampler = {
  id: 'edited-nearest-neighbours',
  aliases: ['enn'],
  kind: 'clean',
  summary: 'leaves out rows of the larger classes with a neighbour of another class (ENN)',
  params: { n_neighbors: nNeighbors, kind_sel: kindSel, sampling_strategy: cleaningStrategy, scale },
  sample,
};
