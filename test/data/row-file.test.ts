/** A file in pieces is the file as a whole: the same cells, counts and notes, however small the pieces are. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { ColumnReading } from '../../src/core/column-reading.js';
import type { AssayError } from '../../src/core/errors.js';
import { isNumeric, type Table } from '../../src/core/table.js';
import type { ReadOptions } from '../../src/data/data-file.js';
import { literal, withDuck } from '../../src/data/duckdb.js';
import { PieceNotes } from '../../src/data/piece-notes.js';
import { openRows, type PieceSize } from '../../src/data/row-file.js';

const N_ROWS = 500;
const SMALL: PieceSize = { bytes: 3000, rows: 90 };
let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-pieces-'));
});
after(() => rm(folder, { recursive: true, force: true }));

const MISSING = ['NA'];
const reading = (type: ColumnReading['type'], spelling: string | null = null): ColumnReading => ({
  type,
  declared: type === 'bool',
  missing: MISSING,
  quote: null,
  spelling,
});
const LIKE = new Map([
  ['amount', reading('number')],
  ['when', reading('date', 'iso')],
  ['town', reading('category')],
  ['open', reading('bool')],
]);

/** Cells that fit and cells that do not, holes, line ends in quotes, letters of several bytes. */
const cellsOf = (row: number) => ({
  amount: row % 40 === 7 ? 'lots' : row % 31 === 0 ? 'NA' : row % 97 === 5 ? 'inf' : String(row / 8),
  when: row % 111 === 3 ? 'soon' : `2024-0${1 + (row % 9)}-1${row % 7}`,
  remark: `no "${row}"`,
  town: row % 13 === 0 ? `Köln,\n${row % 4}` : ['north', 'süd', 'east'][row % 3],
  open: row % 77 === 9 ? 'perhaps' : ['yes', 'No', ''][row % 3],
});
const rows = Array.from({ length: N_ROWS }, (_, row) => cellsOf(row));

const quoted = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const NAMES = Object.keys(rows[0]);
const csvLines = rows.map((row) => Object.values(row).map(quoted).join(','));
const csv = [NAMES.join(','), '', ...csvLines].join('\n');
const jsonl = rows
  // A key that not every piece has, and one that only the last row has.
  .map((row, at) =>
    JSON.stringify(at % 200 > 150 ? { ...row, town: undefined } : at === 499 ? { ...row, late: 1 } : row),
  )
  .join('\n');

const optionsOf = (name: string, more: Partial<ReadOptions> = {}): ReadOptions => ({
  path: join(folder, name),
  delimiter: null,
  header: null,
  na: [],
  types: [],
  like: LIKE,
  only: new Set(LIKE.keys()),
  threads: 1,
  ...more,
});

const textsOf = (table: Table): Record<string, unknown[]> =>
  Object.fromEntries(
    table.columns.map((column) => [
      column.name,
      isNumeric(column) ? [...column.values] : [...column.codes].map((code) => column.levels[code] ?? null),
    ]),
  );

/** All that is known of a file when its pieces were read. */
async function readAll(options: ReadOptions, size?: PieceSize) {
  const file = await openRows(options, size);
  const notes = new PieceNotes();
  const cells: Record<string, unknown[]> = {};
  let nPieces = 0;
  try {
    for await (const piece of file.pieces()) {
      nPieces++;
      notes.add(piece);
      const texts = textsOf(piece.table.select([...LIKE.keys()]));
      for (const [name, values] of Object.entries(texts)) cells[name] = [...(cells[name] ?? []), ...values];
    }
  } finally {
    await file.close();
  }
  const { names, nRows, bytes, sha256, format } = file;
  const said = notes.notes(names).filter(({ columns }) => columns.every((name) => LIKE.has(name)));
  const counts = said.map(({ id, columns, tally }) => [id, ...columns, tally?.nCells, tally?.nPresent]);
  const about = file.notes.filter(({ columns }) => columns.length === 0);
  return { nPieces, known: { names, nRows, bytes, sha256, format, cells, counts, about } };
}

async function samePieces(options: () => ReadOptions): Promise<void> {
  const whole = await readAll(options(), { bytes: 1 << 30, rows: 1 << 30 });
  const pieces = await readAll(options(), SMALL);
  assert.ok(pieces.nPieces > 4, `${pieces.nPieces} pieces`);
  assert.equal(whole.nPieces, 1);
  assert.deepEqual(pieces.known, whole.known);
  assert.equal(pieces.known.nRows, N_ROWS);
  assert.equal(pieces.known.cells.amount.length, N_ROWS);
  assert.deepEqual(
    pieces.known.counts.map(([id, name]) => `${id} ${name}`),
    ['unparsable-cells amount', 'infinities amount', 'unparsable-cells when', 'unparsable-cells open'],
  );
}

