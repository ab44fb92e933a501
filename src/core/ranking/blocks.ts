/**
 * Which versions may be ranked together: same data, rows, target, positive class and protocol. Leaky ones and those chosen
 * on the folds they are scored on are set apart whatever they share.
 */
import { metrics } from '../metrics/list.js';
import type { RankEntry } from './entry.js';
import { asDealt, protocolOfSplitter } from './given-folds.js';
import { UNFOLDED } from './outside.js';

/** How rows were dealt: a random split is not ranked with one by group or in time, nor a hold-out with folds. */
function protocolOf({ step, results }: RankEntry): string {
  const protocol = protocolOfSplitter(results.split.splitter);
  return step === 'train' || protocol === 'hold-out' ? `hold-out ${protocol}` : protocol;
}

/** `stratified, 5 folds × 3`. */
export function protocolText({ step, results }: RankEntry): string {
  if (step === 'score' && results.split.splitter === UNFOLDED) return 'predictions without folds';
  const { splitter, folds, repeats, test_size: share } = results.split;
  if (step === 'train' || splitter === 'hold-out') {
    return share === undefined ? 'hold-out' : `${Number((share * 100).toFixed(1))} % hold-out`;
  }
  return `${splitter}, ${folds} folds${repeats > 1 ? ` × ${repeats}` : ''}`;
}

/** The column that metrics are weighted by: only `score` does so, elsewhere weights are of fits alone. */
const metricWeights = ({ step, results }: RankEntry): string | null =>
  step === 'score' ? (results.weights ?? null) : null;

const isOptimistic = ({ results }: RankEntry) => 'optimistic' in results;

/** What must be equal, and what to say when it is not. */
interface Trait {
  readonly of: (entry: RankEntry) => string;
  readonly why: (entry: RankEntry) => string;
  /** Where it differs, a metric of one name is another quantity: not even a difference means anything. */
  readonly isOfMetrics?: true;
}

/** The first difference is named. */
const TRAITS: readonly Trait[] = [
  { of: ({ results }) => String(results.leaky === true), why: () => 'leaky: sampled before the split' },
  { of: (entry) => String(isOptimistic(entry)), why: () => 'chosen on the folds it is scored on' },
  {
    of: ({ dataSha256 }) => dataSha256,
    why: ({ dataSha256 }) => `other data (sha256 ${dataSha256.slice(0, 6)})`,
  },
  {
    of: ({ results }) => results.target,
    why: ({ results }) => `another target: ${results.target}`,
    isOfMetrics: true,
  },
  {
    of: ({ results }) => results.task,
    why: ({ results }) => `another task: ${results.task}`,
    isOfMetrics: true,
  },
  {
    of: ({ results }) => String(results.positive),
    why: ({ results }) => `another positive class: ${results.positive}`,
    isOfMetrics: true,
  },
  {
    of: ({ results }) => results.rows_sha256,
    why: ({ results }) => `other rows of the data: ${results.rows}`,
  },
  { of: protocolOf, why: (entry) => `another protocol (${protocolText(entry)})` },
  {
    of: (entry) => metricWeights(entry) ?? '',
    why: (entry) => {
      const weights = metricWeights(entry);
      return weights === null ? 'unweighted metrics' : `weighted metrics (--weights ${weights})`;
    },
    isOfMetrics: true,
  },
];

/** Costs are of one scale only where they are the same. */
const COSTS: Trait = {
  of: ({ results }) => JSON.stringify('cost' in results ? results.cost : null),
  why: () => 'other costs (--cost)',
  isOfMetrics: true,
};

const isOfCosts = (key: string): boolean => metrics.has(key) && metrics.get(key).needs === 'answer';

/** How a metric's value came of its folds, where that is not their mean. */
function wholeEstimate({ results }: RankEntry, id: string): string | null {
  const estimate = results.metrics[id]?.estimate;
  return estimate === '.632+' || estimate === 'pooled' ? estimate : null;
}

/** Given folds make a mean even where the splitter that dealt them makes another estimate: not one quantity. */
function estimatesOf(keys: readonly string[]): Trait {
  const ids = keys.filter((key) => metrics.has(key)).map((key) => metrics.get(key).id);
  return {
    of: (entry) => JSON.stringify(ids.map((id) => wholeEstimate(entry, id))),
    why: (entry) => {
      const id = ids.find((one) => wholeEstimate(entry, one) !== null);
      if (id !== undefined) return `another estimate: ${id} is ${wholeEstimate(entry, id)}`;
      return `another estimate: ${ids.join(', ')} by the mean over folds`;
    },
    isOfMetrics: true,
  };
}

/** @param keys metrics and measures, as typed */
const traitsFor = (keys: readonly string[]): readonly Trait[] => [
  ...TRAITS,
  estimatesOf(keys),
  ...(keys.some(isOfCosts) ? [COSTS] : []),
];

/**
 * Why two versions are not ranked together, in words about the second; empty when they may be.
 * @param by the metric that ranks, as typed
 */
export function whyApart(a: RankEntry, b: RankEntry, by: string): string {
  const [first, second] = asDealt([a, b]);
  for (const entry of [first, second]) {
    const own = TRAITS.slice(0, 2).find(({ of }) => of(entry) === 'true');
    if (own) return own.why(entry);
  }
  return (
    traitsFor([by])
      .find(({ of }) => of(first) !== of(second))
      ?.why(second) ?? ''
  );
}

/** Is the metric the same quantity in both: of one target, positive class, weights and, for costs, of the same costs? */
export const isSameQuantity = (first: RankEntry, second: RankEntry, by: string): boolean =>
  traitsFor([by])
    .filter(({ isOfMetrics }) => isOfMetrics)
    .every(({ of }) => of(first) === of(second));

export interface Block {
  /** Plain words; empty for the block that is ranked. */
  readonly why: string;
  readonly entries: readonly RankEntry[];
}

const newest = (entries: readonly RankEntry[]): string =>
  entries
    .map(({ started }) => started)
    .sort()
    .at(-1) ?? '';

const reasonAgainst = (traits: readonly Trait[], main: RankEntry | undefined, entry: RankEntry): string => {
  const [leaky, optimistic] = traits;
  if (leaky.of(entry) === 'true') return leaky.why(entry);
  if (optimistic.of(entry) === 'true') return optimistic.why(entry);
  const trait = main && traits.find(({ of }) => of(main) !== of(entry));
  return trait ? trait.why(entry) : '';
};

/**
 * The block that is ranked (most versions; tie: the newest; never leaky or optimistic ones, so perhaps empty) and the
 * others, each with why it stands apart.
 * @param keys what ranks and what orders the rows of a group, as typed
 */
export function partition(
  entries: readonly RankEntry[],
  keys: readonly string[],
): { main: Block; apart: Block[] } {
  const traits = traitsFor(keys);
  const keyOf = (entry: RankEntry) => JSON.stringify(traits.map((trait) => trait.of(entry)));
  const blocks = new Map<string, RankEntry[]>();
  for (const entry of asDealt(entries)) {
    const key = keyOf(entry);
    const block = blocks.get(key);
    if (block) block.push(entry);
    else blocks.set(key, [entry]);
  }
  const all = [...blocks.values()];
  const fair = all.filter(([first]) => first.results.leaky !== true && !isOptimistic(first));
  fair.sort((a, b) => b.length - a.length || (newest(a) < newest(b) ? 1 : -1));
  const main = fair[0] ?? [];
  const apart = all
    .filter((block) => block !== main)
    .map((block) => ({ why: reasonAgainst(traits, main[0], block[0]), entries: block }));
  return { main: { why: '', entries: main }, apart };
}
