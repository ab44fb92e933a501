/** One text → the value its OptionSpec asks for, strictly: nothing is guessed, nothing rounded. */

import { usageError } from '../core/errors.js';
import { closest, normaliseId } from '../core/suggest.js';
import type { OptionSpec } from './command.js';
import { allowedValues, flagNames } from './option-names.js';

const WHOLE = /^[+-]?\d+$/;
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/** What is parsed: an option, and how a person knows it: `-k/--folds`, `assay.yaml:3: folds`. */
interface Asked<S extends OptionSpec = OptionSpec> {
  readonly spec: S;
  readonly subject: string;
}

function valueError({ spec, subject }: Asked, received: string, hint = '') {
  const fallback = spec.default === undefined ? '' : `the default is ${String(spec.default)}`;
  return usageError(
    'ASSAY_OPTION_VALUE',
    `${subject} takes ${allowedValues(spec)}, got "${received}"`,
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
  const { choices } = asked.spec;
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

/**
 * @param spec any option but a flag
 * @param subject what errors call it; the flag when it was typed
 * @throws AssayError (exit 2) naming the subject, what was received and what is allowed
 */
export function parseValue(
  spec: OptionSpec,
  received: string,
  subject = flagNames(spec),
): string | number | string[] {
  if (spec.type === 'int' || spec.type === 'number') return parseNumber({ spec, subject }, received);
  if (spec.type === 'list') return parseList({ spec, subject }, received);
  if (spec.type === 'text') return parseChoice({ spec, subject }, received);
  throw new Error(`${spec.name} takes no value`);
}
