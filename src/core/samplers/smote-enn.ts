/**
 * SMOTE, then edited nearest neighbours on all classes of what it left. Batista, Prati & Monard 2004, "A study of the behavior of
 * several methods for balancing machine learning training data", SIGKDD Explorations 6(1):20-29; as imbalanced-learn has it.
 */
import { sampleInTurn } from './chain.js';
import { editedNearestNeighbours } from './edited-nearest-neighbours.js';
import type { Sampler } from './sampler.js';
import { smote } from './smote.js';

const { n_neighbors, kind_sel } = editedNearestNeighbours.params;

export const smoteEnn: Sampler = {
  id: 'smote-enn',
  kind: 'both',
  summary: 'smote, then edited-nearest-neighbours on all classes',
  params: { ...smote.params, n_neighbors: { ...n_neighbors, aliases: [] }, kind_sel },
  sample: (input) =>
    sampleInTurn(input, [
      { sampler: smote, params: input.params },
      { sampler: editedNearestNeighbours, params: { ...input.params, sampling_strategy: 'all' } },
    ]),
};
