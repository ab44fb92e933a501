/** Parameters that name classes: how their text is read, and what classes it means. */
import { usageError } from '../errors.js';
import type { Params, TextForm } from '../params.js';
import { unknownName } from '../suggest.js';
import type { Task } from '../task.js';

/** @returns null for what is no JSON */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A form that names no columns. */
export const formOf = (shape: string, parse: (text: string) => unknown): TextForm => ({
  shape,
  columns: (text) => (parse(text) === null ? null : []),
  rename: (text) => text,
});

const PAIR = /^\s*(.+?)\s*:\s*(\d+(?:\.\d*)?|\.\d+)\s*$/;

const isAmount = (value: unknown): value is number => typeof value === 'number' && value >= 0;

/** What stands between the braces of a Python dictionary: `1: 100`, `'a': 0.5`. */
const PYTHON_PAIR = /\s*(?:'([^'\\]*)'|"([^"\\]*)"|([^\s:,'"{}]+))\s*:\s*(\d+(?:\.\d*)?|\.\d+)\s*(?:,|$)/y;

/** @returns pairs as of `parseByClass`; null for what is no such dictionary */
function parsePython(text: string): [string, number][] | null {
  const inner = /^\{(.*)\}$/.exec(text.trim())?.[1].trimEnd() ?? '';
  const pairs: [string, number][] = [];
  const pattern = new RegExp(PYTHON_PAIR);
  while (pattern.lastIndex < inner.length) {
    const found = pattern.exec(inner);
    if (found === null) return null;
    pairs.push([found[1] ?? found[2] ?? found[3], Number(found[4])]);
  }
  return pairs.length > 0 ? pairs : null;
}

/** @returns a number from 0 of each class, as typed: `a:0.5,b:2`, `{"a": 0.5}` or `{'a': 0.5}`; null when the text is not written so */
export function parseByClass(text: string): [string, number][] | null {
  if (!text.startsWith('{')) {
    const pairs = text.split(',').map((part) => PAIR.exec(part));
    if (pairs.some((pair) => pair === null)) return null;
    return pairs.map((pair) => [pair?.[1] ?? '', Number(pair?.[2])]);
  }
  const pairs = Object.entries(parsedJson(text) ?? {});
  const amounts = pairs.filter((pair): pair is [string, number] => isAmount(pair[1]));
  return pairs.length > 0 && amounts.length === pairs.length ? amounts : parsePython(text);
}

/** The class of a name. @throws AssayError exit 2 naming the classes */
export function labelOf(param: string, name: string, { classes }: Task): number {
  const label = classes.indexOf(name);
  if (label >= 0) return label;
  throw unknownName(`class in ${param}`, name, classes);
}

/** @throws AssayError exit 2 */
export function checkNamedOnce(owner: string, param: string, names: readonly string[], text: string): void {
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice === undefined) return;
  throw usageError(
    'ASSAY_STRATEGY_TWICE',
    `${owner}: ${param} names class ${twice} twice, got "${text}"`,
    'name each class once',
  );
}

/**
 * A parameter that is a number for all classes, or one for each that is named, in class order; NaN for those that are not.
 * @throws AssayError exit 2 for a class that there is not, or one that is named twice
 */
export function numbersByClass(owner: string, param: string, params: Params, task: Task): Float64Array {
  const value = params[param];
  const numbers = new Float64Array(task.classes.length);
  if (typeof value !== 'string') return numbers.fill(Number(value));
  const given = parseByClass(value) ?? [];
  const names = given.map(([name]) => name);
  numbers.fill(Number.NaN);
  for (const [name, number] of given) numbers[labelOf(param, name, task)] = number;
  checkNamedOnce(owner, param, names, value);
  return numbers;
}
