/**
 * Each run of a bake-off beside the plain run of its model: the corrected resampled t on the shared folds, Holm over all of
 * these comparisons. They are fixed before anything is scored, so they find more than all pairs of the board do (comparisons
 * with a control: Demšar 2006, "Statistical Comparisons of Classifiers over Multiple Data Sets", JMLR 7:1-30, section 3.2.2).
 */
import { type Candidate, metricOf } from '../ranking/candidate.js';
import type { FoldTest } from '../ranking/fold-tests.js';
import type { AgainstPlain, BakeOffRun } from '../schemas/imbalance.js';
import { holm } from '../statistics/holm.js';
import { remedyOf } from './contestants.js';

/** A run that did not fail. */
export interface Scored {
  readonly run: BakeOffRun;
  readonly candidate: Candidate;
}

export interface PlainTest {
  /** The metric that ranks. */
  readonly by: string;
  readonly direction: 'max' | 'min';
  /** Level of the family of all comparisons. */
  readonly alpha: number;
  readonly test: FoldTest;
}

/** The one of the same model that nothing was done about. */
const plainOf = (scored: readonly Scored[], { run: { model } }: Scored): Scored | undefined =>
  scored.find(({ run }) => run.model === model && remedyOf(run) === 'none');

/** @returns in the order given; null of plain runs, and where these have no value or failed */
export function againstPlain(
  scored: readonly Scored[],
  { by, direction, alpha, test }: PlainTest,
): (AgainstPlain | null)[] {
  const compared = scored.map((one) => {
    const plain = plainOf(scored, one);
    const values = [one, plain].map((side) => (side ? metricOf(side.candidate, by) : null));
    if (plain === undefined || plain === one || values.includes(null)) return null;
    const [own, bare] = values as number[];
    return { difference: own - bare, p: test(one.candidate, plain.candidate, by)?.p ?? null };
  });
  const tested = compared.flatMap((one, at) => (one === null || one.p === null ? [] : [{ at, p: one.p }]));
  const adjusted = holm(tested.map(({ p }) => p));
  const pOf = new Map(tested.map(({ at }, i) => [at, adjusted[i]]));
  return compared.map((one, at) => {
    if (one === null) return null;
    const p = pOf.get(at) ?? null;
    const isBetter = direction === 'max' ? one.difference > 0 : one.difference < 0;
    const effect = p === null || p >= alpha ? 'unclear' : isBetter ? 'helps' : 'harms';
    return { difference: one.difference, p, effect };
  });
}
