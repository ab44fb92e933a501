/**
 * How many rows of each class a sampler adds or takes away; the semantics of imbalanced-learn's `sampling_strategy`.
 */
import { usageError } from '../errors.js';
import type { ParamSpec, ParamValue } from '../params.js';
import { isClassification } from '../task.js';
import type { SampleInput } from './sampler.js';

export const samplingStrategy: ParamSpec = {
  type: 'float',
  default: 'auto',
  words: ['auto'],
  min: 0,
  aboveMin: true,
  max: 1,
  help: 'auto: all classes as large as the largest (under: as small as the smallest); a number: minority / majority after, two classes only',
};

/** The training rows of each class, ascending, in class order. @throws AssayError exit 2 for a regression task. */
export function rowsOfClasses(samplerId: string, { task, y, rows }: SampleInput): Uint32Array[] {
  if (!isClassification(task)) {
    throw usageError(
      'ASSAY_SAMPLER_TASK',
      `sampler ${samplerId} needs classes, and ${task.target} is a number (regression)`,
      'leave --sampler out, or name the classes with --task multiclass',
    );
  }
  const found: number[][] = task.classes.map(() => []);
  for (const row of rows) found[y[row]].push(row);
  return found.map((list) => Uint32Array.from(list));
}

/** Index of the largest or smallest class that has rows; ties to the first class. -1 without rows. */
function extreme(counts: readonly number[], wanted: 'largest' | 'smallest'): number {
  let best = -1;
  counts.forEach((count, label) => {
    if (count === 0) return;
    if (best < 0 || (wanted === 'largest' ? count > counts[best] : count < counts[best])) best = label;
  });
  return best;
}

function ratioOf(samplerId: string, strategy: ParamValue, counts: readonly number[]): number | null {
  if (strategy === 'auto') return null;
  if (counts.filter((count) => count > 0).length > 2) {
    throw usageError(
      'ASSAY_SAMPLER_RATIO',
      `${samplerId}: sampling_strategy=${strategy} is a ratio of two classes, and there are ${counts.length}`,
      `use -p ${samplerId}.sampling_strategy=auto`,
    );
  }
  return Number(strategy);
}

const unreachable = (samplerId: string, ratio: number, now: string, otherWay: string) =>
  usageError(
    'ASSAY_SAMPLER_RATIO',
    `${samplerId}: sampling_strategy=${ratio} is below the ratio that the classes have now, ${now}`,
    `give a larger ratio, or ${otherWay}`,
  );

/**
 * Rows to add to each class: `auto` lifts every class to the largest; a ratio r lifts the minority to floor(r * majority).
 * Classes without training rows get none; a ratio that is met already, once rounded down, adds nothing.
 * @param counts rows of each class @throws AssayError exit 2 for a ratio that is already exceeded, or of many classes.
 */
export function rowsToAdd(samplerId: string, strategy: ParamValue, counts: readonly number[]): number[] {
  const largest = extreme(counts, 'largest');
  const ratio = ratioOf(samplerId, strategy, counts);
  return counts.map((count, label) => {
    if (count === 0 || label === largest) return 0;
    const added = Math.floor((ratio ?? 1) * counts[largest]) - count;
    if (added < 0 && ratio !== null) {
      throw unreachable(
        samplerId,
        ratio,
        (count / counts[largest]).toFixed(4),
        'take --sampler random-under',
      );
    }
    return added;
  });
}

/**
 * Rows of each class to keep: `auto` cuts every class down to the smallest; a ratio r cuts the majority to
 * floor(minority / r).
 * @param counts rows of each class @throws AssayError exit 2 for a ratio that is already exceeded, or of many classes.
 */
export function rowsToKeep(samplerId: string, strategy: ParamValue, counts: readonly number[]): number[] {
  const smallest = extreme(counts, 'smallest');
  const ratio = ratioOf(samplerId, strategy, counts);
  return counts.map((count, label) => {
    if (count === 0 || label === smallest) return count;
    const kept = Math.floor(counts[smallest] / (ratio ?? 1));
    if (kept > count) {
      throw unreachable(
        samplerId,
        Number(ratio),
        (counts[smallest] / count).toFixed(4),
        'take an over-sampler',
      );
    }
    return kept;
  });
}
