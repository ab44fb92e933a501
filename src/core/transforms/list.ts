/** Every transform that assay knows: one line each. */
import { Registry } from '../registry.js';
import { impute } from './impute.js';
import { oneHot } from './one-hot.js';
import { standardise } from './standardise.js';
import type { Transform } from './transform.js';

export const transforms: Registry<Transform> = new Registry<Transform>('transform', [
  impute,
  oneHot,
  standardise,
]);
