/** Every metric that assay knows: one line each. */
import { Registry } from '../registry.js';
import type { Metric } from './metric.js';

export const metrics: Registry<Metric> = new Registry<Metric>('metric', []);
