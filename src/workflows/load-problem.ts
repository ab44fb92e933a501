/** Reading a data set and turning it into a problem; what every modelling step begins with. */
import { createHash } from 'node:crypto';
import type { ColumnReading, SavedReading } from '../core/column-reading.js';
import { namesColumns } from '../core/data-format.js';
import type { Params } from '../core/params.js';
import { type MadeProblem, makeProblem } from '../core/problem.js';
import type { ProblemOptions } from '../core/problem-options.js';
import { rowOrder } from '../core/row-order.js';
import type { Manifest } from '../core/schemas/manifest.js';
import type { Warning } from '../core/schemas/metric-value.js';
import type { Options } from '../core/schemas/options.js';
import type { InTime, Problem } from '../core/task.js';
import type { DataFile, ReadNote } from '../data/data-file.js';
import { readData } from '../data/read.js';
import { type Context, type Listener, now } from './context.js';

export interface ReadTable {
  readonly file: DataFile;
  readonly readSeconds: number;
  /** Warnings of the reader, for results.json. */
  readonly warnings: readonly Warning[];
}

export interface LoadedProblem extends ReadTable, MadeProblem {}

/** Tells what reading said: notes to the listener alone, warnings also to the result. */
export function tell(notes: readonly ReadNote[], listener: Listener): Warning[] {
  const warnings: Warning[] = [];
  for (const { id, severity, columns, message } of notes) {
    if (severity === 'note') listener.note(message);
    else warnings.push({ id, columns: [...columns], message });
  }
  for (const warning of warnings) listener.warn(warning);
  return warnings;
}

/** Which data is read, and how. */
export type Source = Pick<Options, 'data' | 'reading' | 'format'>;

/** Of options that may hold more. */
const sourceOf = ({ data, reading, format }: Source): Source => ({ data, reading, format });

/** Another file that one is read like. */
export interface LikeFile {
  /** The columns that are wanted. */
  readonly columns: ReadonlyMap<string, ColumnReading>;
  /** Whether a CSV has a header; undefined: decided from its first row. */
  readonly header: boolean | undefined;
}

/** Notes about columns that are wanted; all of them when `like` is absent. */
export const wantedNotes = ({ notes }: Pick<DataFile, 'notes'>, like: LikeFile | undefined) =>
  notes.filter(
    ({ columns }) => !like || columns.length === 0 || columns.some((name) => like.columns.has(name)),
  );

/**
 * Read once for all steps of a command.
 * @param like when only some columns are wanted, to be read as they were elsewhere
 * @throws AssayError exit 2 or 3, as `readData` has it
 */
export const readTable = (source: Source, context: Context, like?: LikeFile): Promise<ReadTable> =>
  context.memo.once(
    'table',
    { ...sourceOf(source), like: like ? { ...like, columns: [...like.columns] } : null },
    () => readAnew(source, context, like),
  );

async function readAnew(
  { data: path, reading, format }: Source,
  context: Context,
  like: LikeFile | undefined,
): Promise<ReadTable> {
  const started = now();
  const meter = context.listener.meter(`reading ${path}`);
  try {
    const { stdin, runner } = context;
    const alike = { like: like?.columns, headerOtherwise: like?.header };
    const file = await readData({ path, stdin, ...reading, format, ...alike, threads: runner.jobs });
    meter.stop();
    const warnings = tell(wantedNotes(file, like), context.listener);
    return { file, readSeconds: now() - started, warnings };
  } finally {
    meter.stop();
  }
}

/** Options of a problem, and the parameters of its splitter: some name columns. */
type ColumnOptions = ProblemOptions & {
  readonly splitter?: string | null;
  readonly splitter_params?: Params;
};

const columnIn = (params: Params | undefined, name: string): string | null => {
  const value = params?.[name];
  return typeof value === 'string' ? value : null;
};

/** How the splitter that was named deals in time; null when it does not. */
function inTimeOf({ splitter, splitter_params: params }: ColumnOptions): InTime | null {
  if (splitter !== 'time' && splitter !== 'purged') return null;
  const span = (name: string) => String(params?.[name] ?? '0');
  return { splitter, gap: span('gap'), embargo: span('embargo') };
}

/** What a problem depends on, of options that may hold more. */
export const problemOptions = (options: ColumnOptions): ProblemOptions => {
  const { target, positive, task, features, drop, keep, groups, time, weights, cost, splitter_params } =
    options;
  const until = columnIn(splitter_params, 'until');
  const foldColumn = columnIn(splitter_params, 'column');
  const roles = { groups, time, weights, cost, until, foldColumn };
  return { target, positive, task, features, drop, keep, ...roles, inTime: inTimeOf(options) };
};

/** Made once for all steps of a command that mean the same. @throws AssayError exit 2 or 3, as `readData` and `makeProblem` have it */
export function loadProblem(
  source: Source,
  options: ColumnOptions,
  context: Context,
): Promise<LoadedProblem> {
  const own = problemOptions(options);
  return context.memo.once('problem', { ...sourceOf(source), own }, () => loadAnew(source, own, context));
}

async function loadAnew(source: Source, options: ProblemOptions, context: Context): Promise<LoadedProblem> {
  const read = await readTable(source, context);
  const made = makeProblem(read.file, options);
  const said = made.notes.map(({ id, columns, message }) => ({ id, columns: [...columns], message }));
  for (const warning of said) context.listener.warn(warning);
  return { ...read, ...made, warnings: [...read.warnings, ...said] };
}

/** How the features of a problem were read: what its models keep. */
export const savedReading = ({ file, problem }: LoadedProblem): SavedReading => ({
  header: namesColumns(file.format),
  columns: problem.table.names.map((name) => file.readings.get(name) as ColumnReading),
});

export const dataRecord = (file: DataFile): NonNullable<Manifest['data']> => ({
  path: file.path,
  sha256: file.sha256,
  rows: file.table.nRows,
  columns: file.table.columns.length,
});

/** The label of a class index, or the value, as files show it. */
const answerText = ({ task }: Problem, y: number) =>
  task.kind === 'regression' ? String(y) : task.classes[y];

/** Text is hashed in pieces of about this length: a call a line costs more than the hash. */
const HASHED_CHARACTERS = 1 << 16;

/** Which rows are scored against which truth: the hash of the lines `row,truth` in order of the file's rows. */
export function hashRows(problem: Problem): string {
  const order = rowOrder(problem.rowIds);
  const hash = createHash('sha256');
  let lines = '';
  for (let i = 0; i < order.length; i++) {
    lines += `${problem.rowIds[order[i]]},${answerText(problem, problem.y[order[i]])}\n`;
    if (lines.length < HASHED_CHARACTERS) continue;
    hash.update(lines);
    lines = '';
  }
  return hash.update(lines).digest('hex');
}
