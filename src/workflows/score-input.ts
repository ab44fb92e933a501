/** Files of `score`: the predictions, and the data that the truth may come from. */
import { columnIndexes, resolveColumn } from '../core/columns.js';
import { refusedError, usageError } from '../core/errors.js';
import type { Reading, ScoreOptions } from '../core/schemas/options.js';
import { joinRows } from '../core/scoring/join-rows.js';
import {
  type OutsideFile,
  type OutsidePredictions,
  type OutsideSpec,
  outsidePredictions,
} from '../core/scoring/outside-predictions.js';
import { takeColumn } from '../core/table.js';
import type { DataFile } from '../data/data-file.js';
import type { Context } from './context.js';
import { type ReadTable, readTable, type Source } from './load-problem.js';

/** Where the truth is, as typed. */
export type TruthSource = Pick<ScoreOptions, 'truth' | 'row' | 'on'> & {
  readonly data: { readonly path: string; readonly reading: Reading; readonly sha256?: string } | null;
  readonly target: string | null;
};

export interface ScoreInput {
  readonly predictions: ReadTable;
  /** The data that the truth was taken from; null: it stands beside the predictions. */
  readonly data: ReadTable | null;
  readonly outside: OutsideFile;
}

/** Row numbers of the data that stand in a column of the predictions. */
function numberedRows(name: string, { table }: DataFile, nDataRows: number): Uint32Array {
  const column = table.column(name);
  const values = column.type === 'number' ? column.values : null;
  const at =
    values === null ? 0 : values.findIndex((row) => !(Number.isInteger(row) && row >= 0 && row < nDataRows));
  if (values !== null && at < 0) return Uint32Array.from(values);
  const found = values === null ? column.type : `${values[at]} in row ${at}`;
  throw usageError(
    'ASSAY_SCORE_PLACE',
    `--row ${name} is ${found}; the data has rows 0 to ${nDataRows - 1}`,
    'or name a column that both files have: --on COL',
  );
}

/** [rows of the predictions] the row of the data that each is of. */
function rowsInData({ row, on }: TruthSource, predictions: DataFile, data: DataFile): Uint32Array {
  const { names } = predictions.table;
  if (on !== null) {
    const own = resolveColumn(on, names, '--on');
    const [at] = columnIndexes(own, data.table.names);
    if (at === undefined) {
      throw usageError(
        'ASSAY_UNKNOWN_COLUMN',
        `--on: the data has no column "${own}"`,
        `it has ${data.table.names.slice(0, 8).join(', ')}`,
      );
    }
    return joinRows(predictions.table.column(own), data.table.columns[at]);
  }
  if (row !== null) return numberedRows(resolveColumn(row, names, '--row'), predictions, data.table.nRows);
  throw usageError(
    'ASSAY_SCORE_TRUTH',
    'which row of the data is each prediction of?',
    'name a column that both files have: --on ID, or the column of row numbers: --row COL',
  );
}

function targetIn(data: DataFile, target: string | null): string {
  if (target !== null) return resolveColumn(target, data.table.names, '--target');
  throw usageError('ASSAY_NO_TARGET', 'which column of the data is the truth?', 'name it: -t COL');
}

/**
 * Reads the predictions, and the data when the truth is taken from it.
 * @throws AssayError exit 1 to 3 as `readTable`, exit 2 when no truth is named or its rows cannot be told, exit 4 when the
 *   data is not what an earlier run of these options read
 */
export async function readScoreInput(
  source: Source,
  truth: TruthSource,
  context: Context,
): Promise<ScoreInput> {
  const predictions = await readTable(source, context);
  const { table, spellings } = predictions.file;
  if (truth.truth !== null) {
    const name = resolveColumn(truth.truth, table.names, '--truth');
    const column = table.column(name);
    return {
      predictions,
      data: null,
      outside: { table, spellings, truth: { column, spelling: spellings.get(name) }, joined: null },
    };
  }
  if (truth.data === null) {
    throw usageError(
      'ASSAY_SCORE_TRUTH',
      'what is true? neither --truth nor --data is given',
      'name the column beside the predictions: --truth COL, or the data: --data FILE -t COL --on ID',
    );
  }
  const data = await readTable({ data: truth.data.path, reading: truth.data.reading }, context);
  const { sha256 } = truth.data;
  if (sha256 !== undefined && sha256 !== data.file.sha256) {
    throw refusedError(
      'ASSAY_DATA_CHANGED',
      `${truth.data.path} has changed since the predictions were scored`,
      'score them again: assay score',
    );
  }
  const joined = rowsInData(truth, predictions.file, data.file);
  const name = targetIn(data.file, truth.target);
  const column = takeColumn(data.file.table.column(name), joined);
  const spelling = data.file.spellings.get(name);
  return { predictions, data, outside: { table, spellings, truth: { column, spelling }, joined } };
}

/** The predictions that were read, as their options say. @throws AssayError as `outsidePredictions` */
export const outsideOf = (spec: OutsideSpec, { outside }: ScoreInput): OutsidePredictions =>
  outsidePredictions(outside, { ...spec, classes: spec.task === 'regression' ? null : spec.classes });
