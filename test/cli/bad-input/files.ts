/** Files that are no table, or half of one. */
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Row } from './row.js';
import { GOOD, lines, noise } from './tables.js';

interface Bad {
  readonly name: string;
  readonly file: string;
  readonly content?: string | Uint8Array;
  readonly spoil?: Row['spoil'];
  readonly options?: readonly string[];
  readonly exit: Row['exit'];
  readonly says: RegExp;
  readonly hint: RegExp;
}

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const join2 = (head: Uint8Array, tail: Uint8Array): Uint8Array => Buffer.concat([head, tail]);

const BAD: readonly Bad[] = [
  { name: 'missing', file: 'none.csv', exit: 2, says: /no file "none\.csv"/, hint: /assay data list/ },
  { name: 'missing, one near', file: 'godo.csv', exit: 2, says: /no file "godo\.csv"/, hint: /good\.csv/ },
  { name: 'in a folder that is missing', file: 'no/x.csv', exit: 2, says: /"no\/x\.csv"/, hint: /no folder/ },
  { name: 'below a file', file: 'good.csv/x', exit: 2, says: /"good\.csv\/x"/, hint: /./ },
  { name: 'an empty name', file: '', exit: 2, says: /empty: ""/, hint: /CSV/ },
  { name: 'empty', file: 'a.csv', content: '', exit: 3, says: /"a\.csv" is empty/, hint: /columns and rows/ },
  {
    name: 'header only',
    file: 'a.csv',
    content: 'age,y\n',
    exit: 3,
    says: /header \(age, y\) and no rows/,
    hint: /./,
  },
  {
    name: 'blank lines only',
    file: 'a.csv',
    content: '\n  \n\n',
    exit: 3,
    says: /blank lines only/,
    hint: /./,
  },
  {
    name: 'a PNG',
    file: 'a.png',
    content: join2(bytes(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10), noise(300)),
    exit: 3,
    says: /"a\.png" is .*not a CSV/,
    hint: /./,
  },
  {
    name: 'an Excel workbook',
    file: 'a.xlsx',
    content: join2(bytes(0x50, 0x4b, 3, 4), noise(300)),
    exit: 3,
    says: /"a\.xlsx" is a zip archive or an Excel workbook/,
    hint: /sheet as CSV/,
  },
  { name: 'a PDF', file: 'a.pdf', content: '%PDF-1.4\n%x', exit: 3, says: /is a PDF/, hint: /table/ },
  { name: 'random bytes', file: 'a.csv', content: noise(2000), exit: 3, says: /binary/, hint: /UTF-8/ },
  {
    name: 'a folder',
    file: 'dir',
    spoil: (folder) => mkdirSync(join(folder, 'dir')),
    exit: 2,
    says: /"dir" is a folder/,
    hint: /file in it/,
  },
  {
    name: 'a link that ends nowhere',
    file: 'a.csv',
    spoil: (folder) => symlinkSync('gone.csv', join(folder, 'a.csv')),
    exit: 2,
    says: /no file "a\.csv"/,
    hint: /./,
  },
  {
    name: 'a link to itself',
    file: 'a.csv',
    spoil: (folder) => symlinkSync('a.csv', join(folder, 'a.csv')),
    exit: 2,
    says: /no file "a\.csv"/,
    hint: /./,
  },
  {
    name: 'a long row',
    file: 'a.csv',
    content: lines('a,y', '1,no', '2,yes,3,4', '5,no'),
    exit: 3,
    says: /line 3 has more than the 2 fields .*: 4/,
    hint: /--delimiter/,
  },
  {
    name: 'a quote that is never closed',
    file: 'a.csv',
    content: lines('a,y', '1,"no', '2,yes'),
    exit: 3,
    says: /line 2: a quote/,
    hint: /close it/,
  },
  {
    name: 'gzip cut short',
    file: 'a.csv.gz',
    content: gzipSync(GOOD).subarray(0, 80),
    exit: 3,
    says: /"a\.csv\.gz" is a damaged gzip file/,
    hint: /again/,
  },
  {
    name: 'damaged zstd',
    file: 'a.csv.zst',
    content: join2(bytes(0x28, 0xb5, 0x2f, 0xfd), noise(60)),
    exit: 3,
    says: /damaged zstd/,
    hint: /again/,
  },
  {
    name: 'damaged Parquet',
    file: 'a.parquet',
    content: `PAR1${'x'.repeat(60)}PAR1`,
    exit: 3,
    says: /"a\.parquet" is a damaged Parquet file/,
    hint: /again/,
  },
  {
    name: 'Parquet cut short',
    file: 'a.parquet',
    content: `PAR1${'x'.repeat(60)}`,
    exit: 3,
    says: /damaged Parquet/,
    hint: /./,
  },
  {
    name: 'JSON Lines that break off',
    file: 'a.jsonl',
    content: '{"a": 1, "y": "no"}\n{"a": 2,',
    exit: 3,
    says: /line 2: broken JSON/,
    hint: /one object/,
  },
  {
    name: 'JSON Lines of lists',
    file: 'a.jsonl',
    content: '[1, 2]\n',
    exit: 3,
    says: /line 1: broken JSON/,
    hint: /./,
  },
  {
    name: 'an unknown encoding',
    file: 'good.csv',
    options: ['--encoding', 'klingon'],
    exit: 2,
    says: /--encoding: .*"klingon"/,
    hint: /utf-8/,
  },
  {
    name: 'an encoding that it has not',
    file: 'good.csv',
    options: ['--encoding', 'utf-16le'],
    exit: 3,
    says: /^.{0,250}$/,
    hint: /./,
  },
  {
    name: 'a delimiter that it has not',
    file: 'good.csv',
    options: ['--delimiter', ';'],
    exit: 2,
    says: /no column "y"/,
    hint: /age,income,town,y/,
  },
];

const steps: readonly Row[] = BAD.map(({ file, content, options = [], ...row }) => ({
  ...row,
  files: content === undefined ? undefined : { [file]: content },
  args: ['cv', file, '-t', 'y', '-m', 'tree', ...options],
}));

/** Every command that reads a table says the same. */
const others: readonly Row[] = [
  ['eda', 'a.csv'],
  ['validate', 'a.csv'],
  ['validate', 'a.csv', '--infer'],
  ['data', 'head', 'a.csv'],
  ['resample', 'a.csv', '-t', 'y', '--sampler', 'smote'],
  ['train', 'a.csv', '-t', 'y'],
  ['tune', 'a.csv', '-t', 'y'],
  ['init', 'a.csv', '-t', 'y'],
  ['cv', 'good.csv', '-t', 'y', '--splits', 'a.csv'],
].map((args) => ({
  name: `empty, for ${args.filter((word) => !word.includes('.csv')).join(' ')}`,
  files: { 'a.csv': '' },
  args,
  exit: 3,
  says: /"a\.csv" is empty/,
  hint: /./,
}));

export const files: readonly Row[] = [...steps, ...others];
