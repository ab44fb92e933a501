/** Every transform that assay knows: one line each. */
import { Registry } from '../registry.js';
import type { Transform } from './transform.js';

export const transforms: Registry<Transform> = new Registry<Transform>('transform', []);
