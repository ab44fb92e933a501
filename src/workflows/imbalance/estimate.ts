/** How long a bake-off will take, by first fits of each model that is to run. */

import { fitsInside } from '../../core/inner-choices.js';
import { INNER_FOLDS } from '../../core/inner-folds.js';
import { samplers } from '../../core/samplers/list.js';
import type { AbleContender } from './contenders.js';

/** Rows that are fitted on, against those that train, by a sampler that leaves all classes alike; 1 by one that cleans. */
function rowsAfter({ contestant, prepared }: AbleContender): number {
  const { kind } = samplers.get(contestant.sampler);
  if (kind === 'none' || kind === 'clean') return 1;
  const { y, task } = prepared.loaded.problem;
  const counts = task.classes.map(() => 0);
  for (const label of y) counts[label]++;
  const each = kind === 'under' ? Math.min(...counts) : Math.max(...counts);
  return (each * counts.length) / y.length;
}

/** Fits of all training rows that a fold of it is worth. */
const fitsOf = (contender: AbleContender): number =>
  rowsAfter(contender) * (fitsInside(contender.prepared.spec) ? INNER_FOLDS + 1 : 1);

export interface FirstFold {
  readonly contender: AbleContender;
  /** Of threads. */
  readonly seconds: number;
}

/** A first fit that is shorter says little of the next ones: what it ran had still to be loaded and compiled. */
const COLD_SECONDS = 2;

export const isCold = ({ contender, seconds }: FirstFold): boolean =>
  seconds / fitsOf(contender) < COLD_SECONDS;

/**
 * Seconds of threads for all folds of the contenders: each fit as long as the shortest that is known of its model, by its
 * rows. What samplers themselves take is not in it.
 * @param first one or more of each model among the contenders
 */
export function estimateSeconds(contenders: readonly AbleContender[], first: readonly FirstFold[]): number {
  const secondsOf = new Map<string, number>();
  for (const { contender, seconds } of first) {
    const { model } = contender.contestant;
    const least = secondsOf.get(model) ?? Number.POSITIVE_INFINITY;
    secondsOf.set(model, Math.min(least, seconds / fitsOf(contender)));
  }
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
