/** Every metric that assay knows, in the order in which tables show them. */
import { accuracy, balancedAccuracy, cohenKappa, geometricMean, matthewsCorrcoef } from './agreement.js';
import { classRates } from './class-rates.js';
import { MetricRegistry } from './metric-registry.js';
import { averagePrecision, rocAuc, rocAucOvo, rocAucOvr } from './ordering.js';
import { brier, ece, logLoss } from './probability.js';
import { regressionMetrics } from './regression.js';

export const metrics: MetricRegistry = new MetricRegistry([
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
]);
