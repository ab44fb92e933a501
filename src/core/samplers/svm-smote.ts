/**
 * SVM-SMOTE: support vectors of a class grow new rows, inwards where the class is crowded out and outwards where it is at
 * home. Nguyen, Cooper & Kamei 2011, "Borderline over-sampling for imbalanced data classification", International Journal of
 * Knowledge Engineering and Soft Data Paradigms 3(1):4-21; details are imbalanced-learn's.
 *
 * Of the m neighbours of a support vector m' are of other classes. m' = m: noise, which grows nothing. m / 2 <= m' < m:
 * the new row lies towards one of its k neighbours of the class (gap in [0, 1)). m' < m / 2, safe: away from it (gap
 * in (-out_step, 0]). A share of the new rows drawn from Beta(10, 10) is of the second kind; all are of one kind where there
 * is no vector of the other (imbalanced-learn then makes fewer rows than asked for). Without a support vector that is no
 * noise a class grows as by SMOTE.
 */

import type { Rng } from '../rng.js';
import type { WorkWarning } from '../schemas/metric-value.js';
import { supportOf } from '../svm/support-vectors.js';
import { joinUints } from '../table.js';
import { byClass, distinctRows } from './class-rows.js';
import { drawNew, neighboursDrawn } from './draws.js';
import { type Growing, growClasses } from './grow-classes.js';
import type { Growth } from './growth.js';
import { kNeighbors, mNeighbors, scale } from './neighbour-params.js';
import type { SampleInput, Sampler } from './sampler.js';
import { shareOut } from './share-out.js';
import { smoteInstead } from './smote.js';
import { overStrategy } from './strategy.js';
import { countAround } from './surroundings.js';
import { usableKOfAll } from './usable-k.js';

/** Rows that the machine is trained on at most: its work grows with their square. */
const MOST_ROWS = 20_000;

/** Support vectors that may grow new rows, by what is around them. */
export interface Vectors {
  readonly danger: Uint32Array;
  readonly safe: Uint32Array;
}

/** How many rows of each class the machine is trained on: as many as there are of the class that grows, up to half. */
function fittedCounts(counts: readonly number[], label: number): Uint32Array {
  const others = Float64Array.from(counts, (count, other) => (other === label ? 0 : count));
  const nOthers = others.reduce((sum, count) => sum + count, 0);
  const own = Math.min(counts[label], Math.max(MOST_ROWS / 2, MOST_ROWS - nOthers));
  const shares = shareOut(MOST_ROWS - own, others);
  return shares.map((share, other) => (other === label ? own : Math.max(share, Math.min(1, counts[other]))));
}

/** The rows that the machine of a class is trained on: all, or some, the other classes by their shares. @param warnings OUT */
export function fittedRows(input: SampleInput, label: number, warnings: WorkWarning[]): Uint32Array {
  const distinct = distinctRows(input.rows);
  if (distinct.length <= MOST_ROWS) return distinct;
  const members = byClass(input, distinct);
  const counts = fittedCounts(
    members.map(({ length }) => length),
    label,
  );
  const drawn = members.map((rows, of) =>
    input.stream('svm-smote/rows', label, of).shuffle(rows).subarray(0, counts[of]),
  );
  const fitted = joinUints(drawn).sort();
  const message = `svm-smote trained its machine on ${fitted.length} of ${distinct.length} training rows, drawn by the seed`;
  if (!warnings.some((known) => known.message === message)) warnings.push({ id: 'sampled-fit', message });
  return fitted;
}

/** Support vectors of the class but for noise. @param warnings OUT what was drawn or is fewer */
export function vectorsOf(
  input: SampleInput,
  { label, space }: Pick<Growing, 'label' | 'space'>,
  warnings: WorkWarning[],
): Vectors {
  const rows = fittedRows(input, label, warnings);
  const labels = Float64Array.from(rows, (row) => input.y[row]);
  const support = supportOf(space, rows, labels, label, input.engine);
  const vectors = rows.filter((_, i) => support[i] > 0);
  const m = usableKOfAll('svm-smote', input, Number(input.params.m_neighbors), warnings);
  const own = countAround(input, space, vectors, m, label);
  return {
    danger: vectors.filter((_, i) => own[i] > 0 && 2 * own[i] <= m),
    safe: vectors.filter((_, i) => 2 * own[i] > m),
  };
}

/** A number of Beta(10, 10): the tenth least of nineteen uniform ones. */
const drawShare = (rng: Rng): number => Float64Array.from({ length: 19 }, () => rng.uniform()).sort()[9];

/** New rows from vectors of one kind. @param step what gaps are multiplied by */
function growFrom(
  input: SampleInput,
  { label, members, space, k }: Growing,
  vectors: Uint32Array,
  nNew: number,
  step: number,
): Growth {
  const rng = input.stream('svm-smote', label, step < 0 ? 1 : 0);
  const { gaps, ...drawn } = drawNew(rng, vectors, k, nNew, input.engine);
  const near = neighboursDrawn(space, distinctRows(members), drawn, k, input.engine);
  return { label, bases: drawn.bases, gaps: gaps.map((gap) => step * gap), ...near };
}

function grow(input: SampleInput, growing: Growing, warnings: WorkWarning[]): Growth[] {
  const { label, nNew } = growing;
  const { danger, safe } = vectorsOf(input, growing, warnings);
  if (danger.length + safe.length === 0) {
    return [
      smoteInstead(
        input,
        growing,
        { id: 'no-safe-vector', lacks: 'has no support vector that is no noise' },
        warnings,
      ),
    ];
  }
  const share = drawShare(input.stream('svm-smote/share', label));
  const drawn = Math.floor(share * (nNew + 1));
  const nInwards = safe.length === 0 ? nNew : danger.length === 0 ? 0 : drawn;
  const outStep = Number(input.params.out_step);
  return [
    growFrom(input, growing, danger, nInwards, 1),
    growFrom(input, growing, safe, nNew - nInwards, -outStep),
  ];
}

export const svmSmote: Sampler = {
  id: 'svm-smote',
  kind: 'over',
  summary: 'smote from the support vectors of a machine with a radial kernel (C=1, gamma=scale)',
  params: {
    k_neighbors: kNeighbors,
    m_neighbors: mNeighbors,
    out_step: {
      type: 'float',
      default: 0.5,
      min: 0,
      max: 1,
      help: 'how far new rows of safe vectors may lie beyond them, of the way to a neighbour',
    },
    sampling_strategy: overStrategy,
    scale,
  },
  sample: (input) => growClasses('svm-smote', input, (growing, warnings) => grow(input, growing, warnings)),
};
