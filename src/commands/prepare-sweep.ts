/** The combinations of a sweep, each checked before any of them runs: those that can, and those that cannot. */
import { AssayError, EXIT } from '../core/errors.js';
import type { Context } from '../workflows/context.js';
import type { DraftOptions } from '../workflows/modelling.js';
import type { PreparedEvaluation } from '../workflows/step.js';
import type { Combination } from './modelling-draft.js';

interface Numbered {
  /** From 1, in the order of the product. */
  readonly number: number;
  /** What it is among the others: `forest · smote · seed 3`. */
  readonly what: string;
}

export interface PreparedCombination<R> extends Numbered {
  readonly prepared: PreparedEvaluation<R>;
}

export interface Failure extends Numbered {
  readonly error: unknown;
}

export interface PreparedSweep<R> {
  /** At least one. */
  readonly combinations: readonly PreparedCombination<R>[];
  readonly failures: readonly Failure[];
}

/** May it be of one combination alone? A leak, an interrupt or a disk that refuses is of all. */
const mayBeOwn = (error: unknown): boolean =>
  error instanceof AssayError && (error.exitCode === EXIT.usage || error.exitCode === EXIT.data);

/** @throws the first failure when nothing can run: what all have in common fails for all; at once what stops all */
export async function prepareSweep<R>(
  prepare: (draft: DraftOptions, context: Context) => Promise<PreparedEvaluation<R>>,
  all: readonly Combination[],
  context: Context,
): Promise<PreparedSweep<R>> {
  const combinations: PreparedCombination<R>[] = [];
  const failures: Failure[] = [];
  for (const [i, { draft, text: what }] of all.entries()) {
    try {
      combinations.push({ number: i + 1, what, prepared: await prepare(draft, context) });
    } catch (error) {
      if (!mayBeOwn(error)) throw error;
      failures.push({ number: i + 1, what, error });
    }
  }
  if (combinations.length === 0) throw failures[0].error;
  return { combinations, failures };
}
