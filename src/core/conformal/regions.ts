/** What conformal prediction says of rows: an interval each, or a set of classes; and how such regions did. */

/** Of a number. */
export interface Intervals {
  /** [nRows] may be -Infinity */
  readonly low: Float64Array;
  /** [nRows] may be Infinity */
  readonly high: Float64Array;
}

/** Of a class. */
export interface ClassSets {
  /** [nRows * classes] 1 for a class that the set holds */
  readonly holds: Uint8Array;
}

/** Those of one level. */
export type Regions = Intervals | ClassSets;

export interface RegionMeasures {
  /** Share of the rows whose answer lies in its region. */
  readonly coverage: number;
  /** Mean width of the intervals, or mean number of classes; Infinity where an interval is unbounded. */
  readonly size: number;
  /** Share of the regions that hold nothing. */
  readonly empty: number;
}

const share = (count: number, nRows: number) => count / nRows;

function measureIntervals({ low, high }: Intervals, truth: Float64Array): RegionMeasures {
  let covered = 0;
  let empty = 0;
  let width = 0;
  truth.forEach((value, row) => {
    if (low[row] <= value && value <= high[row]) covered++;
    if (low[row] > high[row]) empty++;
    else width += high[row] - low[row];
  });
  const nRows = truth.length;
  return { coverage: share(covered, nRows), size: width / nRows, empty: share(empty, nRows) };
}

function measureSets({ holds }: ClassSets, truth: Float64Array): RegionMeasures {
  const nRows = truth.length;
  const width = holds.length / nRows;
  let covered = 0;
  let empty = 0;
  let size = 0;
  truth.forEach((label, row) => {
    let held = 0;
    for (let k = 0; k < width; k++) held += holds[row * width + k];
    covered += holds[row * width + label];
    size += held;
    if (held === 0) empty++;
  });
  return { coverage: share(covered, nRows), size: size / nRows, empty: share(empty, nRows) };
}

/** @param truth [nRows] at least one: class index, or the value */
export const measureRegions = (regions: Regions, truth: Float64Array): RegionMeasures =>
  'holds' in regions ? measureSets(regions, truth) : measureIntervals(regions, truth);

function concat<T extends Float64Array | Uint8Array>(parts: readonly T[], all: T): T {
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

const totalLength = (parts: readonly { readonly length: number }[]) =>
  parts.reduce((sum, { length }) => sum + length, 0);

/** Regions of one level, of blocks of rows, as those of all rows. @param blocks of one task */
export function joinRegions(blocks: readonly Regions[]): Regions {
  const sets = blocks.flatMap((block) => ('holds' in block ? [block.holds] : []));
  if (sets.length > 0) return { holds: concat(sets, new Uint8Array(totalLength(sets))) };
  const intervals = blocks.filter((block) => 'low' in block);
  const joined = (ends: readonly Float64Array[]) => concat(ends, new Float64Array(totalLength(ends)));
  return { low: joined(intervals.map(({ low }) => low)), high: joined(intervals.map(({ high }) => high)) };
}
