/** Reads what was typed with the type that its OptionSpec promises. A wrong name is a bug in a command. */
import type { Typed, TypedValue } from './command.js';

function wrongType(name: string, wanted: string, value: TypedValue): Error {
  return new Error(`option ${name} is no ${wanted}: ${typeof value}`);
}

/** A text option; null when absent. */
export function text(typed: Typed, name: string): string | null {
  const value = typed.options[name];
  if (value === undefined) return null;
  if (typeof value !== 'string') throw wrongType(name, 'text', value);
  return value;
}

/** An int or number option; null when absent. */
export function number(typed: Typed, name: string): number | null {
  const value = typed.options[name];
  if (value === undefined) return null;
  if (typeof value !== 'number') throw wrongType(name, 'number', value);
  return value;
}

/** An option of type int or number that has a default. */
export function numberOr(typed: Typed, name: string, fallback: number): number {
  return number(typed, name) ?? fallback;
}

/** A list, or the values of a repeatable option; null when absent. */
export function list(typed: Typed, name: string): readonly string[] | null {
  const value = typed.options[name];
  if (value === undefined) return null;
  if (!Array.isArray(value)) throw wrongType(name, 'list', value);
  return value;
}

/** Is a flag on? Absent: off. */
export const flag = (typed: Typed, name: string): boolean => switched(typed, name) ?? false;

/** A negatable flag without default, e.g. `--header/--no-header`; null when neither was typed. */
export function switched(typed: Typed, name: string): boolean | null {
  const value = typed.options[name];
  if (value === undefined) return null;
  if (typeof value !== 'boolean') throw wrongType(name, 'flag', value);
  return value;
}
