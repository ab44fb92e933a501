/** Every metric that assay knows, in the order in which tables show them. */
import {
  accuracy,
  balancedAccuracy,
  cohenKappa,
  cohenKappaWeighted,
  geometricMean,
  matthewsCorrcoef,
} from './agreement.js';
import { classRates } from './class-rates.js';
import { cost } from './cost.js';
import { devianceMetrics } from './deviance.js';
import { logErrors } from './log-error.js';
import { MetricRegistry } from './metric-registry.js';
import { averagePrecision, rocAuc, rocAucOvo, rocAucOvr } from './ordering.js';
import { pinballMetrics } from './pinball.js';
import { brier, d2Brier, d2LogLoss, ece, logLoss, topKAccuracy } from './probability.js';
import { regressionMetrics } from './regression.js';
import { topOfList } from './top-of-list.js';

/** Scores of rows that were trained on, each by the trees that did not draw it: of other rows than any ranking. */
const OUT_OF_BAG =
  'it scores training rows, and is shown and kept in results.json as oob_score; ranking and gates look at held-out rows: --by accuracy or r2';

const ITEMS = [
  ...classRates,
  rocAuc,
  rocAucOvr,
  rocAucOvo,
  averagePrecision,
  balancedAccuracy,
  accuracy,
  topKAccuracy,
  matthewsCorrcoef,
  cohenKappa,
  cohenKappaWeighted,
  geometricMean,
  cost,
  logLoss,
  brier,
  ece,
  d2LogLoss,
  d2Brier,
  ...topOfList,
  ...regressionMetrics,
  ...logErrors,
  ...pinballMetrics,
  ...devianceMetrics,
];

export const metrics: MetricRegistry = new MetricRegistry(ITEMS, {
  oob_score: OUT_OF_BAG,
  oob: OUT_OF_BAG,
  oob_error: OUT_OF_BAG,
});
