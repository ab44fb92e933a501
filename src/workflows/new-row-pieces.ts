/** New rows for a saved model, a piece at a time: read as its training file was, whatever they alone would suggest. */
import { conform, type Unseen } from '../core/conform.js';
import type { SavedPipeline } from '../core/saved-pipeline.js';
import type { Warning } from '../core/schemas/metric-value.js';
import type { Table } from '../core/table.js';
import { PieceNotes } from '../data/piece-notes.js';
import { openRows } from '../data/row-file.js';
import type { RowFile, RowPiece } from '../data/row-pieces.js';
import { type Context, now } from './context.js';
import { type Source, tell, wantedNotes } from './load-problem.js';
import { checkFeatures, ignoredNote, likeModel, unseenWarning } from './new-rows.js';

/** Levels of a column that are told apart; those beyond are counted by their cells alone. */
const MOST_LEVELS = 100_000;

/** What was found in the cells of all pieces. */
export interface CellFindings {
  readonly warnings: readonly Warning[];
  /** By column that has some: cells with a level that the model never saw. */
  readonly unseen: Readonly<Record<string, number>>;
  /** By column that has some: cells present that are no value of its type. */
  readonly unparsable: Readonly<Record<string, number>>;
}

export interface NewRowPieces {
  readonly file: RowFile;
  /** Columns of the file that the model does not use. */
  readonly ignored: readonly string[];
  /** About the file as a whole. */
  readonly warnings: readonly Warning[];
  /** All rows in order, as the model's features. */
  pieces(): AsyncGenerator<Table>;
  /** When all pieces were read; told to the listener. */
  findings(): CellFindings;
  /** So far. */
  readSeconds(): number;
}

/** Adds up what becomes of levels that the model never saw. */
class UnseenLevels {
  readonly #found = new Map<string, { nCells: number; levels: Set<string> }>();

  add(unseen: readonly Unseen[]): void {
    for (const { column, nCells, levels } of unseen) {
      const known = this.#found.get(column) ?? { nCells: 0, levels: new Set() };
      known.nCells += nCells;
      for (const level of levels) if (known.levels.size < MOST_LEVELS) known.levels.add(level);
      this.#found.set(column, known);
    }
  }

  /** @param names of the features, in order */
  list(names: readonly string[]): Unseen[] {
    return names.flatMap((column) => {
      const found = this.#found.get(column);
      return found ? [{ column, nCells: found.nCells, levels: [...found.levels].sort() }] : [];
    });
  }
}

/** What the cells of all pieces turn out to hold. */
class CellWatch {
  readonly #notes = new PieceNotes();
  readonly #unseen = new UnseenLevels();

  /** @param names of the columns of the file @param isUsed is a column a feature? */
  constructor(
    readonly saved: SavedPipeline,
    readonly names: readonly string[],
    readonly isUsed: (name: string) => boolean,
  ) {}

  /** @returns the piece as the model's features */
  conformed(piece: RowPiece): Table {
    this.#notes.add(piece);
    const { table, unseen } = conform(piece.table, this.saved.features);
    this.#unseen.add(unseen);
    return table;
  }

  findings(listener: Context['listener']): CellFindings {
    const said = this.#notes.notes(this.names).filter(({ columns }) => columns.every(this.isUsed));
    const found = this.#unseen.list(this.saved.features.map(({ name }) => name));
    const levelWarnings = found.map(unseenWarning);
    const cellWarnings = tell(said, listener);
    for (const warning of levelWarnings) listener.warn(warning);
    const unfit = said.filter(({ id }) => id === 'unparsable-cells');
    return {
      warnings: [...cellWarnings, ...levelWarnings],
      unseen: Object.fromEntries(found.map(({ column, nCells }) => [column, nCells])),
      unparsable: Object.fromEntries(unfit.map(({ columns, tally }) => [columns[0], tally?.nCells ?? 0])),
    };
  }
}

/** Adds up the seconds of what it is given to do. */
class Stopwatch {
  seconds = 0;

  async time<T>(work: () => Promise<T>): Promise<T> {
    const started = now();
    try {
      return await work();
    } finally {
      this.seconds += now() - started;
    }
  }
}

/** All pieces of a file as the model's features. */
async function* conformedPieces(
  file: RowFile,
  watch: CellWatch,
  stopwatch: Stopwatch,
): AsyncGenerator<Table> {
  const pieces = file.pieces();
  const read = () => stopwatch.time(() => pieces.next());
  try {
    for (let next = await read(); !next.done; next = await read()) yield watch.conformed(next.value);
  } finally {
    await pieces.return(undefined);
  }
}

/**
 * Opens a file of new rows. What it stores for a while is gone when the command ends.
 * @throws AssayError exit 2 when features are missing, and exit 2 or 3 as `readData` has it
 */
export async function openNewRows(
  { data: path, reading, format }: Source,
  saved: SavedPipeline,
  context: Context,
): Promise<NewRowPieces> {
  const { listener, stdin, runner, signal } = context;
  const like = likeModel(saved);
  const only = new Set(like.columns.keys());
  const meter = listener.meter(`reading ${path}`);
  const stopwatch = new Stopwatch();
  const alike = { like: like.columns, headerOtherwise: like.header, only };
  const file = await stopwatch
    .time(() => openRows({ path, stdin, ...reading, format, ...alike, threads: runner.jobs, signal }))
    .finally(() => meter.stop());
  context.memo.atEnd(file.close);
  checkFeatures(file, saved);
  const warnings = tell(wantedNotes(file, like), listener);
  const ignored = file.names.filter((name) => !only.has(name));
  if (ignored.length > 0) listener.note(ignoredNote(ignored, saved, false));
  const watch = new CellWatch(saved, file.names, (name) => only.has(name));
  return {
    file,
    ignored,
    warnings,
    pieces: () => conformedPieces(file, watch, stopwatch),
    findings: () => watch.findings(listener),
    readSeconds: () => stopwatch.seconds,
  };
}
