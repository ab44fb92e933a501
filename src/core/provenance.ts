/**
 * Provenance: how a file that `resample` wrote is recognised when it, a shuffled, renamed or converted copy, or a large
 * enough part of it comes back as data to be split (design, "Leak safety").
 *
 * Stored: an order-free sum of row hashes and, for each row that the sampler made or repeated, its hash with how often
 * the whole written table holds it. The source never holds a repeated row as often, nor a made row at all, so it and
 * its plain subsets pass. Not recognised: a copy with a column added, left out or rounded.
 */
import { hashRowContents, type RowHashes } from './row-hash.js';
import type { Table } from './table.js';

export interface Provenance {
  readonly rows: number;
  /** Sum of the row hashes modulo 2^64, 16 hexadecimal digits. */
  readonly sum: string;
  /** Hash (16 hexadecimal digits) of each made or repeated row → how often the written table holds it. */
  readonly made: Readonly<Record<string, number>>;
}

export interface Fingerprint {
  readonly rows: number;
  readonly sum: string;
  readonly hashes: RowHashes;
}

export interface ProvenanceMatch {
  readonly leaky: boolean;
  readonly why: 'same rows' | 'made rows' | null;
  /** Share of the made or repeated rows' hashes that the table holds at least as often, 0..1. */
  readonly share: number;
}

/** From this share of the made rows on, a table is taken for a part of what was written. */
const LEAKY_SHARE = 0.2;

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

/**
 * What to store beside a written table.
 * @param written the whole table, as written @param madeRows its rows that the sampler made or repeated
 * @param nRemoved how many rows the sampler took away
 * @returns null for a run that changed nothing
 */
export function provenanceOf(written: Table, madeRows: Uint32Array, nRemoved: number): Provenance | null {
  if (madeRows.length === 0 && nRemoved === 0) return null;
  const print = fingerprint(written);
  const { low, high } = print.hashes;
  const names = new Map<number, string>();
  for (const row of madeRows) names.set(keyOf(low[row], high[row]), hex(high[row]) + hex(low[row]));
  const counts = countRows(print, new Set(names.keys()));
  const entries = [...names].map(([key, name]): [string, number] => [name, counts.get(key) as number]);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return { rows: print.rows, sum: print.sum, made: Object.fromEntries(entries) };
}

/** Is the table one that a sampler made, or enough of it? */
export function matchProvenance(print: Fingerprint, provenance: Provenance): ProvenanceMatch {
  const needed = Object.entries(provenance.made).map(([name, count]) => ({
    key: keyOf(Number.parseInt(name.slice(8), 16), Number.parseInt(name.slice(0, 8), 16)),
    count,
  }));
  const counts = countRows(print, new Set(needed.map(({ key }) => key)));
  const present = needed.filter(({ key, count }) => (counts.get(key) ?? 0) >= count).length;
  const share = needed.length ? present / needed.length : 0;
  if (print.rows === provenance.rows && print.sum === provenance.sum) {
    return { leaky: true, why: 'same rows', share };
  }
  const leaky = needed.length > 0 && share >= LEAKY_SHARE;
  return { leaky, why: leaky ? 'made rows' : null, share };
}
