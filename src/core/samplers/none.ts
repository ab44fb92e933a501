/** The sampler that changes nothing: what the others are measured against. Any task. */
import { onlyKeep } from './no-rows.js';
import type { Sampler } from './sampler.js';

export const none: Sampler = {
  id: 'none',
  summary: 'all training rows, as they are',
  params: {},
  sample: ({ table, rows }) => onlyKeep(table, Uint32Array.from(rows)),
};
