/** Predictions that another tool made, as ranking wants them: beside models that assay fitted on the same rows. */
import type { CvResults } from '../schemas/evaluation.js';
import type { ScoreResults } from '../schemas/score.js';
import type { RankEntry } from './entry.js';

/** The splitter, so to say, of predictions that name no folds: nothing else is dealt so. */
export const UNFOLDED = 'no folds';

/** What ranking reads of results, of a `score` version: the model goes by its name, and nothing is known of it. */
export function asEvaluation(results: ScoreResults): CvResults {
  const { name, split, confusion, ...shared } = results;
  return {
    ...shared,
    schema: 'assay/results-cv/1',
    step: 'cv',
    features: [],
    left_out: [],
    model: name,
    params: {},
    sampler: 'none',
    sampler_params: {},
    class_weight: null,
    sampled: [],
    split: {
      splitter: split === null ? UNFOLDED : 'given',
      folds: split?.folds ?? 1,
      repeats: split?.repeats ?? 1,
      seed: 0,
      sha256: split?.sha256 ?? results.rows_sha256,
    },
    confusion: confusion?.map((row) => row.map(Math.round)) ?? null,
  };
}

/**
 * A score of rows that versions of assay have too is of their data and target, whatever its own file is called: rows and
 * truths are equal by their hash.
 */
export function amongKnownRows(entries: readonly RankEntry[]): RankEntry[] {
  const known = entries.filter(({ step }) => step !== 'score');
  return entries.map((entry) => {
    if (entry.step !== 'score') return entry;
    const same = known.filter(({ results }) => results.rows_sha256 === entry.results.rows_sha256);
    if (same.length === 0) return entry;
    const alike = same.find(({ results }) => results.split.sha256 === entry.results.split.sha256);
    const { dataSha256, results } = alike ?? same[0];
    return { ...entry, dataSha256, results: { ...entry.results, target: results.target } };
  });
}
