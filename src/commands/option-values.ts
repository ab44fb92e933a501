/** One text → the value its OptionSpec asks for, strictly: nothing is guessed, nothing rounded. */

import { usageError } from '../core/errors.js';
import { closest, normaliseId } from '../core/suggest.js';
import type { OptionSpec } from './command.js';
import { allowedValues, flagNames } from './option-names.js';

const WHOLE = /^[+-]?\d+$/;
/** More values of one option are a slip of the keyboard: `--seed 1..1000000`. */
const MOST_SWEPT = 10_000;
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/** What is parsed: an option, and how a person knows it: `-k/--folds`, `assay.yaml:3: folds`. */
interface Asked<S extends OptionSpec = OptionSpec> {
  readonly spec: S;
  readonly subject: string;
}

function valueError({ spec, subject }: Asked, received: string, hint = '') {
  const fallback = spec.default === undefined ? spec.help : `the default is ${String(spec.default)}`;
  return usageError(
    'ASSAY_OPTION_VALUE',
    `${subject} takes ${allowedValues(spec) || 'a value'}, got "${received}"`,
    hint || fallback,
  );
}

function parseNumber(asked: Asked<OptionSpec & { type: 'int' | 'number' }>, received: string): number {
  const { spec } = asked;
  const value = Number(received);
  const wellFormed = (spec.type === 'int' ? WHOLE : NUMBER).test(received) && Number.isFinite(value);
  const safe = spec.type === 'number' || Number.isSafeInteger(value);
  const inRange = !(value < (spec.min ?? value)) && !(value > (spec.max ?? value));
  if (!wellFormed || !safe || !inRange) throw valueError(asked, received);
  return value;
}

function parseChoice(asked: Asked<OptionSpec & { type: 'text' }>, received: string): string {
  const { choices, mayBeEmpty } = asked.spec;
  if (received === '' && !mayBeEmpty) throw valueError(asked, received, asked.spec.help);
  if (!choices) return received;
  const found = choices.find((choice) => normaliseId(choice) === normaliseId(received));
  if (found !== undefined) return found;
  const near = closest(received, choices);
  throw valueError(asked, received, near ? `did you mean ${near}?` : '');
}

function parseJsonList(asked: Asked, received: string): string[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(received);
  } catch {
    throw valueError(asked, received, 'what starts with [ is read as JSON: \'["a", "b"]\'');
  }
  const isText = (item: unknown) => typeof item === 'string' || typeof item === 'number';
  if (!Array.isArray(parsed) || !parsed.every(isText)) throw valueError(asked, received);
  return parsed.map(String);
}

function parseList(asked: Asked, received: string): string[] {
  const text = received.trim();
  if (text.startsWith('[')) return parseJsonList(asked, text);
  const items = text.split(',').map((item) => item.trim());
  if (items.some((item) => item === '')) {
    throw valueError(asked, received, 'no item may be empty; a comma inside a name: \'["a,b"]\'');
  }
  return items;
}

/** `1..5`: the whole numbers from the one to the other, as texts; null when the text is no range. */
function rangeItems(asked: Asked, received: string): string[] | null {
  const [, from, to] = asked.spec.type === 'int' ? (/^(\d+)\.\.(\d+)$/.exec(received.trim()) ?? []) : [];
  if (from === undefined) return null;
  const n = Number(to) - Number(from) + 1;
  if (n < 1) throw valueError(asked, received, `write the smaller number first: ${to}..${from}`);
  if (n > MOST_SWEPT) throw valueError(asked, received, `that is ${n} values; at most ${MOST_SWEPT} at once`);
  return Array.from({ length: n }, (_, i) => String(Number(from) + i));
}

const isSame = (a: string | number, b: string | number) =>
  typeof a === 'string' ? normaliseId(a) === normaliseId(String(b)) : a === b;

/** Each item checked as one value, each once; one item alone is that value, no list. */
function parseSweep(asked: Asked, received: string): string | number | string[] | number[] {
  const items = parseList(asked, received).flatMap((item) => rangeItems(asked, item) ?? [item]);
  if (items.length === 0) throw valueError(asked, received);
  const values = items.map((item) => parseOne(asked, item));
  const once = values.filter((value, i) => values.findIndex((other) => isSame(value, other)) === i);
  return once.length === 1 ? once[0] : (once as string[] | number[]);
}

function parseOne({ spec, subject }: Asked, received: string): string | number {
  if (spec.type === 'int' || spec.type === 'number') return parseNumber({ spec, subject }, received);
  if (spec.type === 'text') return parseChoice({ spec, subject }, received);
  throw new Error(`${spec.name} takes no single value`);
}

/**
 * @param spec any option but a flag
 * @param subject what errors call it; the flag when it was typed
 * @returns a list also for an option that `sweeps`, when several values were given
 * @throws AssayError (exit 2) naming the subject, what was received and what is allowed
 */
export function parseValue(
  spec: OptionSpec,
  received: string,
  subject = flagNames(spec),
): string | number | string[] | number[] {
  const asked = { spec, subject };
  if (spec.type === 'list') return parseList(asked, received);
  return spec.sweeps ? parseSweep(asked, received) : parseOne(asked, received);
}
