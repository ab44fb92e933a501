/**
 * Tomek links: two rows of different classes, each the nearest neighbour of the other. Those of the larger classes are left
 * out. Tomek 1976, "Two Modifications of CNN", IEEE Transactions on Systems, Man, and Cybernetics 6(11):769-772.
 */
import { nearestOfAll } from '../neighbours/nearest.js';
import { distanceSpace } from '../neighbours/space.js';
import { distinctRows, rowsOfClasses } from './class-rows.js';
import { dropRows } from './keep-only.js';
import { scale, scaleOf } from './neighbour-params.js';
import type { Resampled, SampleInput, Sampler } from './sampler.js';
import { classesToClean, cleaningStrategy } from './strategy.js';

/** Training rows in a link, of any class. @param among distinct training rows, that alone may link; all when not given */
export function rowsInLinks(
  { table, y, engine, params, rows: all }: SampleInput,
  among = distinctRows(all),
): Uint32Array {
  if (among.length < 2) return new Uint32Array(0);
  const space = distanceSpace(table.columns, all, all, scaleOf(params));
  const { index } = nearestOfAll(space, among, 1, engine);
  return among.filter((row, i) => index[index[i]] === i && y[among[index[i]]] !== y[row]);
}

function sample(input: SampleInput): Resampled {
  const isCleaned = classesToClean(input, rowsOfClasses('tomek-links', input));
  return dropRows(
    input,
    rowsInLinks(input).filter((row) => isCleaned[input.y[row]]),
  );
}

export const tomekLinks: Sampler = {
  id: 'tomek-links',
  kind: 'clean',
  summary: 'leaves out rows of the larger classes whose nearest neighbour is theirs, and of another class',
  params: { sampling_strategy: cleaningStrategy, scale },
  sample,
};
