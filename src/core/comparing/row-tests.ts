/** The rows of a first group against its leader, by the rows of the data that both answered. */
import type { RowTests } from '../schemas/compare.js';
import { mcnemar } from './mcnemar.js';
import { aheadOnRows, type RowPair, tally } from './paired-rows.js';

/** A version less the leader; null where their rows cannot be paired, or the metric is undefined. */
export interface AgainstLeader {
  readonly version: string;
  readonly test: { readonly difference: number; readonly p: number } | null;
}

/** Of answers, in rows. @param pair the leader as `a` */
export function answersTest(pair: RowPair): AgainstLeader['test'] {
  const ahead = tally(aheadOnRows(pair));
  return mcnemar(ahead.b, ahead.a);
}

/** Adjusted p-values. @param correct adjusts those given */
export function correctedTests(
  tested: readonly AgainstLeader[],
  correct: (pValues: readonly number[]) => number[],
): RowTests['rows'] {
  const known = tested.flatMap(({ test }, at) => (test === null ? [] : [{ p: test.p, at }]));
  const adjusted = correct(known.map(({ p }) => p));
  const pOf = new Map(known.map(({ at }, i) => [at, adjusted[i]]));
  return tested.map(({ version, test }, at) => ({
    version,
    difference: test?.difference ?? null,
    p: pOf.get(at) ?? null,
  }));
}
