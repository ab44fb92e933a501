/** What a second version is worth beside a first by the metric, as their folds tell it. */
import { bayesianCorrelatedT } from '../comparing/bayesian-correlated-t.js';
import { tally } from '../comparing/paired-rows.js';
import type { Metric } from '../metrics/metric.js';
import type { CompareExplainDocument } from '../schemas/compare-explain.js';
import { welchCorrectedInterval, welchCorrectedTest } from '../statistics/corrected-t.js';
import { foldsOf, metricChanges } from '../version-diff.js';
import { isSameQuantity } from './blocks.js';
import { type Candidate, candidates } from './candidate.js';
import type { RankEntry } from './entry.js';
import { pairedDifferences, unpairedValues } from './fold-tests.js';

type Effect = CompareExplainDocument['effect'];

/** Welch's, on other folds of the same rows. */
function unpaired(first: Candidate, second: Candidate, by: string): Pick<Effect, 'ci95' | 'p'> {
  const values = unpairedValues(second, first, by);
  return {
    ci95: values && welchCorrectedInterval(...values, 0.95),
    p: (values && welchCorrectedTest(...values)?.p) ?? null,
  };
}

/** @param rope differences up to it are as good as none */
export function effectOf(
  a: RankEntry,
  b: RankEntry,
  by: Pick<Metric, 'id' | 'direction'>,
  rope: number,
): Effect {
  const change = metricChanges(a, b).find(({ name }) => name === by.id);
  const [[first], [second]] = [a, b].map((entry) => candidates([entry], 'version'));
  const isTested = change !== undefined && isSameQuantity(a, b, by.id);
  const isPaired = foldsOf(a, b) === 'same';
  const [better, worse] = by.direction === 'max' ? [second, first] : [first, second];
  const gains = isTested && isPaired ? pairedDifferences(better, worse, by.id) : null;
  const isSameRows = a.results.rows_sha256 === b.results.rows_sha256;
  return {
    a: change?.a ?? null,
    b: change?.b ?? null,
    difference: change?.difference ?? null,
    ci95: change?.ci95 ?? null,
    p: change?.p ?? null,
    ...(isTested && !isPaired && isSameRows ? unpaired(first, second, by.id) : {}),
    folds_won: gains && tally(gains.values),
    rope,
    probability: gains && bayesianCorrelatedT(gains, rope),
  };
}
