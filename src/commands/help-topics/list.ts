/** Every help topic: one line each. */
import { Registry } from '../../core/registry.js';
import { alerts } from './alerts.js';
import { calibration } from './calibration.js';
import { configTopic } from './config.js';
import { conformal } from './conformal.js';
import { exitCodes } from './exit-codes.js';
import { intervals } from './intervals.js';
import { metrics } from './metrics.js';
import { modelFile } from './model-file.js';
import { models } from './models.js';
import { reproducibility } from './reproducibility.js';
import { samplers } from './samplers.js';
import { searches } from './searches.js';
import { selectors } from './selectors.js';
import { slices } from './slices.js';
import { splitters } from './splitters.js';
import { thresholds } from './thresholds.js';
import type { HelpTopic } from './topic.js';
import { verdict } from './verdict.js';

export const helpTopics: Registry<HelpTopic> = new Registry<HelpTopic>('help topic', [
  models,
  samplers,
  splitters,
  metrics,
  intervals,
  calibration,
  conformal,
  thresholds,
  verdict,
  slices,
  searches,
  selectors,
  alerts,
  configTopic,
  reproducibility,
  exitCodes,
  modelFile,
]);
