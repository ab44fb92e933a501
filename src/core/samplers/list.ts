/** Every sampler that assay knows: one line each. */
import { Registry } from '../registry.js';
import type { Sampler } from './sampler.js';

export const samplers: Registry<Sampler> = new Registry<Sampler>('sampler', []);
