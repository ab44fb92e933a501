/** Answers whose mean a logarithm is taken of: counts and amounts. */
import { type AssayError, dataError } from '../errors.js';
import type { Task } from '../task.js';

/** What needs such answers. */
interface Asked {
  /** As it was asked for, e.g. `criterion=poisson`. */
  readonly what: string;
  /** May an answer be 0? */
  readonly zeros: boolean;
  /** What takes any answer, e.g. `criterion=squared_error`. */
  readonly instead: string;
}

function refusal({ what, zeros, instead }: Asked, { target }: Task, found: string): AssayError {
  return dataError(
    'ASSAY_LOSS_TARGET',
    `${what} needs ${target} ${zeros ? 'of 0 or more' : 'above 0'}, and it ${found}`,
    `use -p ${instead}, or take those rows out`,
  );
}

/** @throws AssayError exit 3 where an answer is below 0, or 0 where none may be, or all are 0 */
export function checkMeanLogs(asked: Asked, task: Task, y: Float64Array): void {
  const bad = y.find((value) => value < 0 || (value === 0 && !asked.zeros));
  if (bad !== undefined) throw refusal(asked, task, `has ${bad}`);
  if (y.every((value) => value === 0)) throw refusal(asked, task, 'is 0 in every row');
}
