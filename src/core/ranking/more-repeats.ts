/**
 * What more repeats could do: the smallest `--repeats` at which the first group would break, if gap and spread stayed.
 * The corrected variance s^2 (1/J + n_test/n_train) has a floor, so some gaps no number of repeats can part.
 */
import type { CompareDocument } from '../schemas/compare.js';
import { ignoresSeed } from '../splitters/list.js';
import { mean, variance } from '../statistics/moments.js';
import { studentTSurvival } from '../statistics/student-t.js';
import { type Candidate, metricOf } from './candidate.js';
import { pairedDifferences } from './fold-tests.js';
import type { Grouped } from './groups.js';

const MAX_REPEATS = 50;

type MoreRepeats = NonNullable<CompareDocument['more_repeats']>;

/** Repeats at which the pair's test would give p below `level`; null when none up to 50 would, or no test is possible. */
function repeatsToPart(leader: Candidate, other: Candidate, by: string, level: number): number | null {
  const differences = pairedDifferences(leader, other, by);
  const s2 = differences && variance(differences.values);
  if (!differences || s2 === null || s2 === 0) return null;
  const { folds: nFolds, repeats: now } = leader.entries[0].results.split;
  const gap = Math.abs(mean(differences.values));
  for (let repeats = now + 1; repeats <= MAX_REPEATS; repeats++) {
    const nScores = repeats * nFolds;
    const t = gap / Math.sqrt(s2 * (1 / nScores + differences.testShare));
    if (2 * studentTSurvival(t, nScores - 1) < level) return repeats;
  }
  return null;
}

/** Can it be run again on more repeats? Not on folds that are dealt one way only, nor predictions of another tool. */
const isRepeatable = ({ entries: [{ step, results }] }: Candidate): boolean =>
  step !== 'score' && !ignoresSeed(results.split.splitter);

/**
 * The easiest place to part the first group; null when it has one row, or nothing in it can be tested and repeated.
 * @param level that the next pair of the board has to pass
 */
export function moreRepeats(rows: readonly Grouped[], by: string, level: number): MoreRepeats | null {
  const first = rows.filter(({ group }) => group === 1);
  const leader = first[0]?.candidate;
  const tested = first.filter(({ p, candidate }) => p !== null && isRepeatable(candidate));
  if (!leader || !isRepeatable(leader) || tested.length === 0) return null;
  const offers = tested.map(({ candidate }): MoreRepeats => {
    const gap = Math.abs((metricOf(leader, by) as number) - (metricOf(candidate, by) as number));
    const repeats = repeatsToPart(leader, candidate, by, level);
    return { leader: leader.entries[0].version, version: candidate.entries[0].version, gap, repeats };
  });
  const cost = ({ repeats }: MoreRepeats) => repeats ?? MAX_REPEATS + 1;
  return offers.reduce((best, offer) =>
    cost(offer) < cost(best) || (cost(offer) === cost(best) && offer.gap > best.gap) ? offer : best,
  );
}
