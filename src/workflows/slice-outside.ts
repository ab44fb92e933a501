/** `--slices` of `score`: columns of the file of predictions, and of the data that the truth is taken from. */
import { columnIndexes } from '../core/columns.js';
import { usageError } from '../core/errors.js';
import type { SampledRows } from '../core/intervals/sampled-rows.js';
import { whyUseless } from '../core/left-out.js';
import type { Metric } from '../core/metrics/metric.js';
import type { ScoreOptions } from '../core/schemas/options.js';
import type { Slices } from '../core/schemas/slices.js';
import type { OutsidePredictions } from '../core/scoring/outside-predictions.js';
import { chooseSlices } from '../core/slices/choose-slices.js';
import { type Column, Table, takeColumn } from '../core/table.js';
import type { Context } from './context.js';
import type { ScoreInput } from './score-input.js';
import { type SliceRequest, scoreSlices } from './slices.js';

/** Columns beside the predictions: those of their file, then those of the data that are not in it. */
interface Beside {
  readonly names: readonly string[];
  column(name: string): Column;
}

function columnsBeside({ predictions, data, outside }: ScoreInput): Beside {
  const own = predictions.file.table;
  const { joined, truth } = outside;
  const others = joined === null || data === null ? null : data.file.table;
  const more = others?.names.filter((name) => !own.has(name) && name !== truth.column.name) ?? [];
  return {
    names: [...own.names, ...more],
    column: (name) =>
      own.has(name) || others === null || joined === null
        ? own.column(name)
        : takeColumn(others.column(name), joined),
  };
}

/** What a search has no use for: roles, and what models would leave out. */
function searchedColumns({ names, column }: Beside, roles: ReadonlySet<string>, nRows: number): string[] {
  const found = names.filter((name) => !roles.has(name) && whyUseless(column(name), nRows) === null);
  if (found.length > 0) return found;
  throw usageError(
    'ASSAY_SLICES_AUTO',
    '--slices auto finds no column to search: the file has none beside the predictions',
    'take the truth from the data, whose columns are then searched: --data DATA -t COL --on ID',
  );
}

type Roles = Pick<
  ScoreOptions,
  | 'truth'
  | 'pred'
  | 'proba'
  | 'weights'
  | 'groups'
  | 'row'
  | 'fold'
  | 'repeat'
  | 'on'
  | 'against'
  | 'against_proba'
>;

/** Columns with a part in the scoring; a version that is held against them is none. */
function roleNames(score: Roles, names: readonly string[]): ReadonlySet<string> {
  const { truth, pred, weights, groups, row, fold, repeat, on, against = '' } = score;
  const typed = [truth, pred, weights, groups, row, fold, repeat, on];
  const named = [...typed, ...score.proba, ...(score.against_proba ?? [])];
  const indexes = named.flatMap((one) => (one === null ? [] : columnIndexes(one, names)));
  return new Set([...indexes.map((at) => names[at]), against]);
}

/** What is asked for, but of which rows. */
export type OutsideSlices = Omit<SliceRequest, 'tableRows'>;

/** @throws AssayError exit 2 for an unknown column, or none to search */
export function outsideSlices(typed: readonly string[], score: Roles, input: ScoreInput): OutsideSlices {
  const beside = columnsBeside(input);
  const { nRows, names } = input.predictions.file.table;
  const { columns, isSearched } = chooseSlices(typed, beside.names);
  const searched = isSearched ? searchedColumns(beside, roleNames(score, names), nRows) : null;
  const used = [...new Set([...columns, ...(searched ?? [])])];
  return { table: new Table(nRows, used.map(beside.column)), columns, searched };
}

/** @param rows the first repeat at once, as `poolFolds` has it */
export function sliceOutside(
  asked: OutsideSlices,
  { folds, fileRows }: OutsidePredictions,
  rows: SampledRows,
  by: Metric,
  seed: number,
  context: Context,
): Promise<Slices> {
  const first = folds.filter(({ fold }) => fold.repeat === 0);
  const tableRows = Uint32Array.from(first.flatMap(({ scored }) => Array.from(scored, (i) => fileRows[i])));
  return scoreSlices({ ...asked, tableRows }, rows, by, seed, context);
}
