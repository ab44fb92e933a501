/**
 * SMOTE, then Tomek links: both rows of each are left out. Batista, Bazzan & Monard 2003, "Balancing Training Data for Automated
 * Annotation of Keywords: a Case Study", WOB 2003, 10-18; as imbalanced-learn has it.
 */
import { sampleInTurn } from './chain.js';
import type { Sampler } from './sampler.js';
import { smote } from './smote.js';
import { tomekLinks } from './tomek-links.js';

export const smoteTomek: Sampler = {
  id: 'smote-tomek',
  kind: 'both',
  summary: 'smote, then both rows of each Tomek link are left out',
  params: smote.params,
  sample: (input) =>
    sampleInTurn(input, [
      { sampler: smote, params: input.params },
      { sampler: tomekLinks, params: { ...input.params, sampling_strategy: 'all' } },
    ]),
};
