/** What a second version is worth beside a first by the metric, as their folds tell it. */
import { bayesianCorrelatedT } from '../comparing/bayesian-correlated-t.js';
import { tally } from '../comparing/paired-rows.js';
import type { Metric } from '../metrics/metric.js';
import type { CompareExplainDocument } from '../schemas/compare-explain.js';
import { foldsOf, metricChanges } from '../version-diff.js';
import { candidates } from './candidate.js';
import type { RankEntry } from './entry.js';
import { pairedDifferences } from './fold-tests.js';

/** @param rope differences up to it are as good as none */
export function effectOf(
  a: RankEntry,
  b: RankEntry,
  by: Pick<Metric, 'id' | 'direction'>,
  rope: number,
): CompareExplainDocument['effect'] {
  const change = metricChanges(a, b).find(({ name }) => name === by.id);
  const [[first], [second]] = [a, b].map((entry) => candidates([entry], 'version'));
  const isPaired = foldsOf(a, b) === 'same' && by.id in first.metrics && by.id in second.metrics;
  const [better, worse] = by.direction === 'max' ? [second, first] : [first, second];
  const gains = isPaired ? pairedDifferences(better, worse, by.id) : null;
  return {
    a: change?.a ?? null,
    b: change?.b ?? null,
    difference: change?.difference ?? null,
    ci95: change?.ci95 ?? null,
    p: change?.p ?? null,
    folds_won: gains && tally(gains.values),
    rope,
    probability: gains && bayesianCorrelatedT(gains, rope),
  };
}
