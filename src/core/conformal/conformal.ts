/**
 * Conformal prediction: intervals, or sets of classes, that hold the answer of a new row with a stated probability, whatever
 * the model, as long as the row and those that calibrate could have come in any order (they are exchangeable).
 *
 * `split` (Papadopoulos et al. 2002, "Inductive confidence machines for regression"; Lei et al. 2018, "Distribution-free
 * predictive inference for regression"): some training rows are not fitted on and calibrate. `cv+` (Barber et al. 2021,
 * "Predictive inference with the jackknife+"; of classes Romano et al. 2020): each training row calibrates by a fit of a
 * fold that does not hold it.
 */
import { usageError } from '../errors.js';
import { isClassification, type Task } from '../task.js';

export const CONFORMAL_METHODS = ['split', 'cv+'] as const;
export type ConformalMethod = (typeof CONFORMAL_METHODS)[number];

/**
 * How strange an answer is. `absolute`: its distance from the prediction. `lac`: 1 - p of the class (Sadinle et al. 2019,
 * "Least ambiguous set-valued classifiers"). `aps`: p of all likelier classes and a random share of its own (Romano et al.
 * 2020, "Classification with valid and adaptive coverage").
 */
export const CONFORMAL_SCORES = ['absolute', 'lac', 'aps'] as const;
export type ConformalScore = (typeof CONFORMAL_SCORES)[number];

export interface ConformalSpec {
  readonly method: ConformalMethod;
  readonly score: ConformalScore;
  /** Ascending, each in (0, 1). */
  readonly levels: readonly number[];
}

export const DEFAULT_LEVELS: readonly number[] = [0.9];

const isOneOf = <T extends string>(known: readonly T[], typed: string): typed is T =>
  (known as readonly string[]).includes(typed);

/** The two halves of `split:aps`; `score` is absent where the task chooses it. */
function parsed(typed: string): { method: ConformalMethod; score?: ConformalScore } {
  const [method, score, ...more] = typed.trim().toLowerCase().split(':');
  const isKnown = isOneOf(CONFORMAL_METHODS, method) && more.length === 0;
  if (isKnown && score === undefined) return { method };
  if (isKnown && isOneOf(CONFORMAL_SCORES, score)) return { method, score };
  throw usageError(
    'ASSAY_CONFORMAL',
    `--conformal takes split or cv+, and of classes a score behind it (lac, aps), got "${typed}"`,
    'for example --conformal split, or --conformal split:aps',
  );
}

/** `split`, `cv+`, `split:aps`: as it is kept. @throws AssayError exit 2 for what is none of these */
export function conformalText(typed: string): string {
  const { method, score } = parsed(typed);
  return score === undefined ? method : `${method}:${score}`;
}

/**
 * What was asked for, of a task.
 * @param typed as `conformalText` gives it
 * @throws AssayError exit 2 for a score of another task
 */
export function conformalSpec(typed: string, levels: readonly number[], task: Task): ConformalSpec {
  const isClass = isClassification(task);
  const { method, score = isClass ? 'lac' : 'absolute' } = parsed(typed);
  if ((score === 'absolute') !== isClass) return { method, score, levels };
  throw usageError(
    'ASSAY_CONFORMAL_TASK',
    `--conformal ${typed}: ${score} is a score of ${isClass ? 'numbers' : 'classes'}; ${task.target} is ${isClass ? task.kind : 'a number'}`,
    `use --conformal ${method}`,
  );
}

/** Levels as typed: shares in (0, 1), ascending, each once. @throws AssayError exit 2 for others */
export function coverageLevels(typed: readonly string[]): number[] {
  const levels = typed.map((text) => {
    const level = text.trim() === '' ? Number.NaN : Number(text);
    if (level > 0 && level < 1) return level;
    throw usageError(
      'ASSAY_COVERAGE',
      `--coverage takes shares between 0 and 1, got "${text}"`,
      'for example --coverage 0.8,0.9,0.95; the default is 0.9',
    );
  });
  return [...new Set(levels)].sort((a, b) => a - b);
}

/** `90`, `97.5`: the level in names of columns. */
export const levelName = (level: number): string => String(Number((100 * level).toPrecision(12)));

/** A product such as 0.07 * 100 may lie a few units above the whole number that it is. */
const ROUNDING = 1e-9;

/** Which of n scores, from 1 in ascending order, bounds a region of this level; above n: none of them does. */
export const rankOf = (level: number, n: number): number =>
  Math.max(1, Math.ceil((n + 1) * level - ROUNDING));

/** The least number of rows that can calibrate a level. */
export function leastRows(level: number): number {
  let n = Math.max(1, Math.floor(level / (1 - level)) - 1);
  while (rankOf(level, n) > n) n++;
  return n;
}
