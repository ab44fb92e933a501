/** Every model that assay knows: one line each. */
import { Registry } from '../registry.js';
import type { Model } from './model.js';

export const models: Registry<Model> = new Registry<Model>('model', []);
