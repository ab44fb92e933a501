/**
 * Files that fast-check writes: random tables with random delimiters, quoting, line ends, encodings, short rows and
 * blank lines. What was written must be read; and random junk must be read or refused, never anything else. A failure
 * prints its seed, path and smallest counterexample.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { AssayError } from '../../src/core/errors.js';
import type { ReadOptions } from '../../src/data/data-file.js';
import { readText, shown } from '../helpers/data-files.js';

const SEED = 20261121;
const MOST_MS = 20_000;
/** Files read at once: DuckDB works beside JavaScript. */
const LANES = 4;

interface Written {
  readonly cells: string[][];
  readonly width: number;
  readonly delimiter: string;
  readonly end: string;
  readonly encoding: 'utf8' | 'bom' | 'utf16le' | 'utf16be' | 'latin1';
  /** By cell, in turn: in quotes though it needs none. */
  readonly quoted: boolean[];
  /** By row, in turn: cells cut off at its end. */
  readonly cut: number[];
  readonly blankLine: boolean;
  readonly lastEnd: boolean;
}

const piece = fc.constantFrom(
  'a',
  'B',
  '1',
  '-2.5',
  ' ',
  ',',
  ';',
  '\t',
  '|',
  '"',
  '""',
  "'",
  '\n',
  '\r\n',
  '\r',
  '\\',
  '#',
  'NA',
  'é',
  'ß',
);
const cell = fc.oneof(
  { weight: 4, arbitrary: fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join('')) },
  { weight: 1, arbitrary: fc.stringMatching(/^[a-z]{1,8}$/) },
);

const written: fc.Arbitrary<Written> = fc.integer({ min: 1, max: 4 }).chain((width) =>
  fc.record({
    cells: fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }),
    width: fc.constant(width),
    delimiter: fc.constantFrom(',', ';', '\t', '|'),
    end: fc.constantFrom('\n', '\r\n', '\r'),
    encoding: fc.constantFrom('utf8', 'utf8', 'bom', 'utf16le', 'utf16be', 'latin1'),
    quoted: fc.array(fc.boolean(), { minLength: 1, maxLength: 7 }),
    cut: fc.array(fc.constantFrom(0, 0, 1, 2), { minLength: 1, maxLength: 3 }),
    blankLine: fc.boolean(),
    lastEnd: fc.boolean(),
  }),
);

/** The cells of each row that are written: at least one. */
const keptOf = ({ cut, width }: Written, row: number) => Math.max(1, width - cut[row % cut.length]);

