/** Every check that assay knows: one line each. */
import { Registry } from '../registry.js';
import type { Check } from './check.js';
import { classesMissing } from './classes-missing.js';
import { duplicatesAcrossFolds } from './duplicates-across-folds.js';
import { groupsAcrossFolds } from './groups-across-folds.js';
import { idLike } from './id-like.js';
import { targetCopy } from './target-copy.js';
import { targetSum } from './target-sum.js';
import { timeBackwards } from './time-backwards.js';
import { timeOrdered } from './time-ordered.js';

export const checks: Registry<Check> = new Registry<Check>('check', [
  targetCopy,
  targetSum,
  duplicatesAcrossFolds,
  groupsAcrossFolds,
  timeOrdered,
  timeBackwards,
  classesMissing,
  idLike,
]);
