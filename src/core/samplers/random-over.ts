/**
 * Random over-sampling: rows of the smaller classes are repeated, drawn with replacement.
 * Batista, Prati & Monard 2004, "A study of the behavior of several methods for balancing machine learning training
 * data", SIGKDD Explorations 6(1):20-29; the counts are those of imbalanced-learn's RandomOverSampler.
 */
import { onlyKeep } from './no-rows.js';
import type { Resampled, SampleInput, Sampler } from './sampler.js';
import { rowsOfClasses, rowsToAdd, samplingStrategy } from './strategy.js';

function sample(input: SampleInput): Resampled {
  const byClass = rowsOfClasses('random-over', input);
  const added = rowsToAdd(
    'random-over',
    input.params.sampling_strategy,
    byClass.map((rows) => rows.length),
  );
  const nRows = input.rows.length;
  const keep = new Uint32Array(nRows + added.reduce((sum, count) => sum + count, 0));
  keep.set(input.rows);
  let at = nRows;
  byClass.forEach((rows, label) => {
    const rng = input.stream('random-over', label);
    for (let i = 0; i < added[label]; i++) keep[at++] = rows[rng.below(rows.length)];
  });
  return onlyKeep(input.table, keep);
}

export const randomOver: Sampler = {
  id: 'random-over',
  aliases: ['random-over-sampler'],
  summary: 'repeats random rows of the smaller classes',
  params: { sampling_strategy: samplingStrategy },
  sample,
};
