/** Every metric that assay knows, in the order in which tables show them. */
import { Registry } from '../registry.js';
import { accuracy, balancedAccuracy, cohenKappa, geometricMean, matthewsCorrcoef } from './agreement.js';
import { classRates } from './class-rates.js';
import type { Metric } from './metric.js';
import { averagePrecision, rocAuc, rocAucOvo, rocAucOvr } from './ordering.js';
import { brier, ece, logLoss } from './probability.js';
import { regressionMetrics } from './regression.js';

export const metrics: Registry<Metric> = new Registry<Metric>('metric', [
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
