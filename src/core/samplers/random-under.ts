/**
 * Random under-sampling: rows of the larger classes are left out, drawn without replacement, or with it.
 * Batista, Prati & Monard 2004, SIGKDD Explorations 6(1):20-29; the counts are those of imbalanced-learn's
 * RandomUnderSampler.
 */
import { joinUints } from '../table.js';
import { distinctRows, rowsOfClasses } from './class-rows.js';
import { onlyKeep } from './keep-only.js';
import type { Resampled, SampleInput, Sampler } from './sampler.js';
import { classesToDraw, rowsToKeep, underStrategy } from './strategy.js';

/** Each row once, and then those that stand there again. @param rows ascending */
const repeatsLast = (rows: Uint32Array): Uint32Array =>
  joinUints([distinctRows(rows), rows.filter((row, i) => i > 0 && row === rows[i - 1])]);

/** Rows of a class that stay. @param count at most as many as there are */
function drawKept(
  { stream, params }: SampleInput,
  rows: Uint32Array,
  label: number,
  count: number,
): Uint32Array {
  const rng = stream('random-under', label);
  if (params.replacement !== true) return rng.shuffle(rows.slice()).subarray(0, count);
  return Uint32Array.from({ length: count }, () => rows[rng.below(rows.length)]);
}

function sample(input: SampleInput): Resampled {
  const byClass = rowsOfClasses('random-under', input);
  const kept = rowsToKeep('random-under', input, byClass);
  const isDrawn = classesToDraw(
    input,
    byClass.map(({ length }) => length),
  );
  const keep = byClass.map((rows, label) =>
    isDrawn[label] ? drawKept(input, rows, label, kept[label]) : rows,
  );
  const all = joinUints(keep).sort();
  return onlyKeep(input.table, input.params.replacement === true ? repeatsLast(all) : all);
}

export const randomUnder: Sampler = {
  id: 'random-under',
  aliases: ['random-under-sampler'],
  kind: 'under',
  summary: 'leaves out random rows of the larger classes',
  params: {
    replacement: {
      type: 'bool',
      default: false,
      help: 'rows are drawn with replacement: some stay more than once, others go',
    },
    sampling_strategy: underStrategy,
  },
  sample,
};
