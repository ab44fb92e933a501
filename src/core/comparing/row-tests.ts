/** The rows of a first group against its leader, by the rows of the data that both answered. */
import type { Metric } from '../metrics/metric.js';
import type { RowTests } from '../schemas/compare.js';
import { mcnemar } from './mcnemar.js';
import { aheadOnRows, type RowPair, tally } from './paired-rows.js';
import { bootstrapOf } from './row-changes.js';

/** A version, paired with the leader as `a`; null where their rows cannot be paired. */
export interface AgainstLeader {
  readonly version: string;
  readonly pair: RowPair | null;
}

type Tested = Pick<RowTests['rows'][number], 'difference' | 'p'>;

const UNTESTED: Tested = { difference: null, p: null };

function testOf(test: RowTests['test'], { pair }: AgainstLeader, by: Metric): Tested {
  if (pair === null) return UNTESTED;
  if (test === 'bootstrap') return bootstrapOf(by, pair, null) ?? UNTESTED;
  const ahead = tally(aheadOnRows(pair));
  return mcnemar(ahead.b, ahead.a);
}

/** @param correct adjusts the p-values given */
export function rowTests(
  test: RowTests['test'],
  leader: string,
  others: readonly AgainstLeader[],
  by: Metric,
  correct: (pValues: readonly number[]) => number[],
): RowTests {
  const tested = others.map((other) => ({ version: other.version, ...testOf(test, other, by) }));
  const known = tested.flatMap(({ p }, at) => (p === null ? [] : [{ p, at }]));
  const adjusted = correct(known.map(({ p }) => p));
  const pOf = new Map(known.map(({ at }, i) => [at, adjusted[i]]));
  return {
    test,
    leader,
    rows: tested.map(({ version, difference }, at) => ({ version, difference, p: pOf.get(at) ?? null })),
  };
}
