/** How long a bake-off will take, by first fits of each model that is to run, and tries of its samplers. */

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

const timesFitted = ({ prepared }: AbleContender): number =>
  fitsInside(prepared.spec) ? INNER_FOLDS + 1 : 1;

/** Fits of all training rows that a fold of it is worth. */
const fitsOf = (contender: AbleContender): number => rowsAfter(contender) * timesFitted(contender);

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
 * rows, and before it what its sampler takes.
 * @param first one or more of each model among the contenders @param sampling seconds by sampler, where they are known
 */
export function estimateSeconds(
  contenders: readonly AbleContender[],
  first: readonly FirstFold[],
  sampling: ReadonlyMap<string, number>,
): number {
  const secondsOf = new Map<string, number>();
  for (const { contender, seconds } of first) {
    const { model } = contender.contestant;
    const least = secondsOf.get(model) ?? Number.POSITIVE_INFINITY;
    secondsOf.set(model, Math.min(least, seconds / fitsOf(contender)));
  }
  return contenders.reduce((sum, contender) => {
    const { contestant, prepared } = contender;
    const fit = (secondsOf.get(contestant.model) ?? 0) * fitsOf(contender);
    const sample = (sampling.get(contestant.sampler) ?? 0) * timesFitted(contender);
    return sum + (fit + sample) * prepared.folds.length;
  }, 0);
}

/** The first contender of each model. */
export function firstOfModels(contenders: readonly AbleContender[]): AbleContender[] {
  const seen = new Set<string>();
  return contenders.filter(({ contestant: { model } }) => !seen.has(model) && seen.add(model));
}
