/**
 * SMOTE: new rows of the smaller classes on the line between a row and one of its k nearest neighbours of its class.
 * Chawla, Bowyer, Hall & Kegelmeyer 2002, "SMOTE: Synthetic Minority Over-sampling Technique", JAIR 16:321-357; with
 * categories SMOTE-NC (section 6.1): they enter the distance at one cost, and a new row takes the level that most
 * of the k neighbours have. Which row grows a new one is drawn as in imbalanced-learn: with replacement.
 */
import { distanceSpace } from '../neighbours/space.js';
import type { WorkWarning } from '../schemas/metric-value.js';
import { distinctRows, rowsOfClasses } from './class-rows.js';
import { drawNew, neighboursOf } from './draws.js';
import { type Growth, growBetween } from './growth.js';
import { kNeighbors, scale, scaleOf } from './neighbour-params.js';
import type { Resampled, SampleInput, Sampler } from './sampler.js';
import { overStrategy, rowsToAdd } from './strategy.js';
import { usableKOfClass } from './usable-k.js';

/**
 * New rows of one class, neighbours looked up for the drawn rows alone.
 * @param members training rows of the class @param k neighbours, fewer than there are distinct members
 */
export function growSmote(
  input: SampleInput,
  members: Uint32Array,
  label: number,
  nNew: number,
  k: number,
): Growth {
  const { position, choice, gap } = drawNew(input.stream('smote', label), members.length, k, nNew);
  const bases = position.map((at) => members[at]);
  const space = distanceSpace(input.table.columns, input.rows, members, scaleOf(input.params));
  const voters = neighboursOf(space, distinctRows(members), bases, k, input.engine);
  const towards = choice.map((j, i) => voters[i * k + j]);
  return { label, bases, towards, gaps: gap, voters };
}

function sample(input: SampleInput): Resampled {
  const byClass = rowsOfClasses('smote', input);
  const added = rowsToAdd('smote', input, byClass);
  const warnings: WorkWarning[] = [];
  const growths = byClass.flatMap((members, label) => {
    if (added[label] === 0) return [];
    const k = usableKOfClass('smote', input, label, members, warnings);
    return [growSmote(input, members, label, added[label], k)];
  });
  return growBetween(input, growths, warnings);
}

export const smote: Sampler = {
  id: 'smote',
  aliases: ['smote-nc'],
  kind: 'over',
  summary: 'new rows between neighbours of the smaller classes (SMOTE; SMOTE-NC with categories)',
  params: { k_neighbors: kNeighbors, sampling_strategy: overStrategy, scale },
  sample,
};
