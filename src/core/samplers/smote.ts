/**
 * SMOTE: new rows of the smaller classes on the line between a row and one of its k nearest neighbours of its class.
 * Chawla, Bowyer, Hall & Kegelmeyer 2002, "SMOTE: Synthetic Minority Over-sampling Technique", JAIR 16:321-357; with
 * categories SMOTE-NC (section 6.1): they enter the distance at one cost, and a new row takes the level that most
 * of the k neighbours have. Which row grows a new one is drawn as in imbalanced-learn: with replacement.
 */
import type { WorkWarning } from '../schemas/metric-value.js';
import { distinctRows } from './class-rows.js';
import { drawNew, neighboursDrawn } from './draws.js';
import { type Growing, growClasses } from './grow-classes.js';
import type { Growth } from './growth.js';
import { kNeighbors, scale } from './neighbour-params.js';
import type { SampleInput, Sampler } from './sampler.js';
import { overStrategy } from './strategy.js';

/** New rows of one class, neighbours looked up for the drawn rows alone. */
function growSmote(input: SampleInput, { members, label, nNew, k, space }: Growing): Growth {
  const { gaps, ...drawn } = drawNew(input.stream('smote', label), members, k, nNew, input.engine);
  const near = neighboursDrawn(space, distinctRows(members), drawn, k, input.engine);
  return { label, bases: drawn.bases, gaps, ...near };
}

/** What the sampler does under a name, which messages give. */
export const smoteAs =
  (samplerId: string): Sampler['sample'] =>
  (input) =>
    growClasses(samplerId, input, (growing) => [growSmote(input, growing)]);

/**
 * What a sampler does of a class that lacks the rows it would grow from.
 * @param id of the warning @param lacks what it has not, after `class "a"`
 * @param warnings OUT
 */
export function smoteInstead(
  input: SampleInput,
  growing: Growing,
  { id, lacks }: { readonly id: string; readonly lacks: string },
  warnings: WorkWarning[],
): Growth {
  const name = input.task.classes[growing.label];
  warnings.push({ id, message: `class "${name}" ${lacks}: its new rows are those of smote` });
  return growSmote(input, growing);
}

export const smote: Sampler = {
  id: 'smote',
  kind: 'over',
  summary: 'new rows between neighbours of the smaller classes (SMOTE; SMOTE-NC with categories)',
  params: { k_neighbors: kNeighbors, sampling_strategy: overStrategy, scale },
  sample: smoteAs('smote'),
};
