/** A configuration some of whose folds have ended: folds of several ones run as one list, and end in any order. */
import type { FoldOutcome } from '../core/pipeline-jobs.js';

export class BegunFolds<T> {
  readonly outcomes: FoldOutcome[] = [];
  #nEnded = 0;
  readonly #errors: unknown[] = [];

  /** @param of what the folds are of */
  constructor(
    readonly of: T,
    readonly nFolds: number,
  ) {}

  get isOver(): boolean {
    return this.#nEnded === this.nFolds;
  }

  /** Of the first fold that failed; null when none did. */
  get error(): unknown {
    return this.#errors.find((error) => error !== undefined) ?? null;
  }

  keep(fold: number, outcome: FoldOutcome): this {
    this.outcomes[fold] = outcome;
    this.#nEnded++;
    return this;
  }

  fail(fold: number, error: unknown): this {
    this.#errors[fold] = error;
    this.#nEnded++;
    return this;
  }
}

/** Seconds in workers, of all folds together. */
export const secondsOf = (outcomes: readonly FoldOutcome[]): number =>
  outcomes.reduce(
    (sum, { report, predictSeconds }) => sum + report.sampleSeconds + report.fitSeconds + predictSeconds,
    0,
  );
