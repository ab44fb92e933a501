/**
 * Bins of columns of numbers, as work that threads share: a few columns at a time are laid out in scratch memory, and each
 * thread claims one after the other. Those who join begin with the first column while the owner still lays out the rest.
 */
import { CALLED_ROWS, EDGE_ROOM } from '../../kernels/exports.js';
import type { Engine, Scratch, TeamWork } from '../arena.js';
import { stream } from '../rng.js';
import { JobWords } from './job-words.js';

/** Rows that cuts are looked for in, at most: beyond that they hardly move (LightGBM looks at 200,000). */
const SAMPLE_ROWS = 300_000;
/** Bytes that are laid out at once, unless one column takes more. */
const BATCH_BYTES = 1 << 26;
const EDGE_BYTES = 8 * 3 * EDGE_ROOM;

/** Index of each 32-bit field of the job. */
const BIN_JOB = {
  nRows: 0,
  nColumns: 1,
  /** The next column that nobody has claimed. */
  next: 2,
  /** [nColumns * nRows] f64 */
  values: 3,
  /** [nSampled] u32 rows that cuts are looked for in. */
  sample: 4,
  /** nRows: all of them. */
  nSampled: 5,
  /** [nColumns * EDGE_BYTES] as the kernel has them. */
  edges: 6,
  /** [nColumns] u32 */
  nCuts: 7,
  /** [nColumns * nRows] u8 */
  bins: 8,
  /** Columns whose values are there. */
  laid: 9,
  bytes: 40,
} as const;

const binJob = (scratch: Scratch, at: number) =>
  new JobWords<Exclude<keyof typeof BIN_JOB, 'bytes'>>(scratch, at, BIN_JOB);

/** Where the bins of a column end, and what they hold. */
export interface NumberEdges {
  /** [nBins - 1] ascending. */
  readonly cuts: Float64Array;
  /** [nBins] smallest and largest value of each. */
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** A column and where its bins are to be written. */
export interface NumberTarget {
  readonly values: Float64Array;
  /** Rows of `values` to bin, in this order; null for all. */
  readonly rows: Uint32Array | null;
  /** OUT [nRows] */
  readonly bins: Uint8Array;
}

/** Copies the cells that are to be binned. */
function copyCells({ values, rows }: NumberTarget, out: Float64Array): void {
  if (rows === null) out.set(values);
  else for (let i = 0; i < rows.length; i++) out[i] = values[rows[i]];
}

/** Rows to look for cuts in, ascending: one of each of as many equal stretches, so that periods in the data do no harm. */
function sampleRows(nRows: number): Uint32Array {
  const rng = stream(0, 'bin-sample', nRows);
  const start = (i: number) => Math.floor((i * nRows) / SAMPLE_ROWS);
  const rows = new Uint32Array(SAMPLE_ROWS);
  for (let i = 0; i < SAMPLE_ROWS; i++) rows[i] = start(i) + rng.below(start(i + 1) - start(i));
  return rows;
}

/** Work that bins the columns of a job that no other thread has claimed, until there are none. */
export const binClaimed: TeamWork = ({ kernels }, scratch, at) => {
  const job = binJob(scratch, at);
  const [nRows, nSampled, nColumns] = [job.get('nRows'), job.get('nSampled'), job.get('nColumns')];
  const room = scratch.alloc(16 * nSampled + 8192);
  const picked = nSampled < nRows ? scratch.alloc(8 * nSampled) : null;
  return () => {
    for (let c = job.claim('next'); c < nColumns; c = job.claim('next')) {
      const values = job.get('values') + 8 * nRows * c;
      const bins = job.get('bins') + nRows * c;
      const edges = job.get('edges') + EDGE_BYTES * c;
      job.awaitRaised('laid', c + 1);
      if (picked) kernels.gatherNumbers(values, job.get('sample'), nSampled, picked);
      const nCuts = kernels.fitNumbers(picked ?? values, nSampled, room, edges);
      scratch.u32(job.get('nCuts'), nColumns)[c] = nCuts;
      for (let row = 0; row < nRows; row += CALLED_ROWS) {
        const n = Math.min(CALLED_ROWS, nRows - row);
        kernels.binNumbers(values + 8 * row, n, edges, nCuts, room, bins + row);
      }
      if (picked) kernels.widenEdges(values, nRows, bins, edges);
    }
  };
};

/** Lays a job out, all but the values. @returns its offset */
function layJob(columns: readonly NumberTarget[], sample: Uint32Array | null, scratch: Scratch): number {
  const nRows = columns[0].bins.length;
  const job = binJob(scratch, scratch.alloc(BIN_JOB.bytes));
  job.setAll({ nRows, nColumns: columns.length, next: 0, laid: 0, nSampled: sample?.length ?? nRows });
  if (sample) scratch.u32(job.give('sample', 4 * sample.length), sample.length).set(sample);
  job.give('values', 8 * nRows * columns.length);
  job.give('edges', EDGE_BYTES * columns.length);
  job.give('nCuts', 4 * columns.length);
  job.give('bins', nRows * columns.length);
  return job.at;
}

/** Lays out the values, column after column. */
function layValues(columns: readonly NumberTarget[], at: number, scratch: Scratch): void {
  const job = binJob(scratch, at);
  const nRows = job.get('nRows');
  try {
    columns.forEach((column, c) => {
      copyCells(column, scratch.f64(job.get('values') + 8 * nRows * c, nRows));
      job.raise('laid', c + 1);
    });
  } finally {
    // Nobody must wait for what does not come.
    job.raise('laid', columns.length);
  }
}

/** Reads what has been done: writes bins, returns edges. */
function readJob(columns: readonly NumberTarget[], at: number, scratch: Scratch): NumberEdges[] {
  const job = binJob(scratch, at);
  const nRows = job.get('nRows');
  const counts = scratch.u32(job.get('nCuts'), columns.length);
  return columns.map(({ bins }, c) => {
    bins.set(scratch.u8(job.get('bins') + nRows * c, nRows));
    const list = (index: number, length: number) =>
      scratch.f64(job.get('edges') + EDGE_BYTES * c + 8 * EDGE_ROOM * index, length).slice();
    return { cuts: list(0, counts[c]), low: list(1, counts[c] + 1), high: list(2, counts[c] + 1) };
  });
}

/**
 * Finds the bins of columns of one length and writes them. Cuts are those of all rows, or of SAMPLE_ROWS of them when there
 * are more; smallest and largest values are of all.
 * @param meanwhile what this thread alone can do, once, while those who joined do a part of this
 */
export function binNumberColumns(
  columns: readonly NumberTarget[],
  { arena, team }: Engine,
  meanwhile: () => void,
): NumberEdges[] {
  if (columns.length === 0) {
    meanwhile();
    return [];
  }
  const nRows = columns[0].bins.length;
  const sample = nRows > SAMPLE_ROWS ? sampleRows(nRows) : null;
  const atOnce = Math.max(1, Math.floor(BATCH_BYTES / (9 * nRows + EDGE_BYTES)));
  const fitted: NumberEdges[] = [];
  for (let first = 0; first < columns.length; first += atOnce) {
    const batch = columns.slice(first, first + atOnce);
    const edges = arena.scope((scratch) => {
      const job = layJob(batch, sample, scratch);
      // Values first, and room for a part of it last: those who joined wait for values.
      const lead: TeamWork = (engine, own, at, given) => {
        layValues(batch, at, own);
        if (first === 0) meanwhile();
        return binClaimed(engine, own, at, given);
      };
      return team.share('bin-columns', job, () => readJob(batch, job, scratch), lead);
    });
    fitted.push(...edges);
  }
  return fitted;
}
