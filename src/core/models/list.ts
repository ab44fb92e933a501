/** Every model that assay knows: one line each, the simplest first (`compare --rule one-se` goes by it); then the libraries. */
import { Registry } from '../registry.js';
import { balancedForest } from './balanced-forest.js';
import { boost } from './boost.js';
import { dummy } from './dummy.js';
import { easyEnsemble } from './easy-ensemble.js';
import { extraTrees } from './extra-trees.js';
import { forest } from './forest.js';
import { knn } from './knn.js';
import { logistic } from './logistic.js';
import { mlCart } from './ml-cart.js';
import { mlRandomForest } from './ml-random-forest.js';
import { mlXgboost } from './ml-xgboost.js';
import type { Model } from './model.js';
import { naiveBayes } from './naive-bayes.js';
import { ridge } from './ridge.js';
import { rusBoost } from './rus-boost.js';
import { tree } from './tree.js';

export const models: Registry<Model> = new Registry<Model>('model', [
  dummy,
  naiveBayes,
  ridge,
  logistic,
  knn,
  tree,
  forest,
  extraTrees,
  balancedForest,
  rusBoost,
  easyEnsemble,
  boost,
  mlCart,
  mlRandomForest,
  mlXgboost,
]);
