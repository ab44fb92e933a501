/** The contract of metrics. A metric knows its direction; nothing is negated. Undefined is null with a reason. */
import type { Registered } from '../registry.js';
import type { Task, TaskKind } from '../task.js';

/** What a metric may look at: the rows of one fold, or of a whole file. */
export interface Scored {
  readonly task: Task;
  readonly nRows: number;
  /** [nRows] class index, or the value. */
  readonly truth: Float64Array;
  /** [nRows] class index, or the value. */
  readonly predicted: Float64Array;
  /** [nRows * classes] row-major p of each class; null for regression and for models without probabilities. */
  readonly proba: Float64Array | null;
}

export type Score = { readonly value: number } | { readonly value: null; readonly reason: string };

export interface Metric extends Registered {
  readonly tasks: readonly TaskKind[];
  readonly direction: 'max' | 'min';
  /** [worst or lowest, best or highest] in numbers; Infinity where open. */
  readonly range: readonly [number, number];
  readonly needs: 'label' | 'probability' | 'value';
  /** @param scored at least one row */
  score(scored: Scored): Score;
}

export const defined = (value: number): Score => ({ value });
export const undefinedScore = (reason: string): Score => ({ value: null, reason });
