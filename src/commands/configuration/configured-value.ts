/** Texts from a file or a variable → the value that an option asks for, checked as typed ones are. */
import { isAbsolute, relative, resolve } from 'node:path';
import { usageError } from '../../core/errors.js';
import { listText } from '../../core/shell-text.js';
import type { OptionSpec, TypedValue } from '../command.js';
import { parseValue } from '../option-values.js';

const YES: readonly string[] = ['true', '1', 'yes'];
const NO: readonly string[] = ['false', '0', 'no'];

function parseFlag(received: string, subject: string): boolean {
  const word = received.trim().toLowerCase();
  if (YES.includes(word)) return true;
  if (NO.includes(word)) return false;
  throw usageError('ASSAY_OPTION_VALUE', `${subject} takes true or false, got "${received}"`);
}

/** A text may be a JSON array where several values are taken. */
const itemsOf = (spec: OptionSpec, value: string): string[] =>
  value.trim().startsWith('[')
    ? (parseValue({ ...spec, type: 'list' } as OptionSpec, value) as string[])
    : [value];

function parseSeveral(spec: OptionSpec, items: readonly string[], subject: string): string[] {
  return items.flatMap((item) => parseValue(spec, item, subject)).map(String);
}

/**
 * @param value a text, or a list of them
 * @param subject what errors call it: `assay.yaml:3: folds`, `ASSAY_FOLDS`
 * @throws AssayError (exit 2) naming the subject, what was received and what is allowed
 */
export function configuredValue(
  spec: OptionSpec,
  value: string | readonly string[],
  subject: string,
): TypedValue {
  if (typeof value === 'string') {
    if (spec.type === 'flag') return parseFlag(value, subject);
    return spec.repeatable
      ? parseSeveral(spec, itemsOf(spec, value), subject)
      : parseValue(spec, value, subject);
  }
  if (spec.type === 'list') return [...value];
  if (spec.repeatable) return parseSeveral(spec, value, subject);
  if (spec.sweeps && spec.type !== 'flag') return parseValue(spec, listText(value), subject);
  throw usageError('ASSAY_OPTION_VALUE', `${subject} takes one value, got a list: ${value.join(', ')}`);
}

/** Does the option name a file or a folder? */
export const isPathOption = ({ value }: OptionSpec): boolean => value === 'FILE' || value === 'DIR';

/** A path written in a file of `folder`, as it would be typed in `cwd`. */
export function movedPath(path: string, folder: string, cwd: string): string {
  if (isAbsolute(path) || folder === cwd) return path;
  return relative(cwd, resolve(folder, path)) || '.';
}