/** Names the folder of temporary files. @returns takes that back */
function setTemporary(path: string): () => void {
  const usual = process.env.TMPDIR;
  process.env.TMPDIR = path;
  return () => {
    if (usual === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = usual;
  };
}

const store = (name: string, content: string | Uint8Array) => writeFileSync(join(folder, name), content);

describe('a file in pieces', () => {
  test('CSV', async () => {
    store('plain.csv', csv);
    await samePieces(() => optionsOf('plain.csv'));
  });

  test('CSV with a byte-order mark, CRLF, short rows and a last line end', async () => {
    const short = csvLines.map((line, row) => (row % 50 === 1 ? line.slice(0, line.lastIndexOf(',')) : line));
    store('marked.csv', `\ufeff${[NAMES.join(','), ...short].join('\r\n')}\r\n`);
    await samePieces(() => optionsOf('marked.csv'));
  });

  test('CSV without a header', async () => {
    store('bare.csv', csvLines.join('\n'));
    const like = new Map([...LIKE].map(([name, how]) => [`c${NAMES.indexOf(name) + 1}`, how]));
    const options = () => optionsOf('bare.csv', { header: false, like, only: new Set(like.keys()) });
    const [whole, pieces] = await Promise.all(
      [undefined, SMALL].map(async (size) => {
        const file = await openRows(options(), size);
        const found: unknown[] = [];
        for await (const { table } of file.pieces()) {
          const texts = textsOf(table.select([...like.keys()]));
          for (let row = 0; row < table.nRows; row++)
            found.push(Object.values(texts).map((cells) => cells[row]));
        }
        return { names: file.names, format: file.format, found };
      }),
    );
    assert.deepEqual(pieces, whole);
    assert.equal(pieces.found.length, N_ROWS);
  });

  test('packed CSV, and standard input: what is stored meanwhile is gone afterwards', async (t) => {
    const temporary = join(folder, 'temporary');
    await mkdir(temporary);
    t.after(setTemporary(temporary));
    store('packed.csv.gz', gzipSync(csv));
    const { known } = await readAll(optionsOf('packed.csv.gz'), SMALL);
    store('plain.csv', csv);
    const plain = await readAll(optionsOf('plain.csv'), SMALL);
    assert.deepEqual(known.cells, plain.known.cells);
    async function* stdin() {
      for (let at = 0; at < csv.length; at += 999) yield Buffer.from(csv.slice(at, at + 999));
    }
    await samePieces(() => optionsOf('-', { path: '-', stdin: stdin() }));
    assert.deepEqual(await readdir(temporary), []);
  });

  test('JSON Lines', async () => {
    store('rows.jsonl', jsonl);
    await samePieces(() => optionsOf('rows.jsonl'));
  });

  test('Parquet', async () => {
    store('plain.csv', csv);
    const path = join(folder, 'rows.parquet');
    const from = `read_csv(${literal(join(folder, 'plain.csv'))}, all_varchar = true, header = true)`;
    await withDuck(1, (duck) =>
      duck.run(`copy (select * from ${from}) to ${literal(path)} (format parquet)`),
    );
    await samePieces(() => optionsOf('rows.parquet'));
  });

  test('another encoding and a JSON array are read as a whole', async () => {
    store('west.csv', Buffer.from(csv, 'latin1'));
    store('array.json', `[${jsonl.replaceAll('\n', ',')}]`);
    for (const name of ['west.csv', 'array.json']) {
      const { nPieces, known } = await readAll(optionsOf(name), SMALL);
      assert.deepEqual([nPieces, known.nRows], [1, N_ROWS]);
    }
  });
});

describe('a file that changes between two looks at it', () => {
  const like = new Map([['a', reading('number')]]);
  const numbersTo = (n: number) => ['a', ...Array.from({ length: n }, (_, row) => 1000 + row)].join('\n');

  async function changing(change: () => void | Promise<void>): Promise<number> {
    store('changing.csv', numbersTo(4000));
    const file = await openRows(optionsOf('changing.csv', { like, only: new Set(['a']) }), SMALL);
    let nRows = 0;
    for await (const { table } of file.pieces()) {
      if (nRows === 0) await change();
      nRows += table.nRows;
    }
    return nRows;
  }

  test('unchanged, it is read to its end', async () => {
    assert.equal(await changing(() => {}), 4000);
  });
  test('cut short', async () => {
    const cut = () => truncate(join(folder, 'changing.csv'), 10_000);
    await assert.rejects(changing(cut), /changing\.csv" changed while it was being read/);
  });
  test('as long as before, with fewer rows', async () => {
    const fewer = () => store('changing.csv', numbersTo(4000).replaceAll('\n2', '02'));
    await assert.rejects(changing(fewer), /changing\.csv" changed while it was being read/);
  });
});

describe('unpacking', () => {
  test('without a folder to unpack in: the folder is named, not the file', async (t) => {
    store('packed.csv.gz', gzipSync(csv));
    t.after(setTemporary(join(folder, 'nowhere')));
    await assert.rejects(openRows(optionsOf('packed.csv.gz'), SMALL), (error: AssayError) => {
      assert.equal(error.exitCode, 1);
      assert.match(error.message, /temporary files, .*nowhere: no such file or folder/);
      assert.match(error.hint, /TMPDIR/);
      return true;
    });
  });

  test('is stopped by Ctrl-C, and leaves nothing', async (t) => {
    const temporary = join(folder, 'stopped');
    await mkdir(temporary);
    t.after(setTemporary(temporary));
    const stop = new AbortController();
    async function* stdin() {
      yield gzipSync(csv);
      for (let n = 0; n < 20; n++) {
        if (n === 5) stop.abort();
        yield Buffer.alloc(1 << 12);
      }
    }
    const options = optionsOf('-', { path: '-', stdin: stdin(), signal: stop.signal });
    await assert.rejects(openRows(options, SMALL), (error: AssayError) => error.exitCode === 130);
    assert.deepEqual(await readdir(temporary), []);
  });
});

describe('a broken file is refused before its first piece', () => {
  const refused = (name: string, content: string, message: RegExp) =>
    test(name, async () => {
      store(name, content);
      await assert.rejects(openRows(optionsOf(name), SMALL), message);
    });
  refused('long.csv', `${csv}\na,b,c,d,e,f\n`, /line \d{3} has more than the 5 fields of the first row: 6/);
  refused('open.csv', `${csv}\n"a,b`, /line \d{3}: a quote \("\) is opened and never closed/);
  refused('broken.jsonl', `${jsonl}\n{"amount": 1,`, /line 501: broken JSON/);
  refused('header.csv', `${NAMES.join(',')}${'\n'.repeat(900)}`, /it holds a header \(.*\) and no rows/);
});
