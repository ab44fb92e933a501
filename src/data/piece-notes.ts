/** What was said of the pieces of a file, as it would have been said of the whole. */
import type { CellTally, ReadNote } from './data-file.js';
import { EXAMPLES, infiniteNote, unfitNote } from './read-notes.js';
import type { RowPiece } from './row-pieces.js';

const added = (a: CellTally, b: CellTally): CellTally => ({
  ...a,
  nCells: a.nCells + b.nCells,
  examples: [...new Set([...a.examples, ...b.examples])].slice(0, EXAMPLES),
});

interface Counted {
  readonly id: string;
  readonly name: string;
  readonly tally: CellTally;
}

/** In the order of the reader: by column, truth values behind the others. */
const byPlace = (names: readonly string[]) => (a: Counted, b: Counted) =>
  Number(a.tally.type === 'bool') - Number(b.tally.type === 'bool') ||
  names.indexOf(a.name) - names.indexOf(b.name) ||
  Number(a.id === 'infinities') - Number(b.id === 'infinities');

/** Adds up notes that count cells, and keeps the first of the others. */
export class PieceNotes {
  readonly #others = new Map<string, ReadNote>();
  readonly #counted = new Map<string, Counted>();
  readonly #present = new Map<string, number>();

  add({ notes, present }: Pick<RowPiece, 'notes' | 'present'>): void {
    for (const [name, nCells] of present) this.#present.set(name, (this.#present.get(name) ?? 0) + nCells);
    for (const note of notes) {
      const { id, columns, tally } = note;
      const key = JSON.stringify([id, ...columns]);
      const known = this.#counted.get(key);
      if (tally) {
        this.#counted.set(key, { id, name: columns[0], tally: known ? added(known.tally, tally) : tally });
      } else if (!this.#others.has(key)) this.#others.set(key, note);
    }
  }

  /** @param names the columns of the file */
  notes(names: readonly string[]): ReadNote[] {
    const counted = [...this.#counted.values()].sort(byPlace(names)).map(({ id, name, tally }) => {
      const tell = id === 'infinities' ? infiniteNote : unfitNote;
      return tell(name, { ...tally, nPresent: this.#present.get(name) ?? tally.nPresent });
    });
    return [...this.#others.values(), ...counted];
  }
}
