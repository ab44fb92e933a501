/** A learner: what is the same about versions of several data sets. Its options, not its columns, folds or seed. */
import type { Candidate } from './candidate.js';
import { differences, varyingKeys } from './differences.js';

/** The usual cut is none: of several classes and of numbers there is no other. */
const USUAL_CUT = 0.5;

/** Equal for candidates that ran the same model with the same parameters, or the same search for them, in the same way. */
export function learnerKey({ entries }: Candidate): string {
  const [{ results }] = entries;
  const { model, params, sampler, sampler_params: samplerParams } = results;
  const { class_weight: classWeight, calibrate = null, threshold, inner } = results;
  const cut = threshold === USUAL_CUT ? null : threshold;
  const search = inner && [inner.search, inner.space, inner.trials, inner.folds];
  // Split conformal prediction fits on fewer rows.
  const isParted = results.conformal?.method === 'split';
  const fit = [model, params, sampler, samplerParams, classWeight, calibrate, cut];
  return JSON.stringify([...fit, results.weights !== undefined, search ?? null, isParted]);
}

const NAMED: ReadonlySet<string> = new Set([
  'sampler',
  'class_weight',
  'weights',
  'calibrate',
  'threshold',
  'search',
  'trials',
  'inner_folds',
]);

const isOfLearner = (key: string): boolean => NAMED.has(key) || /^((sampler_)?params|space)\./.test(key);

/** `forest max_depth=3`, by what varies over all candidates. */
export function learnerNames(candidates: readonly Candidate[]): (candidate: Candidate) => string {
  const varying = varyingKeys(candidates.map(({ entries }) => entries[0])).filter(isOfLearner);
  return ({ entries: [first] }) => {
    const differs = Object.entries(differences(first, varying)).map(([name, value]) => `${name}=${value}`);
    return [first.results.model, ...differs].join(' ');
  };
}
