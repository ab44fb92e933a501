/** Every model that assay knows: one line each. */
import { Registry } from '../registry.js';
import { dummy } from './dummy.js';
import { forest } from './forest.js';
import { logistic } from './logistic.js';
import { mlCart } from './ml-cart.js';
import { mlRandomForest } from './ml-random-forest.js';
import { mlXgboost } from './ml-xgboost.js';
import type { Model } from './model.js';
import { tree } from './tree.js';

export const models: Registry<Model> = new Registry<Model>('model', [
  dummy,
  logistic,
  tree,
  forest,
  mlCart,
  mlRandomForest,
  mlXgboost,
]);
