/**
 * SMOTE-N: SMOTE on categories. Chawla et al. 2002, JAIR 16:321-357, section 6.2: neighbours are the nearest by the value
 * difference metric, and a new row has in each column the level that most of a row and its k neighbours have, ties the first.
 *
 * Numbers are cut at deciles for the distance alone, with a warning; those of a new row lie between the row and one of its
 * neighbours, as smote has it.
 */
import type { WorkWarning } from '../schemas/metric-value.js';
import { isNumeric } from '../table.js';
import { distinctRows } from './class-rows.js';
import { drawNew } from './draws.js';
import { type Growing, growClasses } from './grow-classes.js';
import type { Growth } from './growth.js';
import { kNeighbors } from './neighbour-params.js';
import type { SampleInput, Sampler } from './sampler.js';
import { overStrategy } from './strategy.js';
import { ValueDifference } from './value-difference.js';

/** @param warnings OUT */
function warnOfNumbers({ table }: SampleInput, warnings: WorkWarning[]): void {
  const names = table.columns.filter(isNumeric).map(({ name }) => name);
  if (names.length === 0) return;
  const which = names.length === 1 ? `the numbers of ${names[0]}` : `${names.length} columns of numbers`;
  const message = `smote-n compares categories: for its distance it cut ${which} at their deciles`;
  warnings.push({ id: 'numbers-cut', message });
}

function grow(input: SampleInput, metric: ValueDifference, growing: Growing): Growth {
  const { label, members, k, nNew } = growing;
  const { bases, choice, gaps } = drawNew(input.stream('smote-n', label), members, k, nNew, input.engine);
  const near = metric.nearest(distinctRows(members), bases, k, input.engine);
  const voters = new Uint32Array(nNew * (k + 1));
  bases.forEach((row, i) => {
    voters[i * (k + 1)] = row;
    voters.set(near.subarray(i * k, (i + 1) * k), i * (k + 1) + 1);
  });
  return { label, bases, towards: choice.map((j, i) => near[i * k + j]), gaps, voters };
}

export const smoteN: Sampler = {
  id: 'smote-n',
  kind: 'over',
  summary: 'smote for categories: neighbours by what levels tell of the classes (value difference metric)',
  params: {
    k_neighbors: {
      ...kNeighbors,
      help: 'neighbours that vote, with the row itself, on the levels of a new row',
    },
    sampling_strategy: overStrategy,
  },
  sample: (input) => {
    let metric: ValueDifference | undefined;
    return growClasses('smote-n', input, (growing, warnings) => {
      if (metric === undefined) warnOfNumbers(input, warnings);
      metric ??= new ValueDifference(input);
      return [grow(input, metric, growing)];
    });
  },
};
