/**
 * Provenance: how a file that `resample` wrote is recognised when it, a shuffled, renamed or converted copy, or a large
 * enough part of it comes back as data to be split (design, "Leak safety").
 *
 * Stored: an order-free sum of row hashes and, for each row that the sampler made or repeated, its hash with how often
 * the whole written table holds it, and how often the data itself does. The source never holds such a row more often than
 * that, so it and its plain subsets pass; a part of the written table does, of repeats too. Not recognised: a copy with a column added, left out or rounded.
 */
import { hashRowContents, type RowHashes } from './row-hash.js';
import type { Table } from './table.js';

export interface Provenance {
  readonly rows: number;
  /** Sum of the row hashes modulo 2^64, 16 hexadecimal digits. */
  readonly sum: string;
  /** Hash (16 hexadecimal digits) of each made or repeated row → how often the written table holds it. */
  readonly made: Readonly<Record<string, number>>;
  /** Of those hashes, how often the data itself holds them, where it does; absent when rows were taken away. */
  readonly kept?: Readonly<Record<string, number>>;
}

export interface Fingerprint {
  readonly rows: number;
  readonly sum: string;
  readonly hashes: RowHashes;
}

export interface ProvenanceMatch {
  readonly leaky: boolean;
  readonly why: 'same rows' | 'made rows' | null;
  /** Share of the made or repeated rows' hashes that the table holds more often than the data, 0..1. */
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

/** How often each hash stands among some rows. */
function countKeys({ hashes: { low, high } }: Fingerprint, rows: Uint32Array): Map<number, number> {
  const counts = new Map<number, number>();
  for (const row of rows) {
    const key = keyOf(low[row], high[row]);
    counts.set(key, (counts.get(key) ?? 0) + 1);
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
  const made = countKeys(print, madeRows);
  const entries = [...names].map(([key, name]) => {
    const written = counts.get(key) as number;
    return { name, written, kept: written - (made.get(key) as number) };
  });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const kept = entries.filter((one) => one.kept > 0).map((one) => [one.name, one.kept]);
  return {
    rows: print.rows,
    sum: print.sum,
    made: Object.fromEntries(entries.map((one) => [one.name, one.written])),
    ...(nRemoved === 0 ? { kept: Object.fromEntries(kept) } : {}),
  };
}

/** Is the table one that a sampler made, or enough of it? */
export function matchProvenance(print: Fingerprint, provenance: Provenance): ProvenanceMatch {
  const { made, kept } = provenance;
  const needed = Object.entries(made).map(([name, written]) => ({
    key: keyOf(Number.parseInt(name.slice(8), 16), Number.parseInt(name.slice(0, 8), 16)),
    count: kept ? (kept[name] ?? 0) + 1 : written,
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
