/** Every check that assay knows: one line each. */
import { Registry } from '../registry.js';
import type { Check } from './check.js';
import { targetCopy } from './target-copy.js';
import { targetSum } from './target-sum.js';

export const checks: Registry<Check> = new Registry<Check>('check', [targetCopy, targetSum]);
