/**
 * Condensed nearest neighbour: of a larger class those rows stay that the rows kept before them, and all of the smallest class,
 * would take for the smallest. Hart 1968, "The Condensed Nearest Neighbor Rule", IEEE Transactions on Information Theory
 * 14(3):515-516.
 *
 * As in imbalanced-learn each class meets the smallest alone, and its rows pass once, in order; Hart lets them pass until none is
 * added. Of as many votes the first class wins, of equal distances the smallest, but of none: copies of a row that is kept add
 * nothing to it, whichever class has the same row. The smallest class stays whole.
 */
import { GroupedPoints } from '../neighbours/grouped-points.js';
import { nearestRows } from '../neighbours/nearest.js';
import { type DistanceSpace, distanceSpace } from '../neighbours/space.js';
import type { WorkWarning } from '../schemas/metric-value.js';
import { joinUints } from '../table.js';
import { dropRows } from './keep-only.js';
import { scale, scaleOf } from './neighbour-params.js';
import type { Resampled, SampleInput, Sampler } from './sampler.js';
import { drawStarts, type Start, seedParams } from './seed-rows.js';
import { cleaningStrategy } from './strategy.js';

const ID = 'condensed-nearest-neighbour';

/** How many of the k nearest must be of the class, for it to win. */
const votesToWin = ({ k, label, minority }: Start, y: Float64Array): number =>
  k % 2 === 0 && label < y[minority[0]] ? k / 2 : Math.floor(k / 2) + 1;

/** Rows that are counted as one part of the work. */
const BLOCK_ROWS = 256;

/** The rows of a class that stay, ascending. O(members * kept) at most. */
export function condense({ y, engine }: SampleInput, space: DistanceSpace, start: Start): Uint32Array {
  const { members, seeds, minority, k } = start;
  const { arena, kernels, progress } = engine;
  const needed = votesToWin(start, y);
  // The class wins when so many of its kept rows are nearer than this one of the smallest class.
  const rival = k - needed + 1;
  const hasRival = rival <= minority.length;
  const { squared } = nearestRows(space, minority, members, hasRival ? rival : 1, engine);
  const isSeed = new Set(seeds);
  const kept: number[] = [];
  arena.scope((scratch) => {
    const points = new GroupedPoints(scratch, space, members, joinUints([members, minority]));
    const { numbers, nNumbers, nCodes, scale } = points;
    const KEPT = points.room(members.length);
    const keep = (i: number) => points.copy(i, KEPT, kept.push(i) - 1);
    const isKnown = (i: number) => {
      const toRival = hasRival ? squared[(i + 1) * rival - 1] * scale * scale : Number.POSITIVE_INFINITY;
      // Nearer than the least number above 0 are copies alone.
      const limit = Math.max(toRival, Number.MIN_VALUE);
      const own = points.at(i);
      return kernels.hasNearer(numbers, own, KEPT, kept.length, nNumbers, nCodes, limit, needed) === 1;
    };
    progress.expect(Math.ceil(members.length / BLOCK_ROWS));
    members.forEach((row, i) => {
      if (isSeed.has(row)) keep(i);
    });
    members.forEach((row, i) => {
      if (i > 0 && i % BLOCK_ROWS === 0) progress.tick();
      if (!isSeed.has(row) && !isKnown(i)) keep(i);
    });
  });
  return Uint32Array.from(kept, (i) => members[i]).sort();
}

function sample(input: SampleInput): Resampled {
  const warnings: WorkWarning[] = [];
  const { table, rows, params } = input;
  const starts = drawStarts(ID, input, warnings);
  const space = distanceSpace(table.columns, rows, rows, scaleOf(params));
  const gone = starts.flatMap((start) => {
    const isKept = new Set(condense(input, space, start));
    return [...start.members].filter((row) => !isKept.has(row));
  });
  return dropRows(input, gone, warnings);
}

export const condensedNearestNeighbour: Sampler = {
  id: ID,
  aliases: ['cnn'],
  kind: 'clean',
  summary: 'keeps rows of the larger classes that the rows kept so far would mistake (CNN)',
  params: { ...seedParams, sampling_strategy: cleaningStrategy, scale },
  sample,
};
