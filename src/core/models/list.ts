/** Every model that assay knows: one line each. */
import { Registry } from '../registry.js';
import { forest } from './forest.js';
import type { Model } from './model.js';
import { tree } from './tree.js';

export const models: Registry<Model> = new Registry<Model>('model', [tree, forest]);
