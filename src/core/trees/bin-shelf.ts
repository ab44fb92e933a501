/**
 * A shelf: shared memory in which the first thread that bins the training rows of a fold leaves the bins for every other
 * fit on them. A thread that comes while they are being made waits for them, unless who makes them has ended.
 *
 * Layout: state and row count, the number of bins of each feature, edges of numbers, bins of codes, bins of rows. Names,
 * kinds and numbers of levels are those of the block, which every fit has itself.
 */
import { MAX_BINS } from '../../kernels/exports.js';
import { type Column, isNumeric } from '../table.js';
import type { BinnedColumns } from './binned-columns.js';
import { codeRange, nameOrder } from './binning.js';
import { countBins, type FeatureBins } from './feature-bins.js';
import type { NumberEdges } from './number-bins.js';

/** Values of the first word; any other is the number of the crew that is making the bins. */
const EMPTY = 0;
const FULL = -1;

const pad8 = (bytes: number) => 8 * Math.ceil(bytes / 8);

interface ShelfLayout {
  readonly counts: number;
  readonly edges: number;
  /** 8-byte words between the edges of one number column and the next. */
  readonly edgeWords: number;
  readonly codes: number;
  readonly bins: number;
  readonly bytes: number;
}

function layoutOf(columns: readonly Column[], nRows: number): ShelfLayout {
  const nNumbers = columns.filter(isNumeric).length;
  const nCodes = columns.reduce((sum, column) => sum + (isNumeric(column) ? 0 : column.levels.length), 0);
  const edgeWords = 3 * Math.min(MAX_BINS, Math.max(1, nRows));
  const counts = 8;
  const edges = counts + pad8(4 * columns.length);
  const codes = edges + 8 * edgeWords * nNumbers;
  const bins = codes + pad8(nCodes);
  return { counts, edges, edgeWords, codes, bins, bytes: bins + nRows * columns.length };
}

/** Bytes that the bins of at most so many rows of these columns take. */
export const shelfBytes = (columns: readonly Column[], mostRows: number): number =>
  layoutOf(columns, mostRows).bytes;

/** Views of a shelf's parts, one feature after the other. */
class ShelfParts {
  readonly counts: Int32Array;
  readonly bins: Uint8Array;
  readonly #shelf: SharedArrayBuffer;
  readonly #layout: ShelfLayout;
  #nNumbers = 0;
  #nCodes = 0;

  constructor(shelf: SharedArrayBuffer, columns: readonly Column[], nRows: number) {
    this.#shelf = shelf;
    this.#layout = layoutOf(columns, nRows);
    this.counts = new Int32Array(shelf, this.#layout.counts, columns.length);
    this.bins = new Uint8Array(shelf, this.#layout.bins, nRows * columns.length);
  }

  /** Room for the edges of the next column of numbers. */
  nextEdges(nBins: number): NumberEdges {
    const { edges, edgeWords } = this.#layout;
    const at = edges + 8 * edgeWords * this.#nNumbers++;
    return {
      low: new Float64Array(this.#shelf, at, nBins),
      high: new Float64Array(this.#shelf, at + 8 * nBins, nBins),
      cuts: new Float64Array(this.#shelf, at + 16 * nBins, nBins - 1),
    };
  }

  /** Room for the bins of the codes of the next column of levels. */
  nextCodes(nLevels: number): Uint8Array {
    this.#nCodes += nLevels;
    return new Uint8Array(this.#shelf, this.#layout.codes + this.#nCodes - nLevels, nLevels);
  }
}

/** Writes all but the bins of rows, which are there. */
function fill(parts: ShelfParts, { features, ranges }: BinnedColumns): void {
  features.forEach((feature, f) => {
    parts.counts[f] = countBins(feature);
    if (feature.kind === 'category') {
      parts.nextCodes(feature.binOfCode.length).set(feature.binOfCode);
      return;
    }
    const { cuts, low, high } = parts.nextEdges(parts.counts[f]);
    cuts.set(feature.cuts);
    low.set(ranges[f].low);
    high.set(ranges[f].high);
  });
}

function read(parts: ShelfParts, columns: readonly Column[], nRows: number): BinnedColumns {
  const order = nameOrder(columns);
  const fitted = order.map((at, f): { feature: FeatureBins; range: BinnedColumns['ranges'][number] } => {
    const column = columns[at];
    const { name } = column;
    const nBins = parts.counts[f];
    if (isNumeric(column)) {
      const { cuts, ...range } = parts.nextEdges(nBins);
      return { feature: { kind: 'number', name, cuts }, range };
    }
    const binOfCode = parts.nextCodes(column.levels.length);
    return { feature: { kind: 'category', name, nBins, binOfCode }, range: codeRange(nBins) };
  });
  return {
    nRows,
    features: fitted.map(({ feature }) => feature),
    columns: order,
    bins: parts.bins,
    ranges: fitted.map(({ range }) => range),
  };
}

/** Does what fills a shelf that this thread has claimed; when it throws, the next may try. */
function leave(state: Int32Array, work: () => void): void {
  let becomes = EMPTY;
  try {
    work();
    becomes = FULL;
  } finally {
    Atomics.store(state, 0, becomes);
    Atomics.notify(state, 0);
  }
}

/**
 * The bins on a shelf, made by the first who asks.
 * @param shelf of `shelfBytes`, all zero at first; one too small for the rows is left alone
 * @param block the training rows that the shelf is for: for all who ask the same
 * @param crew this thread's, as `Engine` has it
 * @param make bins the block, into `bins` when there are any
 */
export function binsOnShelf(
  shelf: SharedArrayBuffer,
  { columns, nRows }: { readonly columns: readonly Column[]; readonly nRows: number },
  make: (bins?: Uint8Array) => BinnedColumns,
  crew: number,
): BinnedColumns {
  if (shelfBytes(columns, nRows) > shelf.byteLength) return make();
  const state = new Int32Array(shelf, 0, 1);
  const parts = () => new ShelfParts(shelf, columns, nRows);
  for (;;) {
    const was = Atomics.load(state, 0);
    // Whoever made them reads them here too, so that memory holds them once.
    if (was === FULL) return read(parts(), columns, nRows);
    // What another crew began is never finished.
    if (was === crew) Atomics.wait(state, 0, crew);
    else if (Atomics.compareExchange(state, 0, was, crew) === was)
      leave(state, () => {
        const empty = parts();
        fill(empty, make(empty.bins));
      });
  }
}
