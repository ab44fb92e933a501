/** Every sampler that assay knows: one line each. */
import { Registry } from '../registry.js';
import { adasyn } from './adasyn.js';
import { borderlineSmote } from './borderline-smote.js';
import { kmeansSmote } from './kmeans-smote.js';
import { none } from './none.js';
import { randomOver } from './random-over.js';
import { randomUnder } from './random-under.js';
import { safeLevelSmote } from './safe-level-smote.js';
import type { Sampler } from './sampler.js';
import { smote } from './smote.js';
import { smoteN } from './smote-n.js';
import { smoteNc } from './smote-nc.js';
import { svmSmote } from './svm-smote.js';
import { tomekLinks } from './tomek-links.js';

export const samplers: Registry<Sampler> = new Registry<Sampler>('sampler', [
  none,
  randomOver,
  smote,
  smoteNc,
  smoteN,
  borderlineSmote,
  safeLevelSmote,
  svmSmote,
  kmeansSmote,
  adasyn,
  randomUnder,
  tomekLinks,
]);
