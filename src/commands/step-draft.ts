/** From what was typed to the options that several steps have. */
import { usageError } from '../core/errors.js';
import type { Options, Reading } from '../core/schemas/options.js';
import type { TaskKind } from '../core/task.js';
import type { Typed } from './command.js';
import { list, numberOr, switched, text } from './typed-values.js';

/** Files that need no delimiter, encoding or header. */
const NOT_DELIMITED = /\.(parquet|jsonl?|ndjson)(\.(gz|zst))?$/i;

/** What assay.yaml says of the project's CSV files does not concern a file of another kind; what is typed does. */
function textOptions(typed: Typed): Pick<Reading, 'delimiter' | 'encoding' | 'header'> {
  const isMeant = (name: string) =>
    typed.given.has(name) || !typed.args.some((path) => NOT_DELIMITED.test(path));
  return {
    delimiter: isMeant('delimiter') ? text(typed, 'delimiter') : null,
    encoding: isMeant('encoding') ? text(typed, 'encoding') : null,
    header: isMeant('header') ? switched(typed, 'header') : null,
  };
}

export const readingOf = (typed: Typed): Reading => ({
  ...textOptions(typed),
  na: [...(list(typed, 'na') ?? [])],
  types: [...(list(typed, 'types') ?? [])],
});

/** What the options of every step begin with. */
export const commonOptions = <S extends Options['step']>(step: S, typed: Typed) => ({
  schema: 'assay/options/1' as const,
  step,
  data: typed.args[0],
  reading: readingOf(typed),
  seed: numberOr(typed, 'seed', 42),
});

/** How the target is understood. */
export const answersOf = (typed: Typed) => ({
  positive: text(typed, 'positive'),
  task: text(typed, 'task') as TaskKind | null,
});

/** Which columns are used; `resample` and the modelling steps have these. */
export const columnsOf = (typed: Typed) => ({
  features: list(typed, 'features')?.slice() ?? null,
  drop: [...(list(typed, 'drop') ?? [])],
  keep: [...(list(typed, 'keep') ?? [])],
});

/** @throws AssayError exit 2: `-t` is missing */
export function targetOf(typed: Typed): string {
  const target = text(typed, 'target');
  if (target !== null) return target;
  throw usageError(
    'ASSAY_NO_TARGET',
    'which column is predicted? -t/--target is missing',
    'name it: -t COL, or -t last',
  );
}
