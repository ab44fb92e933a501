/**
 * Is a run of a bake-off better than the best single answer for every row? One-sided corrected resampled t on the shared
 * folds, by the false discovery rate over all runs: where none is better this finds one as rarely as Holm's correction
 * would, where most are it does not take the others for less. A run that calls every row positive has an F1 far above that
 * of a plain model that calls none so, and says nothing.
 */
import { benjaminiHochberg } from '../comparing/benjamini-hochberg.js';
import { type Candidate, metricOf } from '../ranking/candidate.js';
import type { AgainstBaseline } from '../schemas/imbalance.js';
import type { MetricValues } from '../schemas/metric-value.js';
import type { PlainTest } from './against-plain.js';

/** Without a test nothing is shown. */
const NO_TEST = 1;

/**
 * @param baseline by metric, its values on the folds of the runs, in their order
 * @returns in the order given; null where the run or the baseline has no value
 */
export function againstBaseline(
  runs: readonly Candidate[],
  baseline: MetricValues,
  { by, direction, alpha, test }: PlainTest,
): (AgainstBaseline | null)[] {
  const beside = runs.map((run) => {
    const floor: Candidate = { ...run, metrics: baseline };
    const [own, bar] = [metricOf(run, by), metricOf(floor, by)];
    if (own === null || bar === null) return null;
    const isAhead = direction === 'max' ? own > bar : own < bar;
    const twoSided = test(run, floor, by)?.p ?? NO_TEST;
    return { difference: own - bar, p: isAhead ? twoSided / 2 : 1 - twoSided / 2 };
  });
  const adjusted = benjaminiHochberg(beside.flatMap((one) => (one === null ? [] : [one.p])));
  let at = 0;
  return beside.map((one) => {
    if (one === null) return null;
    const p = adjusted[at++];
    return { difference: one.difference, p, better: p < alpha };
  });
}
