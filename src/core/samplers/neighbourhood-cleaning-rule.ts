/**
 * Neighbourhood cleaning rule: rows of the larger classes are left out that most of their nearest others speak against, and
 * those among the nearest of a row of the smallest class that is mistaken for another. Laurikkala 2001, "Improving Identification
 * of Difficult Small Classes by Balancing Class Distribution", AIME 2001, LNCS 2101:63-66.
 *
 * As in imbalanced-learn a row is mistaken when it is outvoted among k rows that it is one of itself, and only classes with more
 * than `threshold_cleaning` times the rows of the smallest lose neighbours of it (the paper has 0.5, of those that are cleaned).
 */
import { distanceSpace } from '../neighbours/space.js';
import { distinctRows, rowsOfClasses } from './class-rows.js';
import { neighboursOf } from './draws.js';
import { Editing, nNeighbors } from './editing.js';
import { dropRows } from './keep-only.js';
import { scale, scaleOf } from './neighbour-params.js';
import { commonestOf } from './neighbourhoods.js';
import type { Resampled, SampleInput, Sampler } from './sampler.js';
import { classesToClean, cleaningStrategy, smallestClass } from './strategy.js';

const ID = 'neighbourhood-cleaning-rule';

/** Neighbours of rows of the smallest class that are outvoted. */
function aroundMistaken(input: SampleInput, { k, left }: Editing): Uint32Array {
  const { table, rows, y, params, engine } = input;
  const byClass = rowsOfClasses(ID, input);
  const counts = byClass.map(({ length }) => length);
  const smallest = smallestClass(counts);
  const isCleaned = classesToClean(input, byClass).map(
    (cleaned, label) => cleaned && counts[label] > counts[smallest] * Number(params.threshold_cleaning),
  );
  const members = distinctRows(byClass[smallest]);
  const space = distanceSpace(table.columns, rows, rows, scaleOf(params));
  const near = neighboursOf(space, left, members, k, engine);
  const found = Array.from(members).flatMap((row, i) => {
    const others = near.subarray(i * k, (i + 1) * k);
    return commonestOf(y, [row, ...others.subarray(0, k - 1)]) === smallest ? [] : [...others];
  });
  return Uint32Array.from(found).filter((row) => isCleaned[y[row]]);
}

function sample(input: SampleInput): Resampled {
  const editing = new Editing(ID, input);
  if (editing.k === 0) return dropRows(input, [], editing.warnings);
  const gone = [...editing.misfits('mode'), ...aroundMistaken(input, editing)];
  return dropRows(input, gone, editing.warnings);
}

export const neighbourhoodCleaningRule: Sampler = {
  id: ID,
  aliases: ['ncr'],
  kind: 'clean',
  summary:
    'leaves out rows of the larger classes that are outvoted, or near to outvoted rows of the smallest',
  params: {
    n_neighbors: nNeighbors,
    threshold_cleaning: {
      type: 'float',
      default: 0.5,
      min: 0,
      aboveMin: true,
      help: 'neighbours go of classes with more than so many times the rows of the smallest',
    },
    sampling_strategy: cleaningStrategy,
    scale,
  },
  sample,
};
