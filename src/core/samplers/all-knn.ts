/**
 * All k-NN: Wilson's rule with one neighbour, then with two of what is left, and so on up to k. Tomek 1976, "An Experiment with
 * the Edited Nearest-Neighbor Rule", IEEE Transactions on Systems, Man, and Cybernetics 6(6):448-452.
 *
 * As in imbalanced-learn it ends, with that round, when a class has vanished or, unless `allow_minority`, has become smaller
 * than the smallest was. Which classes are cleaned is said of the rows that came in; there, anew of what is left, so that of
 * equally small classes another may lose rows.
 */
import { Editing, kindSel, nNeighbors, selectionOf } from './editing.js';
import { keepOnly } from './keep-only.js';
import { scale } from './neighbour-params.js';
import type { Resampled, SampleInput, Sampler } from './sampler.js';
import { cleaningStrategy } from './strategy.js';

function sample(input: SampleInput): Resampled {
  const editing = new Editing('all-knn', input);
  const mayFall = input.params.allow_minority === true;
  for (let nFirst = 1; nFirst <= editing.k; nFirst++) {
    if (!editing.drop(editing.misfits(selectionOf(input), nFirst), mayFall)) break;
  }
  return keepOnly(input, editing.left, editing.warnings);
}

export const allKnn: Sampler = {
  id: 'all-knn',
  kind: 'clean',
  summary: 'edited-nearest-neighbours with one neighbour, then two of what is left, up to n_neighbors',
  params: {
    n_neighbors: nNeighbors,
    kind_sel: kindSel,
    allow_minority: {
      type: 'bool',
      default: false,
      help: 'goes on when another class has become smaller than the smallest was',
    },
    sampling_strategy: cleaningStrategy,
    scale,
  },
  sample,
};
