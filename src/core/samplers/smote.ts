/**
 * SMOTE: new rows of the smaller classes on the line between a row and one of its k nearest neighbours of its class.
 * Chawla, Bowyer, Hall & Kegelmeyer 2002, "SMOTE: Synthetic Minority Over-sampling Technique", JAIR 16:321-357; with
 * categories SMOTE-NC (section 6.1): they enter the distance at one cost, and a new row takes the level that most
 * of the k neighbours have. Which row grows a new one is drawn as in imbalanced-learn: with replacement.
 */
import { distanceSpace } from '../neighbours/space.js';
import { distinctRows } from './class-rows.js';
import { drawNew, neighboursOf } from './draws.js';
import { growClasses } from './grow-classes.js';
import type { Growth } from './growth.js';
import { kNeighbors, scale, scaleOf } from './neighbour-params.js';
import type { SampleInput, Sampler } from './sampler.js';
import { overStrategy } from './strategy.js';

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

/** What the sampler does under a name, which messages give. */
export const smoteAs =
  (samplerId: string): Sampler['sample'] =>
  (input) =>
    growClasses(samplerId, input, ({ members, label, nNew, k }) => [
      growSmote(input, members, label, nNew, k),
    ]);

export const smote: Sampler = {
  id: 'smote',
  kind: 'over',
  summary: 'new rows between neighbours of the smaller classes (SMOTE; SMOTE-NC with categories)',
  params: { k_neighbors: kNeighbors, sampling_strategy: overStrategy, scale },
  sample: smoteAs('smote'),
};
