/** Every sampler that assay knows: one line each. */
import { adasyn } from './adasyn.js';
import { allKnn } from './all-knn.js';
import { borderlineSmote } from './borderline-smote.js';
import { clusterCentroids } from './cluster-centroids.js';
import { condensedNearestNeighbour } from './condensed-nearest-neighbour.js';
import { editedNearestNeighbours } from './edited-nearest-neighbours.js';
import { instanceHardnessThreshold } from './instance-hardness-threshold.js';
import { kmeansSmote } from './kmeans-smote.js';
import { nearMiss } from './near-miss.js';
import { neighbourhoodCleaningRule } from './neighbourhood-cleaning-rule.js';
import { none } from './none.js';
import { oneSidedSelection } from './one-sided-selection.js';
import { randomOver } from './random-over.js';
import { randomUnder } from './random-under.js';
import { repeatedEnn } from './repeated-enn.js';
import { safeLevelSmote } from './safe-level-smote.js';
import { SamplerRegistry } from './sampler-registry.js';
import { smote } from './smote.js';
import { smoteEnn } from './smote-enn.js';
import { smoteN } from './smote-n.js';
import { smoteNc } from './smote-nc.js';
import { smoteTomek } from './smote-tomek.js';
import { svmSmote } from './svm-smote.js';
import { tomekLinks } from './tomek-links.js';

export const samplers: SamplerRegistry = new SamplerRegistry([
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
  nearMiss,
  instanceHardnessThreshold,
  clusterCentroids,
  tomekLinks,
  editedNearestNeighbours,
  repeatedEnn,
  allKnn,
  condensedNearestNeighbour,
  oneSidedSelection,
  neighbourhoodCleaningRule,
  smoteEnn,
  smoteTomek,
]);
