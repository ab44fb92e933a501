/** Every sampler that assay knows: one line each. */
import { Registry } from '../registry.js';
import { borderlineSmote } from './borderline-smote.js';
import { none } from './none.js';
import { randomOver } from './random-over.js';
import { randomUnder } from './random-under.js';
import type { Sampler } from './sampler.js';
import { smote } from './smote.js';
import { tomekLinks } from './tomek-links.js';

export const samplers: Registry<Sampler> = new Registry<Sampler>('sampler', [
  none,
  randomOver,
  smote,
  borderlineSmote,
  randomUnder,
  tomekLinks,
]);
