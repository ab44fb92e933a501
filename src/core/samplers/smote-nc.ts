/**
 * SMOTE-NC: SMOTE on numbers and categories (Chawla et al. 2002, JAIR 16:321-357, section 6.1). `smote` takes categories
 * in the same way, so the two make the same rows; this is the name by which the paper and imbalanced-learn have it.
 */
import type { Sampler } from './sampler.js';
import { smote, smoteAs } from './smote.js';

export const smoteNc: Sampler = {
  id: 'smote-nc',
  kind: 'over',
  summary: 'smote by its name for tables with categories, which vote; the same rows as smote makes',
  params: smote.params,
  sameAs: smote.id,
  sample: smoteAs('smote-nc'),
};