function textOf(file: Written): string {
  const { cells, width, delimiter, end, quoted, blankLine, lastEnd } = file;
  const needsQuotes = (text: string) =>
    text === '' || text.includes(delimiter) || /["\n\r]|^\s|\s$/.test(text);
  let turn = 0;
  const line = (row: string[], index: number) =>
    row
      .slice(0, keptOf(file, index))
      .map((text) =>
        quoted[turn++ % quoted.length] || needsQuotes(text) ? `"${text.replaceAll('"', '""')}"` : text,
      )
      .join(delimiter);
  // Long names tell UTF-16 and Latin-1 apart from each other, whatever the cells are.
  const header = Array.from({ length: width }, (_, index) => `a long column name ${'é'}${index}x`).join(
    delimiter,
  );
  return [header, ...(blankLine ? [''] : []), ...cells.map(line)].join(end) + (lastEnd ? end : '');
}

function bytesOf(file: Written): Uint8Array {
  const text = textOf(file);
  if (file.encoding === 'utf16le') return Buffer.from(text, 'utf16le');
  if (file.encoding === 'utf16be') return Buffer.from(text, 'utf16le').swap16();
  return file.encoding === 'latin1'
    ? Buffer.from(text, 'latin1')
    : Buffer.from(file.encoding === 'bom' ? `\uFEFF${text}` : text);
}

/** A cell as it is read: blank, cut off or on the list is missing. */
const readAs = (text: string): string | null => (/^[ \t]*$/.test(text) || text === 'NA' ? null : text);

async function inTime<T>(reading: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${MOST_MS / 1000} s`)), MOST_MS);
  });
  try {
    return await Promise.race([reading, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function checkWritten(file: Written): Promise<void> {
  const options: Partial<ReadOptions> = {
    delimiter: file.delimiter,
    header: true,
    types: ['*=text'],
    na: ['NA'],
  };
  const { table } = await inTime(readText(bytesOf(file), options));
  assert.equal(table.nRows, file.cells.length);
  const columns = Object.values(shown({ table } as Parameters<typeof shown>[0]));
  columns.forEach((column, index) => {
    const expected = file.cells.map((row, at) => (index < keptOf(file, at) ? readAs(row[index]) : null));
    // Quotes around every value of a column are stripped: here they belong to the cells.
    if (isAllQuoted(expected)) return;
    assert.deepEqual(column, ['text', ...expected]);
  });
}

const isAllQuoted = (cells: (string | null)[]) =>
  ['"', "'"].some((quote) => {
    const present = cells.filter((text) => text !== null);
    return (
      present.length > 0 &&
      present.every((text) => text.length > 1 && text.startsWith(quote) && text.endsWith(quote))
    );
  });

async function checkJunk(bytes: Uint8Array): Promise<void> {
  try {
    const { table } = await inTime(readText(bytes));
    assert.ok(table.nRows > 0 && table.columns.length > 0);
  } catch (error) {
    assert.ok(error instanceof AssayError && [2, 3].includes(error.exitCode), String(error));
  }
}

async function inLanes<T>(
  arbitrary: fc.Arbitrary<T>,
  check: (one: T) => Promise<void>,
  numRuns: number,
): Promise<void> {
  await Promise.all(
    Array.from({ length: LANES }, (_, lane) =>
      fc.assert(fc.asyncProperty(arbitrary, check), {
        seed: SEED + lane,
        numRuns: numRuns / LANES,
        verbose: 1,
      }),
    ),
  );
}

test('120 files are read as they were written', () => inLanes(written, checkWritten, 120));

interface Plain {
  readonly names: string[];
  readonly cells: string[][];
  readonly delimiter: string;
  readonly quote: string;
  readonly end: string;
}

/** Files that tell a person what they are: names are words, one column is of numbers, no row is short. */
const plain: fc.Arbitrary<Plain> = fc.integer({ min: 2, max: 5 }).chain((width) => {
  const word = fc.stringMatching(/^[a-z]{3,8}$/);
  const text = fc.oneof(
    word,
    fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((number) => number.toFixed(2)),
    fc.array(fc.oneof(word, piece), { minLength: 1, maxLength: 3 }).map((pieces) => `x${pieces.join('')}x`),
  );
  const row = fc
    .tuple(
      fc.integer({ min: -999, max: 999 }),
      fc.array(text, { minLength: width - 1, maxLength: width - 1 }),
    )
    .map(([number, texts]) => [String(number), ...texts]);
  return fc.record({
    names: fc.uniqueArray(word, { minLength: width, maxLength: width }),
    cells: fc.array(row, { minLength: 3, maxLength: 8 }),
    delimiter: fc.constantFrom(',', ';', '\t', '|'),
    quote: fc.constantFrom('"', '"', "'"),
    end: fc.constantFrom('\n', '\r\n', '\r'),
  });
});

/** Every text is in quotes, so that the file tells which quote it has. */
function plainText({ names, cells, delimiter, quote, end }: Plain): string {
  const quoted = (text: string) => `${quote}${text.replaceAll(quote, quote + quote)}${quote}`;
  const lines = cells.map(([number, ...texts]) => [number, ...texts.map(quoted)]);
  return [names, ...lines].map((line) => line.join(delimiter) + end).join('');
}

async function checkSniffed(file: Plain): Promise<void> {
  const { table } = await inTime(readText(plainText(file)));
  assert.equal(table.nRows, file.cells.length);
  assert.deepEqual(
    table.columns.map(({ name }) => name),
    file.names,
  );
}

test('100 files whose delimiter, quote and header are not given have the rows and names they were written with', () =>
  inLanes(plain, checkSniffed, 100));

const junk = fc.oneof(
  fc
    .array(fc.oneof(piece, fc.constantFrom('{', '}', '[', ']', ':', '{"a":', 'PAR1', '\0')), {
      maxLength: 40,
    })
    .map((pieces) => Buffer.from(pieces.join(''))),
  fc.uint8Array({ maxLength: 60 }),
  fc.tuple(written.map(bytesOf), fc.nat(), fc.nat(255)).map(([bytes, at, byte]) => {
    const damaged = Buffer.from(bytes);
    damaged[at % damaged.length] = byte;
    return damaged;
  }),
);

test('160 files of junk are read or refused', () => inLanes<Uint8Array>(junk, checkJunk, 160));

test('as it is and through a copy: the same cells', async () => {
  const outcome = (text: string) =>
    readText(text, { delimiter: ',' }).then(
      (file) => JSON.stringify([shown(file), [...file.spellings].map(([name, map]) => [name, ...map])]),
      (error) => {
        assert.ok(error instanceof AssayError && error.exitCode === 3, String(error));
        return error.code;
      },
    );
  const kinds = fc.constantFrom(
    'a',
    '1',
    '-2.5',
    '',
    ' b ',
    '" c "',
    '"d,e"',
    '"f""g"',
    '""',
    '"NA"',
    'NA',
    "'h'",
    '"i\nj"',
    'k"l',
    '"m"n',
    '#o',
    '\\',
    '"\\"',
    '\t',
    '"  "',
    'é',
    '\uFEFF',
  );
  const rows = fc.array(fc.array(kinds, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(rows, fc.constantFrom('\n', '\r\n', '\r'), async (cells, end) => {
      const text = ['h0,h1', ...cells.map((row) => row.join(','))].join(end);
      // A blank line in front, which is no row, forces the copy.
      assert.equal(await outcome(text), await outcome(`\n${text}`));
    }),
    { seed: SEED, numRuns: 50 },
  );
});
