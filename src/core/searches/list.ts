/** Every search that assay knows: one line each. */
import { Registry } from '../registry.js';
import { grid } from './grid.js';
import { random } from './random.js';
import type { Search } from './search.js';

export const searches: Registry<Search> = new Registry<Search>('search', [random, grid]);
