/** New rows for a saved model: read as its training file was, whatever they alone would suggest. */
import type { ColumnReading } from '../core/column-reading.js';
import { type Conformed, conform, missingFeatures } from '../core/conform.js';
import { namesColumns } from '../core/data-format.js';
import { usageError } from '../core/errors.js';
import type { SavedPipeline } from '../core/saved-pipeline.js';
import type { Warning } from '../core/schemas/metric-value.js';
import { counted } from '../core/shown-numbers.js';
import { closest } from '../core/suggest.js';
import type { DataFile } from '../data/data-file.js';
import { isNumberText } from '../data/number-text.js';
import type { Context } from './context.js';
import { type LikeFile, type ReadTable, readTable, type Source } from './load-problem.js';

const SHOWN = 12;
const EXAMPLES = 3;

export interface NewRows extends ReadTable, Conformed {
  /** Columns of the file that the model does not use. */
  readonly ignored: readonly string[];
  /** Of the features that have some: cells present that are no value of the type. */
  readonly unparsable: Readonly<Record<string, number>>;
}

const listed = (names: readonly string[]) =>
  names.slice(0, SHOWN).join(', ') + (names.length > SHOWN ? `, … (${names.length})` : '');

/**
 * Does the first row of a CSV name the columns, when nobody says so? As in the model's file, but where that had no
 * header a file whose first row holds no number is not taken for more of the same.
 */
function headerOf({ features, reading }: SavedPipeline): boolean | undefined {
  if (reading.header) return true;
  return features.some(({ type }) => type === 'number') ? undefined : false;
}

/** The file that a model was trained on, as one to read others like. */
export const likeModel = (saved: SavedPipeline): LikeFile => ({
  columns: new Map<string, ColumnReading>(
    saved.features.map(({ name }, i) => [name, saved.reading.columns[i]]),
  ),
  header: headerOf(saved),
});

/** A file whose columns are known. */
type NamedFile = Pick<DataFile, 'path' | 'format'> & { readonly names: readonly string[] };

/** What is wrong with a header, when that is why columns are missing. */
function headerProblem(file: NamedFile, { reading }: SavedPipeline, nMissing: number): string | null {
  const header = namesColumns(file.format);
  if (!reading.header && header) {
    return `${file.path} has a header, and the model was trained on a file without one (columns c1, c2, …)`;
  }
  const isRow = header && file.names.some((name) => isNumberText(name));
  if (!reading.header || (header && !(isRow && nMissing === reading.columns.length))) return null;
  return `${file.path} has no header, and the model was trained on a file with one`;
}

/** @throws AssayError exit 2 when a feature is missing, naming all of them and the nearest names */
export function checkFeatures(file: NamedFile, saved: SavedPipeline): void {
  const { names } = file;
  const missing = missingFeatures(names, saved.features);
  if (missing.length === 0) return;
  const wanted = listed(saved.features.map(({ name }) => name));
  const header = headerProblem(file, saved, missing.length);
  if (header !== null) {
    throw usageError(
      'ASSAY_HEADER',
      header,
      `it reads ${wanted}; --header or --no-header if this is mistaken`,
    );
  }
  const others = names.filter((name) => !saved.features.some((feature) => feature.name === name));
  const near = missing.flatMap((name) => {
    const found = closest(name, others);
    return found === undefined ? [] : [`${name} may be "${found}"`];
  });
  throw usageError(
    'ASSAY_MISSING_COLUMN',
    `${file.path} lacks ${counted(missing.length, 'column')} that the model needs: ${listed(missing)}`,
    [...near.slice(0, EXAMPLES), `its columns are ${listed(names)}`].join('; '),
  );
}

export function unseenWarning({ column, nCells, levels }: Conformed['unseen'][number]): Warning {
  const examples = levels.slice(0, EXAMPLES).map((level) => JSON.stringify(level));
  const more = levels.length > EXAMPLES ? ', …' : '';
  const message = `${column}: ${counted(nCells, 'cell')} with ${counted(levels.length, 'level')} that the model never saw: ${examples.join(', ')}${more}`;
  return { id: 'unseen-levels', columns: [column], message };
}

export function ignoredNote(
  ignored: readonly string[],
  { task }: SavedPipeline,
  usesTarget: boolean,
): string {
  const others = ignored.filter((name) => name !== task.target);
  const hasTarget = others.length < ignored.length;
  const target = hasTarget && !usesTarget ? [`the target ${task.target} is not looked at`] : [];
  const rest = others.length > 0 ? [`${counted(others.length, 'column')} not used: ${listed(others)}`] : [];
  return [...target, ...rest].join('; ');
}

/**
 * Reads the rows of a file as a model's features.
 * @param usesTarget the caller looks at the target, which is read as a column of its own
 * @throws AssayError exit 2 when features are missing, and exit 2 or 3 as `readData` has it
 */
export async function readNewRows(
  source: Source,
  saved: SavedPipeline,
  context: Context,
  usesTarget = false,
): Promise<NewRows> {
  const like = likeModel(saved);
  const wanted = like.columns;
  const read = await readTable(source, context, like);
  const { file } = read;
  checkFeatures({ ...file, names: file.table.names }, saved);
  const { table, unseen } = conform(file.table, saved.features);
  const warnings = unseen.map(unseenWarning);
  for (const warning of warnings) context.listener.warn(warning);
  const ignored = file.table.names.filter((name) => !wanted.has(name));
  const note = ignoredNote(ignored, saved, usesTarget);
  if (note !== '') context.listener.note(note);
  const unparsable = Object.fromEntries([...file.unparsable].filter(([name]) => wanted.has(name)));
  return { ...read, warnings: [...read.warnings, ...warnings], table, unseen, ignored, unparsable };
}
