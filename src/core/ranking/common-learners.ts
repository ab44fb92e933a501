/** What data sets have in common: their learners, and the data sets that have too few of them. */
import type { CompareAcrossDocument } from '../schemas/compare-across.js';
import type { Candidate } from './candidate.js';
import type { RankEntry } from './entry.js';

export type LeftOut = CompareAcrossDocument['left_out'];

export interface DataSet {
  readonly name: string;
  readonly first: RankEntry;
  /** By learner; of several versions of a learner the newest. */
  readonly byLearner: ReadonlyMap<string, Candidate>;
}

/** With fewer there is nothing to rank. */
export const FEWEST = 2;

const learnersOf = (sets: readonly DataSet[]): Map<string, Candidate> =>
  new Map(sets.flatMap(({ byLearner }) => [...byLearner]));

const inAll = (sets: readonly DataSet[]): string[] =>
  [...learnersOf(sets).keys()].filter((key) => sets.every(({ byLearner }) => byLearner.has(key)));

/** The set without which the others have most in common; of several the one with fewest learners, then the last. */
function strangerAmong(sets: readonly DataSet[]): DataSet {
  const nShared = (without: DataSet) => inAll(sets.filter((set) => set !== without)).length;
  return sets.reduce((stranger, set) => {
    const gain = nShared(set) - nShared(stranger);
    return gain > 0 || (gain === 0 && set.byLearner.size <= stranger.byLearner.size) ? set : stranger;
  });
}

/** The sets that have two learners in common, as many as there are; all of them where no two have. */
function sharingSets(sets: readonly DataSet[]): readonly DataSet[] {
  let kept = sets;
  while (kept.length > FEWEST && inAll(kept).length < FEWEST) {
    const stranger = strangerAmong(kept);
    kept = kept.filter((set) => set !== stranger);
  }
  return inAll(kept).length < FEWEST ? sets : kept;
}

/**
 * The data sets that are ranked and the learners that each of them has. A set that leaves fewer than two learners in
 * common is left out, and of the others each learner that one of them lacks.
 * @param leftOut OUT what is left out, and why
 */
export function inCommon(
  all: readonly DataSet[],
  nameOf: (learner: Candidate) => string,
  leftOut: LeftOut,
): { sets: readonly DataSet[]; keys: readonly string[] } {
  const sets = sharingSets(all);
  for (const { name } of all.filter((set) => !sets.includes(set))) {
    leftOut.push({ what: name, why: 'too few learners in common with the other data sets' });
  }
  const keys = [...learnersOf(sets)].flatMap(([key, learner]) => {
    const without = sets.filter(({ byLearner }) => !byLearner.has(key)).map(({ name }) => name);
    if (without.length === 0) return [key];
    leftOut.push({ what: nameOf(learner), why: `no version on ${without.join(', ')}` });
    return [];
  });
  return { sets, keys };
}
