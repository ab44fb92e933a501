/** The options of a problem with their columns resolved to names, and contradictions refused. */
import { isGlob, resolveColumn, resolveColumns } from './columns.js';
import { usageError } from './errors.js';
import type { TargetOptions } from './target.js';
import type { InTime } from './task.js';

/** What was typed; columns by name, glob, position or `last`. */
export interface ProblemOptions extends TargetOptions {
  readonly target: string;
  readonly features: readonly string[] | null;
  readonly drop: readonly string[];
  readonly keep: readonly string[];
  readonly groups: string | null;
  readonly time: string | null;
  /** Absent: every row weighs 1. */
  readonly weights?: string | null;
  /** `fp=1`, `fn=AMOUNT_COLUMN`, …; absent: answers have no cost. */
  readonly cost?: readonly string[];
  /** Until when a row of `time` reaches. */
  readonly until?: string | null;
  /** The column that names the folds. */
  readonly foldColumn?: string | null;
  /** As a problem has it. */
  readonly inTime?: InTime | null;
}

/** The options with columns resolved to names. */
export interface Chosen {
  readonly target: string;
  readonly groups: string | null;
  readonly time: string | null;
  readonly weights: string | null;
  readonly until: string | null;
  readonly foldColumn: string | null;
  readonly features: ReadonlySet<string> | null;
  readonly drop: ReadonlySet<string>;
  readonly keep: ReadonlySet<string>;
}

function notTheTarget(option: string, typed: readonly string[], names: readonly string[], target: string) {
  for (const one of typed) {
    const named = names.includes(one) || !isGlob(one);
    if (named && resolveColumn(one, names, option) === target) {
      throw usageError(
        'ASSAY_TARGET_ROLE',
        `${option} names the target "${target}"`,
        'the target is neither a feature nor a role: leave it out of the list',
      );
    }
  }
}

function resolveList(
  option: string,
  typed: readonly string[],
  names: readonly string[],
  target: string,
): ReadonlySet<string> {
  notTheTarget(option, typed, names, target);
  return new Set(resolveColumns(typed, names, option).filter((name) => name !== target));
}

/**
 * @param names all columns of the file
 * @throws AssayError (exit 2): an unknown column, the target among the others, a column both kept and dropped
 */
export function resolveOptions(names: readonly string[], options: ProblemOptions): Chosen {
  const target = resolveColumn(options.target, names, '--target');
  const role = (option: string, typed: string | null | undefined) => {
    if (typed === null || typed === undefined) return null;
    notTheTarget(option, [typed], names, target);
    return resolveColumn(typed, names, option);
  };
  const features = options.features && resolveList('--features', options.features, names, target);
  const drop = resolveList('--drop', options.drop, names, target);
  const keep = resolveList('--keep', options.keep, names, target);
  const both = [...keep].find((name) => drop.has(name));
  if (both !== undefined) {
    const hint = 'name it in one of the two';
    throw usageError('ASSAY_KEEP_DROP', `--keep and --drop both name "${both}"`, hint);
  }
  return {
    target,
    groups: role('--groups', options.groups),
    time: role('--time', options.time),
    weights: role('--weights', options.weights),
    until: role('until', options.until),
    foldColumn: role('predefined.column', options.foldColumn),
    features,
    drop,
    keep,
  };
}
