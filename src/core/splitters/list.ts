/** Every splitter that assay knows: one line each. */
import { Registry } from '../registry.js';
import type { Splitter } from './splitter.js';

export const splitters: Registry<Splitter> = new Registry<Splitter>('splitter', []);
