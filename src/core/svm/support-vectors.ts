/** Support vectors of scikit-learn's `SVC(gamma="scale")`: C = 1, a machine for each two classes. */
import type { Engine } from '../arena.js';
import type { DistanceSpace } from '../neighbours/space.js';
import { gatherUints, joinUints } from '../table.js';
import { KernelRows } from './kernel-rows.js';
import { scaledGamma } from './scaled-gamma.js';
import { solveSmo } from './smo.js';

const COST = 1;
const TOLERANCE = 1e-3;

/** Positions of rows of a class. */
const positionsOf = (labels: Float64Array, label: number): Uint32Array =>
  Uint32Array.from(labels.keys()).filter((i) => labels[i] === label);

/**
 * How far each row of a class supports it against the others: the largest of its numbers in the machines of two classes.
 * @param rows distinct rows of the table @param labels [rows.length] class indexes, which rows of no class may have
 * @returns [rows.length] 0..1, 0: no support vector, or of another class
 */
export function supportOf(
  space: DistanceSpace,
  rows: Uint32Array,
  labels: Float64Array,
  label: number,
  engine: Engine,
): Float64Array {
  const gamma = scaledGamma(space, rows);
  const own = positionsOf(labels, label);
  const support = new Float64Array(rows.length);
  for (const other of new Set(labels)) {
    if (other === label) continue;
    const others = positionsOf(labels, other);
    // The lower class is the positive one and stands first, so that ties fall as in scikit-learn.
    const [first, second] = label < other ? [own, others] : [others, own];
    const places = joinUints([first, second]);
    const signs = Int8Array.from(places, (_, i) => (i < first.length ? 1 : -1));
    const members = gatherUints(rows, places);
    const alphas = engine.arena.scope((scratch) => {
      const kernel = new KernelRows(engine, scratch, space, rows, members, gamma);
      return solveSmo(kernel, signs, COST, TOLERANCE);
    });
    places.forEach((at, i) => {
      if (labels[at] === label) support[at] = Math.max(support[at], alphas[i]);
    });
  }
  return support;
}
