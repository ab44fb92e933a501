/** Every metric that assay knows. */
import { Registry } from '../registry.js';
import { accuracy, balancedAccuracy, cohenKappa, geometricMean, matthewsCorrcoef } from './agreement.js';
import { classRates } from './class-rates.js';
import type { Metric } from './metric.js';
import { averagePrecision, rocAuc, rocAucOvo, rocAucOvr } from './ordering.js';
import { brier, ece, logLoss } from './probability.js';
import { regressionMetrics } from './regression.js';

/** Scores of rows that were trained on, each by the trees that did not draw it: of other rows than any ranking. */
const OUT_OF_BAG =
  'it scores training rows, and is shown and kept in results.json as oob_score; ranking and gates look at held-out rows: --by accuracy or r2';

/** In the order in which tables show them. */
export const metrics: Registry<Metric> = new Registry<Metric>(
  'metric',
  [
    ...classRates,
    rocAuc,
    rocAucOvr,
    rocAucOvo,
    averagePrecision,
    balancedAccuracy,
    accuracy,
    matthewsCorrcoef,
    cohenKappa,
    geometricMean,
    logLoss,
    brier,
    ece,
    ...regressionMetrics,
  ],
  { oob_score: OUT_OF_BAG, oob: OUT_OF_BAG, oob_error: OUT_OF_BAG },
);
