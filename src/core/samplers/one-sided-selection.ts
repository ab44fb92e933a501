/**
 * One-sided selection: rows of a larger class go that the smallest class and a few drawn rows of their own already tell from the
 * smallest; then rows in Tomek links go of what is left. Kubat & Matwin 1997, "Addressing the Curse of Imbalanced Training Sets:
 * One-Sided Selection", ICML 1997, 179-186.
 *
 * As in imbalanced-learn each class meets the smallest alone. The smallest class loses rows only to links, when
 * `sampling_strategy` names it.
 */
import { type DistanceSpace, distanceSpace } from '../neighbours/space.js';
import type { WorkWarning } from '../schemas/metric-value.js';
import { joinUints } from '../table.js';
import { distinctRows, rowsOfClasses } from './class-rows.js';
import { neighboursOf } from './draws.js';
import { dropRows } from './keep-only.js';
import { scale, scaleOf } from './neighbour-params.js';
import { commonestOf } from './neighbourhoods.js';
import type { Resampled, SampleInput, Sampler } from './sampler.js';
import { drawStarts, type Start, seedParams } from './seed-rows.js';
import { classesToClean, cleaningStrategy } from './strategy.js';
import { rowsInLinks } from './tomek-links.js';

const ID = 'one-sided-selection';

/** Rows of a class that what it starts from does not mistake, the seeds aside. */
export function needless({ y, engine }: SampleInput, space: DistanceSpace, start: Start): Uint32Array {
  const { label, members, seeds, minority, k } = start;
  const isSeed = new Set(seeds);
  const others = members.filter((row) => !isSeed.has(row));
  const known = joinUints([minority, seeds]).sort();
  const near = neighboursOf(space, known, others, k, engine);
  return others.filter((_, i) => commonestOf(y, near.subarray(i * k, (i + 1) * k)) === label);
}

/** Rows that go. @param starts as drawn */
export function notSelected(input: SampleInput, starts: readonly Start[]): Uint32Array {
  const { table, rows, y, params } = input;
  const space = distanceSpace(table.columns, rows, rows, scaleOf(params));
  const gone = joinUints(starts.map((start) => needless(input, space, start)));
  const isGone = new Set(gone);
  const left = distinctRows(rows).filter((row) => !isGone.has(row));
  const isCleaned = classesToClean(input, rowsOfClasses(ID, input));
  const linked = rowsInLinks(input, left).filter((row) => isCleaned[y[row]]);
  return joinUints([gone, linked]);
}

function sample(input: SampleInput): Resampled {
  const warnings: WorkWarning[] = [];
  const starts = drawStarts(ID, input, warnings);
  return dropRows(input, notSelected(input, starts), warnings);
}

export const oneSidedSelection: Sampler = {
  id: ID,
  aliases: ['oss'],
  kind: 'clean',
  summary: 'leaves out rows of the larger classes that are needless to tell them, then those in Tomek links',
  params: { ...seedParams, sampling_strategy: cleaningStrategy, scale },
  sample,
};
