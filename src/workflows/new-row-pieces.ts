/** New rows for a saved model, a piece at a time: read as its training file was, whatever they alone would suggest. */
import { conform, type Unseen } from '../core/conform.js';
import type { SavedPipeline } from '../core/saved-pipeline.js';
import type { Warning } from '../core/schemas/metric-value.js';
import type { Table } from '../core/table.js';
import { PieceNotes } from '../data/piece-notes.js';
import { openRows } from '../data/row-file.js';
import type { RowFile } from '../data/row-pieces.js';
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
  let seconds = 0;
  const timed = async <T>(work: () => Promise<T>): Promise<T> => {
    const started = now();
    try {
      return await work();
    } finally {
      seconds += now() - started;
    }
  };
  const alike = { like: like.columns, headerOtherwise: like.header, only };
  const file = await timed(() =>
    openRows({ path, stdin, ...reading, format, ...alike, threads: runner.jobs, signal }),
  ).finally(() => meter.stop());
  context.memo.atEnd(file.close);
  checkFeatures(file, saved);
  const warnings = tell(wantedNotes(file, like), listener);
  const ignored = file.names.filter((name) => !only.has(name));
  if (ignored.length > 0) listener.note(ignoredNote(ignored, saved, false));
  const notes = new PieceNotes();
  const unseen = new UnseenLevels();
  return {
    file,
    ignored,
    warnings,
    async *pieces() {
      const pieces = file.pieces();
      try {
        for (
          let next = await timed(() => pieces.next());
          !next.done;
          next = await timed(() => pieces.next())
        ) {
          notes.add(next.value);
          const conformed = conform(next.value.table, saved.features);
          unseen.add(conformed.unseen);
          yield conformed.table;
        }
      } finally {
        await pieces.return(undefined);
      }
    },
    findings() {
      const said = notes.notes(file.names).filter(({ columns }) => columns.every((name) => only.has(name)));
      const found = unseen.list(saved.features.map(({ name }) => name));
      const levelWarnings = found.map(unseenWarning);
      const cellWarnings = tell(said, listener);
      for (const warning of levelWarnings) listener.warn(warning);
      const unfit = said.filter(({ id }) => id === 'unparsable-cells');
      return {
        warnings: [...cellWarnings, ...levelWarnings],
        unseen: Object.fromEntries(found.map(({ column, nCells }) => [column, nCells])),
        unparsable: Object.fromEntries(unfit.map(({ columns, tally }) => [columns[0], tally?.nCells ?? 0])),
      };
    },
    readSeconds: () => seconds,
  };
}
