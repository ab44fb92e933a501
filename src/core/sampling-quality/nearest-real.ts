/**
 * How far new rows lie from the nearest real one, in the distance of SMOTE-NC on numbers in standard deviations; beside it
 * how far real rows lie from each other. New rows that lie far nearer are near-copies, far further ones are inventions.
 */
import type { Engine } from '../arena.js';
import { nearestOfAll, nearestRows } from '../neighbours/nearest.js';
import { distanceSpace } from '../neighbours/space.js';
import { type LookedAt, sideRows } from './looked-at.js';

/** Quantiles of a distance. */
export interface Distances {
  readonly q05: number;
  readonly median: number;
  readonly q95: number;
}

export interface NearestReal {
  /** From new rows to the nearest real one. */
  readonly synthetic: Distances;
  /** From real rows to the nearest other one; null of a single row. */
  readonly real: Distances | null;
}

/** Nearest ranks: of an even number the lower one is the median. */
function quantilesOf(squared: Float64Array): Distances {
  const sorted = squared.slice().sort();
  const at = (share: number) => Math.sqrt(sorted[Math.floor((sorted.length - 1) * share)]);
  return { q05: at(0.05), median: at(0.5), q95: at(0.95) };
}

/** Exact, over the rows looked at. */
export function nearestReal(looked: LookedAt, engine: Engine): NearestReal {
  const [real, made] = [sideRows(looked, 'real'), sideRows(looked, 'new')];
  const space = distanceSpace(looked.table.columns, real, real, 'standard');
  return {
    synthetic: quantilesOf(nearestRows(space, real, made, 1, engine).squared),
    real: real.length < 2 ? null : quantilesOf(nearestOfAll(space, real, 1, engine).squared),
  };
}
