/** How long a bake-off will take, by a first fit of each model that is to run. */

import { fitsInside } from '../../core/inner-choices.js';
import { INNER_FOLDS } from '../../core/inner-folds.js';
import type { AbleContender } from './contenders.js';

/** Fits that a fold of it takes. */
const fitsOf = ({ prepared }: AbleContender): number => (fitsInside(prepared.spec) ? INNER_FOLDS + 1 : 1);

export interface FirstFold {
  readonly contender: AbleContender;
  /** In its worker. */
  readonly seconds: number;
}

/**
 * Seconds of threads for all folds of the contenders: each fit as long as the first one of its model. What samplers take, or
 * spare, is not in it.
 * @param first one of each model among the contenders
 */
export function estimateSeconds(contenders: readonly AbleContender[], first: readonly FirstFold[]): number {
  const secondsOf = new Map(
    first.map(({ contender, seconds }) => [contender.contestant.model, seconds / fitsOf(contender)]),
  );
  return contenders.reduce((sum, contender) => {
    const { contestant, prepared } = contender;
    return sum + (secondsOf.get(contestant.model) ?? 0) * fitsOf(contender) * prepared.folds.length;
  }, 0);
}

/** The first contender of each model. */
export function firstOfModels(contenders: readonly AbleContender[]): AbleContender[] {
  const seen = new Set<string>();
  return contenders.filter(({ contestant: { model } }) => !seen.has(model) && seen.add(model));
}
