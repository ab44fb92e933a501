/** The sampler that changes nothing: what the others are measured against. Any task. */
import { onlyKeep } from './keep-only.js';
import type { Sampler } from './sampler.js';

export const none: Sampler = {
  id: 'none',
  kind: 'none',
  summary: 'all training rows, as they are',
  params: {},
  sample: ({ table, rows }) => onlyKeep(table, Uint32Array.from(rows)),
};
