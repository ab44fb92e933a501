/** `compare --test mcnemar` or `bootstrap`: the first group against its leader, by out-of-fold rows. */
import { pairRows, type RowPair } from '../core/comparing/paired-rows.js';
import { type AgainstLeader, answersTest, correctedTests } from '../core/comparing/row-tests.js';
import { metrics } from '../core/metrics/list.js';
import { pairsAmong } from '../core/ranking/groups.js';
import { leaderOf } from '../core/ranking/leader.js';
import { CORRECT } from '../core/ranking/rank.js';
import type { CompareDocument, CompareRow, RowTests } from '../core/schemas/compare.js';
import type { Version } from '../store/version.js';
import type { Context } from './context.js';
import { readOutOfFold } from './out-of-fold.js';
import { bootstrapPair, groupsOf, isGrouped, pairedRows, type Why } from './paired-tests.js';

const MOST_ROW_TESTED = 10;
const SEED = 42;

interface Paired {
  readonly version: string;
  readonly pair: RowPair | null;
}

/** Every other row's first version, paired with the leader as `a`. */
function pairsOf(leader: CompareRow, others: readonly CompareRow[], versionOf: (id: string) => Version) {
  const answers = readOutOfFold(versionOf(leader.version));
  return others.map(({ version }): Paired => {
    const own = readOutOfFold(versionOf(version));
    return { version, pair: answers && own && pairRows(answers, own) };
  });
}

async function bootstrapped(
  pairs: readonly Paired[],
  by: string,
  groups: Int32Array | null,
  context: Context,
): Promise<AgainstLeader[]> {
  const tested: AgainstLeader[] = [];
  for (const { version, pair } of pairs) {
    const test = pair && (await bootstrapPair(metrics.get(by), pairedRows(pair, groups), SEED, context));
    tested.push({ version, test });
  }
  return tested;
}

/** All pairs have the rows of the leader. */
async function groupsOfPairs(
  pairs: readonly Paired[],
  versions: readonly Version[],
  context: Context,
): Promise<Int32Array | null | Why> {
  const known = pairs.find(({ pair }) => pair !== null)?.pair;
  return known ? groupsOf(versions, known.rowIds, context) : null;
}

function whyNone(first: readonly CompareRow[]): string | null {
  if (first.length < 2) return 'the first group has no second row';
  return first.length > MOST_ROW_TESTED
    ? `the first group has ${first.length} rows, and up to ${MOST_ROW_TESTED} are tested: choose versions`
    : null;
}

/**
 * The document with the tests of its first group; reads predictions.csv of those versions alone, of joined seeds that of
 * the first.
 */
export async function withRowTests(
  document: CompareDocument,
  versions: readonly Version[],
  test: RowTests['test'],
  context: Context,
): Promise<CompareDocument> {
  const first = document.rows.filter(({ group }) => group === 1);
  if (first.length === 0) return document;
  const leader = leaderOf(first, document);
  const told = (rows: RowTests['rows'], more: Partial<RowTests> = {}): CompareDocument => ({
    ...document,
    row_tests: { test, leader: leader.version, rows, by_group: false, ...more },
  });
  const none = whyNone(first);
  if (none !== null) return told([], { why: none });
  const versionOf = (id: string) => versions.find((one) => one.id === id) as Version;
  const others = first.filter((row) => row !== leader);
  const tied = first.map(({ version }) => versionOf(version));
  const pairs = pairsOf(leader, others, versionOf);
  const correct = (pValues: readonly number[]) =>
    CORRECT[document.tests.correction](pValues, pairsAmong(pValues.length));
  if (test === 'mcnemar') {
    const tested = pairs.map(({ version, pair }) => ({ version, test: pair && answersTest(pair) }));
    return told(correctedTests(tested, correct), tied.some(isGrouped) ? { ignores_groups: true } : {});
  }
  const groups = await groupsOfPairs(pairs, tied, context);
  if (groups !== null && 'why' in groups) return told([], { why: groups.why });
  const tested = await bootstrapped(pairs, document.by, groups, context);
  return told(correctedTests(tested, correct), { by_group: groups !== null });
}
