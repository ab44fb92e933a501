/**
 * Provenance: how a file that `resample` wrote is recognised when it, a shuffled, renamed or converted copy, or a large
 * enough part of it comes back as data to be split (design, "Leak safety").
 *
 * Stored: an order-free sum of row hashes and, for each row that the sampler made or repeated and the written table holds
 * more often than the source, its hash with how often either does. Only what a table holds more often than the source
 * speaks against it, so the source and its plain subsets pass, whatever the sampler kept, made or took away. Where made
 * rows equal rows of the population, more of its rows pass too: such hashes are as frequent there as in the source.
 * Not recognised: a copy with a column added, left out or rounded, or with labels renamed.
 */
import type { Assembled } from './assemble.js';
import { hashRowContents, type RowHashes } from './row-hash.js';
import type { Table } from './table.js';

export interface Provenance {
  readonly rows: number;
  /** Sum of the row hashes modulo 2^64, 16 hexadecimal digits. */
  readonly sum: string;
  /** Hash (16 hexadecimal digits) of each made or repeated row that tells → how often the written table holds it. */
  readonly made: Readonly<Record<string, number>>;
  /** Of those hashes, how often the source holds them, where it does; absent in what assay 0.1 wrote. */
  readonly in_source?: Readonly<Record<string, number>>;
  readonly source_rows?: number;
}

export interface Fingerprint {
  readonly rows: number;
  readonly sum: string;
  readonly hashes: RowHashes;
}

export interface ProvenanceMatch {
  readonly leaky: boolean;
  readonly why: 'same rows' | 'made rows' | null;
  /** Share of the made or repeated rows' hashes that the table holds more often than the source, 0..1. */
  readonly share: number;
}

/** From this share of the made rows on, a table is taken for a part of what was written. */
const LEAKY_SHARE = 0.2;
/** With fewer it is, when it holds their hashes about as often as the written table does, and so many more than the source. */
const LEAST_PRESENT = 3;

const hex = (word: number) => (word >>> 0).toString(16).padStart(8, '0');
const WORD = 4294967296;

/** Hashes every row. O(rows * columns); 64-bit sums as two words with a carry. */
export function fingerprint(table: Table): Fingerprint {
  const hashes = hashRowContents(table.columns, table.nRows);
  let low = 0;
  let high = 0;
  for (let row = 0; row < table.nRows; row++) {
    low += hashes.low[row];
    high = (high + hashes.high[row] + (low >= WORD ? 1 : 0)) % WORD;
    if (low >= WORD) low -= WORD;
  }
  return { rows: table.nRows, sum: hex(high) + hex(low), hashes };
}

/** 53 of the 64 bits, as a key that a Map takes without allocating. */
const keyOf = (low: number, high: number) => high * 2097152 + (low >>> 11);

/** How often each of the wanted hashes stands among the rows. */
function countRows({ hashes, rows }: Fingerprint, wanted: ReadonlySet<number>): Map<number, number> {
  const counts = new Map<number, number>();
  for (let row = 0; row < rows; row++) {
    const key = keyOf(hashes.low[row], hashes.high[row]);
    if (wanted.has(key)) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

const isSame = (a: Pick<Fingerprint, 'rows' | 'sum'>, b: Pick<Fingerprint, 'rows' | 'sum'>) =>
  a.rows === b.rows && a.sum === b.sum;

/**
 * What to store beside a written table.
 * @param source the whole table that was sampled, with the same columns
 * @returns null for a run that changed nothing
 */
export function provenanceOf({ table, madeRows, nRemoved }: Assembled, source: Table): Provenance | null {
  if (madeRows.length === 0 && nRemoved === 0) return null;
  const written = fingerprint(table);
  const original = fingerprint(source);
  if (isSame(written, original)) return null;
  const { low, high } = written.hashes;
  const keys = new Map<string, number>();
  for (const row of madeRows) keys.set(hex(high[row]) + hex(low[row]), keyOf(low[row], high[row]));
  const wanted = new Set(keys.values());
  const inWritten = countRows(written, wanted);
  const inSource = countRows(original, wanted);
  const countOf = (counts: ReadonlyMap<number, number>, name: string) =>
    counts.get(keys.get(name) as number) ?? 0;
  const telling = [...keys.keys()]
    .filter((name) => countOf(inWritten, name) > countOf(inSource, name))
    .sort();
  const alsoInSource = telling.filter((name) => countOf(inSource, name) > 0);
  return {
    rows: written.rows,
    sum: written.sum,
    made: Object.fromEntries(telling.map((name) => [name, countOf(inWritten, name)])),
    in_source: Object.fromEntries(alsoInSource.map((name) => [name, countOf(inSource, name)])),
    source_rows: original.rows,
  };
}

/** Of the hashes that tell: how often each stands in the three tables. */
interface Tally {
  readonly inTable: number;
  readonly inWritten: number;
  readonly inSource: number;
}

function tallyOf(print: Fingerprint, { made, in_source: inSource }: Provenance): Tally[] {
  const keys = Object.keys(made).map((name) =>
    keyOf(Number.parseInt(name.slice(8), 16), Number.parseInt(name.slice(0, 8), 16)),
  );
  const counts = countRows(print, new Set(keys));
  return Object.entries(made).map(([name, inWritten], i) => ({
    inTable: counts.get(keys[i]) ?? 0,
    inWritten,
    inSource: inSource ? (inSource[name] ?? 0) : inWritten - 1,
  }));
}

/**
 * Does the table hold these hashes more often than as many rows like the source's would (two standard deviations of a
 * count), and is it enough of what was written?
 */
function isPart(tally: readonly Tally[], nPresent: number, nRows: number, provenance: Provenance): boolean {
  const { rows, source_rows: sourceRows = Number.POSITIVE_INFINITY } = provenance;
  const sumOf = (key: keyof Tally) => tally.reduce((sum, one) => sum + one[key], 0);
  const held = sumOf('inTable');
  const likeSource = (sumOf('inSource') * nRows) / sourceRows;
  const likeWritten = (sumOf('inWritten') * nRows) / rows;
  if (held <= likeSource + 2 * Math.sqrt(likeSource)) return false;
  if (nPresent >= LEAKY_SHARE * tally.length) return true;
  return nPresent >= LEAST_PRESENT && held >= (likeSource + likeWritten) / 2;
}

/** Is the table one that a sampler made, or enough of it? */
export function matchProvenance(print: Fingerprint, provenance: Provenance): ProvenanceMatch {
  const tally = tallyOf(print, provenance);
  const nPresent = tally.filter(({ inTable, inSource }) => inTable > inSource).length;
  const share = tally.length === 0 ? 0 : nPresent / tally.length;
  if (isSame(print, provenance)) return { leaky: true, why: 'same rows', share };
  const leaky = nPresent > 0 && isPart(tally, nPresent, print.rows, provenance);
  return { leaky, why: leaky ? 'made rows' : null, share };
}
