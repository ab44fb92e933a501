/** One typed text → the value its OptionSpec asks for, strictly: nothing is guessed, nothing rounded. */

import type { OptionSpec } from '../commands/command.js';
import { allowedValues, flagNames } from '../commands/option-names.js';
import { usageError } from '../core/errors.js';
import { closest, normaliseId } from '../core/suggest.js';

const WHOLE = /^[+-]?\d+$/;
/** More values of one option are a slip of the keyboard: `--seed 1..1000000`. */
const MOST_SWEPT = 10_000;
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

function valueError(spec: OptionSpec, received: string, hint = '') {
  const fallback = spec.default === undefined ? '' : `the default is ${String(spec.default)}`;
  return usageError(
    'ASSAY_OPTION_VALUE',
    `${flagNames(spec)} takes ${allowedValues(spec) || 'a value'}, got "${received}"`,
    hint || fallback,
  );
}

function parseNumber(spec: OptionSpec & { type: 'int' | 'number' }, received: string): number {
  const value = Number(received);
  const wellFormed = (spec.type === 'int' ? WHOLE : NUMBER).test(received) && Number.isFinite(value);
  const safe = spec.type === 'number' || Number.isSafeInteger(value);
  const inRange = !(value < (spec.min ?? value)) && !(value > (spec.max ?? value));
  if (!wellFormed || !safe || !inRange) throw valueError(spec, received);
  return value;
}

function parseChoice(spec: OptionSpec & { type: 'text' }, received: string): string {
  if (!spec.choices) return received;
  const found = spec.choices.find((choice) => normaliseId(choice) === normaliseId(received));
  if (found !== undefined) return found;
  const near = closest(received, spec.choices);
  throw valueError(spec, received, near ? `did you mean ${near}?` : '');
}

function parseJsonList(spec: OptionSpec, received: string): string[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(received);
  } catch {
    throw valueError(spec, received, 'what starts with [ is read as JSON: \'["a", "b"]\'');
  }
  const isText = (item: unknown) => typeof item === 'string' || typeof item === 'number';
  if (!Array.isArray(parsed) || !parsed.every(isText)) throw valueError(spec, received);
  return parsed.map(String);
}

function parseList(spec: OptionSpec, received: string): string[] {
  const text = received.trim();
  if (text.startsWith('[')) return parseJsonList(spec, text);
  const items = text.split(',').map((item) => item.trim());
  if (items.some((item) => item === '')) {
    throw valueError(spec, received, 'no item may be empty; a comma inside a name: \'["a,b"]\'');
  }
  return items;
}

/** `1..5`: the whole numbers from the one to the other, as texts; null when the text is no range. */
function rangeItems(spec: OptionSpec, received: string): string[] | null {
  const [, from, to] = spec.type === 'int' ? (/^(\d+)\.\.(\d+)$/.exec(received.trim()) ?? []) : [];
  if (from === undefined) return null;
  const n = Number(to) - Number(from) + 1;
  if (n < 1) throw valueError(spec, received, `write the smaller number first: ${to}..${from}`);
  if (n > MOST_SWEPT) throw valueError(spec, received, `that is ${n} values; at most ${MOST_SWEPT} at once`);
  return Array.from({ length: n }, (_, i) => String(Number(from) + i));
}

/** Each item checked as one value, each once; one item alone is that value, no list. */
function parseSweep(spec: OptionSpec, received: string): string | number | string[] | number[] {
  const items = parseList(spec, received).flatMap((item) => rangeItems(spec, item) ?? [item]);
  if (items.length === 0) throw valueError(spec, received);
  const values = items.map((item) => parseOne(spec, item));
  const once = values.filter((value, i) => values.findIndex((other) => isSame(value, other)) === i);
  return once.length === 1 ? once[0] : (once as string[] | number[]);
}

const isSame = (a: string | number, b: string | number) =>
  typeof a === 'string' ? normaliseId(a) === normaliseId(String(b)) : a === b;

function parseOne(spec: OptionSpec, received: string): string | number {
  if (spec.type === 'int' || spec.type === 'number') return parseNumber(spec, received);
  if (spec.type === 'text') return parseChoice(spec, received);
  throw new Error(`${spec.name} takes no single value`);
}

/**
 * @param spec any option but a flag
 * @returns a list also for an option that `sweeps`, when several values were given
 * @throws AssayError (exit 2) naming the option, what was received and what is allowed
 */
export function parseValue(spec: OptionSpec, received: string): string | number | string[] | number[] {
  if (spec.type === 'list') return parseList(spec, received);
  return spec.sweeps ? parseSweep(spec, received) : parseOne(spec, received);
}
