/** A data set as the questions need it: read once, its columns counted. */
import type { Reading } from '../core/schemas/options.js';
import { type Column, type ColumnType, countMissing, isNumeric } from '../core/table.js';
import { readTarget } from '../core/target.js';
import type { TaskKind } from '../core/task.js';
import type { DataFile } from '../data/data-file.js';
import { readData } from '../data/read.js';
import type { Surface } from './asked.js';

export interface ColumnFacts {
  readonly name: string;
  readonly type: ColumnType;
  readonly missing: number;
  /** Distinct values present; `MANY` and more are `MANY`. */
  readonly distinct: number;
  /** The first few distinct values of coded columns and of numbers with few, as shown. */
  readonly examples: readonly string[];
}

export interface Sheet {
  /** As it is typed on a command line. */
  readonly path: string;
  readonly file: DataFile;
  readonly columns: readonly ColumnFacts[];
}

/** Distinct values are counted up to here. */
export const MANY = 1000;
const EXAMPLES = 4;
const AS_TYPED: Reading = { delimiter: null, encoding: null, header: null, na: [], types: [] };

function distinctValues({ values }: { readonly values: Float64Array }): Set<number> {
  const seen = new Set<number>();
  for (const value of values) {
    if (!Number.isNaN(value)) seen.add(value);
    if (seen.size >= MANY) break;
  }
  return seen;
}

function factsOf(column: Column, spelling: ReadonlyMap<number, string> | undefined): ColumnFacts {
  const { name, type } = column;
  const missing = countMissing(column);
  if (!isNumeric(column)) {
    const { levels } = column;
    return {
      name,
      type,
      missing,
      distinct: Math.min(MANY, levels.length),
      examples: levels.slice(0, EXAMPLES),
    };
  }
  const seen = distinctValues(column);
  const few = seen.size <= EXAMPLES && type === 'number';
  const examples = few
    ? [...seen].sort((a, b) => a - b).map((value) => spelling?.get(value) ?? `${value}`)
    : [];
  return { name, type, missing, distinct: seen.size, examples };
}

/** @throws AssayError exit 1, 2 or 3, as `readData` has it */
export async function openSheet(path: string, term: Surface, reading: Reading = AS_TYPED): Promise<Sheet> {
  const progress = term.progress(`reading ${path}`);
  try {
    const file = await readData({ path, ...reading });
    const columns = file.table.columns.map((column) => factsOf(column, file.spellings.get(column.name)));
    return { path, file, columns };
  } finally {
    progress.stop();
  }
}

export interface TargetFacts {
  readonly name: string;
  readonly kind: TaskKind;
  /** In their order; empty for regression. */
  readonly classes: readonly { readonly label: string; readonly rows: number; readonly share: number }[];
  /** Label; null unless binary. */
  readonly positive: string | null;
  /** [nRows] the values of a regression target; NaN where missing. Null for classes. */
  readonly values: Float64Array | null;
}

/**
 * What is to be predicted, were this column the target.
 * @throws AssayError exit 2 or 3, as `readTarget` has it
 */
export function targetFacts({ file }: Sheet, name: string, positive: string | null): TargetFacts {
  const column = file.table.column(name);
  const { task, answers } = readTarget(column, file.spellings.get(name), { positive, task: null });
  const counts = task.classes.map(() => 0);
  if (task.kind !== 'regression') for (const answer of answers) if (!Number.isNaN(answer)) counts[answer]++;
  const total = counts.reduce((sum, rows) => sum + rows, 0);
  return {
    name,
    kind: task.kind,
    classes: task.classes.map((label, i) => ({ label, rows: counts[i], share: counts[i] / total })),
    positive: task.positive === null ? null : task.classes[task.positive],
    values: task.kind === 'regression' ? answers : null,
  };
}
