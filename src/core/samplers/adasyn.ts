/**
 * ADASYN: rows with more rows of other classes around them grow more new ones. He, Bai, Garcia & Li 2008, "ADASYN: Adaptive
 * Synthetic Sampling Approach for Imbalanced Learning", IJCNN 2008:1322-1328.
 *
 * Of the K neighbours of row i, D_i are of other classes: r_i = D_i / K, and the row grows g_i = G r_i / sum(r) new ones,
 * rounded (halves to even, as in imbalanced-learn), so that a class may end a few rows off its count. Where all g_i round
 * to 0 they are shared out by their remainders; a class without a row of another near grows as by SMOTE.
 */
import type { WorkWarning } from '../schemas/metric-value.js';
import { distinctRows } from './class-rows.js';
import { neighboursOf } from './draws.js';
import { type Growing, growClasses } from './grow-classes.js';
import type { Growth } from './growth.js';
import { kNeighbors, scale } from './neighbour-params.js';
import type { SampleInput, Sampler } from './sampler.js';
import { roundHalfEven, shareOut } from './share-out.js';
import { smoteInstead } from './smote.js';
import { overStrategy } from './strategy.js';
import { countAround } from './surroundings.js';
import { usableKOfAll } from './usable-k.js';

/**
 * g_i, new rows that each member grows. @param warnings OUT one more when fewer neighbours are used
 * @returns all 0 when no member has a row of another class near
 */
export function countNewRows(
  input: SampleInput,
  { label, members, space, nNew }: Pick<Growing, 'label' | 'members' | 'space' | 'nNew'>,
  warnings: WorkWarning[],
): Uint32Array {
  const k = usableKOfAll('adasyn', input, Number(input.params.n_neighbors), warnings);
  const own = countAround(input, space, members, k, label);
  const hardness = Float64Array.from(own, (count) => (k - count) / k);
  const sum = hardness.reduce((total, r) => total + r, 0);
  if (sum === 0) return new Uint32Array(members.length);
  const counts = Uint32Array.from(hardness, (r) => roundHalfEven((r / sum) * nNew));
  return counts.some((count) => count > 0) ? counts : shareOut(nNew, hardness);
}

/** @param counts new rows of each member */
function growAround(input: SampleInput, growing: Growing, counts: Uint32Array): Growth {
  const { label, members, space, k } = growing;
  const bases = Uint32Array.from([...counts].flatMap((count, i) => Array<number>(count).fill(members[i])));
  const rng = input.stream('adasyn', label);
  const voters = neighboursOf(space, distinctRows(members), bases, k, input.engine);
  const towards = bases.map((_, i) => voters[i * k + rng.below(k)]);
  const gaps = Float64Array.from(bases, () => rng.uniform());
  return { label, bases, towards, gaps, voters };
}

function grow(input: SampleInput, growing: Growing, warnings: WorkWarning[]): Growth {
  const counts = countNewRows(input, growing, warnings);
  if (counts.some((count) => count > 0)) return growAround(input, growing, counts);
  return smoteInstead(
    input,
    growing,
    { id: 'no-row-in-danger', lacks: 'has no row near another class' },
    warnings,
  );
}

export const adasyn: Sampler = {
  id: 'adasyn',
  kind: 'over',
  roundsEachRow: true,
  summary:
    'smote with more new rows where more rows of other classes are near; counts are met but for rounding',
  params: {
    n_neighbors: {
      ...kNeighbors,
      help: 'neighbours of any class that tell how many new rows a row grows, and of its own that these lie towards',
      aliases: ['k', 'k_neighbors'],
    },
    sampling_strategy: overStrategy,
    scale,
  },
  sample: (input) => growClasses('adasyn', input, (growing, warnings) => [grow(input, growing, warnings)]),
};
