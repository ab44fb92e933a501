/**
 * Random under-sampling: rows of the larger classes are left out, drawn without replacement.
 * Batista, Prati & Monard 2004, SIGKDD Explorations 6(1):20-29; the counts are those of imbalanced-learn's
 * RandomUnderSampler.
 */
import { rowsOfClasses } from './class-rows.js';
import { onlyKeep } from './keep-only.js';
import type { Resampled, SampleInput, Sampler } from './sampler.js';
import { rowsToKeep, underStrategy } from './strategy.js';

function sample(input: SampleInput): Resampled {
  const byClass = rowsOfClasses('random-under', input);
  const kept = rowsToKeep('random-under', input, byClass);
  const keep = byClass.map((rows, label) =>
    kept[label] === rows.length
      ? rows
      : input.stream('random-under', label).shuffle(rows.slice()).subarray(0, kept[label]),
  );
  const all = new Uint32Array(kept.reduce((sum, count) => sum + count, 0));
  let at = 0;
  for (const rows of keep) {
    all.set(rows, at);
    at += rows.length;
  }
  return onlyKeep(input.table, all.sort());
}

export const randomUnder: Sampler = {
  id: 'random-under',
  aliases: ['random-under-sampler'],
  kind: 'under',
  summary: 'leaves out random rows of the larger classes',
  params: { sampling_strategy: underStrategy },
  sample,
};
