/** Directions that predictions must keep: `age:1,income:-1`, or as JSON where names have commas or colons. */
import { usageError } from '../errors.js';
import type { ParamSpec, ParamValue } from '../params.js';
import { type Column, isNumeric } from '../table.js';
import type { Task } from '../task.js';
import type { FeatureBins } from './feature-bins.js';

type Sign = -1 | 0 | 1;

const isSign = (value: unknown): value is Sign => value === 1 || value === -1 || value === 0;

/** @returns [column, sign] as typed; null when it is not written so */
function parseSigns(text: string): [string, Sign][] | null {
  if (!text.startsWith('{')) {
    const pairs = text.split(',').map((part) => /^\s*(.+?)\s*:\s*([+-]?1|0)\s*$/.exec(part));
    if (pairs.some((pair) => pair === null)) return null;
    return pairs.map((pair) => [pair?.[1] ?? '', Number(pair?.[2]) as Sign]);
  }
  try {
    const pairs = Object.entries(JSON.parse(text) as Record<string, unknown>);
    return pairs.every((pair): pair is [string, Sign] => isSign(pair[1])) ? pairs : null;
  } catch {
    return null;
  }
}

/** One direction a column. @throws AssayError exit 2 */
function checkNamedOnce(named: readonly string[], text: string): void {
  const twice = named.find((column, i) => named.indexOf(column) < i);
  if (twice === undefined) return;
  throw usageError(
    'ASSAY_MONOTONE_TWICE',
    `monotonic_cst names ${twice} twice, got "${text}"`,
    'one direction a column',
  );
}

/** As it would be typed: pairs, or JSON where a name would not be read as one. */
function signsText(pairs: readonly (readonly [string, Sign])[]): string {
  const text = pairs.map((pair) => pair.join(':')).join(',');
  const isRead = JSON.stringify(parseSigns(text)) === JSON.stringify(pairs);
  return isRead ? text : JSON.stringify(Object.fromEntries(pairs));
}

function renameSigns(text: string, namesOf: (typed: string) => readonly string[]): string {
  const typed = parseSigns(text) ?? [];
  const named = typed.flatMap(([column, sign]) => namesOf(column).map((name) => [name, sign] as const));
  checkNamedOnce(
    named.map(([name]) => name),
    text,
  );
  return JSON.stringify(named) === JSON.stringify(typed) ? text : signsText(named);
}

/** The parameter, of every model that can keep directions. */
export const monotonicCst: ParamSpec = {
  type: 'text',
  default: null,
  nullable: true,
  form: {
    shape: 'COLUMN:1 or COLUMN:-1 joined by commas, also as {"COLUMN": 1}',
    columns: (text) => parseSigns(text)?.map(([column]) => column) ?? null,
    rename: renameSigns,
  },
  help: 'predictions never fall (1) or never rise (-1) as a column (by name, glob, position or last) rises; not for multiclass',
  aliases: ['monotone_constraints', 'monotone_constraint', 'mono_constraints', 'mc'],
};

/**
 * Can predictions keep the directions?
 * @throws AssayError exit 2 for several classes, a column that is named twice, or a category that is named
 */
export function checkDirections(value: ParamValue, task: Task, columns: readonly Column[]): void {
  if (typeof value !== 'string') return;
  if (task.kind === 'multiclass') {
    throw usageError(
      'ASSAY_MONOTONE_TASK',
      `monotonic_cst needs two classes or numbers, and ${task.target} is multiclass`,
      'leave monotonic_cst out',
    );
  }
  const named = monotonicCst.form?.columns(value) ?? [];
  checkNamedOnce(named, value);
  const category = columns.find((column) => !isNumeric(column) && named.includes(column.name));
  if (category === undefined) return;
  throw usageError(
    'ASSAY_MONOTONE_CATEGORY',
    `monotonic_cst names ${category.name}, which is a category and neither rises nor falls`,
    'leave it out of monotonic_cst',
  );
}

/**
 * What a split must keep: the direction of the value, or of the second class; those of a positive class are turned round
 * when that is the first.
 * @returns [nFeatures] 1, -1 or 0 each; null when all are free
 */
export function monotoneSigns(
  value: ParamValue,
  features: readonly FeatureBins[],
  { positive }: Task,
): Int8Array | null {
  const signs = new Map(typeof value === 'string' ? parseSigns(value) : []);
  const turn = positive === 0 ? -1 : 1;
  const found = Int8Array.from(features, ({ name }) => turn * (signs.get(name) ?? 0));
  return found.some((sign) => sign !== 0) ? found : null;
}
