/** Every model that assay knows: one line each. */
import { Registry } from '../registry.js';
import { dummy } from './dummy.js';
import { logistic } from './logistic.js';
import type { Model } from './model.js';

export const models: Registry<Model> = new Registry<Model>('model', [dummy, logistic]);
