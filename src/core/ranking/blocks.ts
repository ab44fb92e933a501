/**
 * Which versions may be ranked together: same data, rows, target, positive class and protocol. Leaky ones and those chosen
 * on the folds they are scored on are set apart whatever they share.
 */
import { splitters } from '../splitters/list.js';
import type { RankEntry } from './entry.js';
import { UNFOLDED } from './outside.js';

/** How rows were dealt: a random split is not ranked with one by group or in time, nor a hold-out with folds. */
function protocolOf({ step, results }: RankEntry): string {
  const { splitter } = results.split;
  const protocol = splitters.has(splitter) ? splitters.get(splitter).protocol : splitter;
  const dealt = protocol === 'given' ? 'random' : protocol;
  return step === 'train' || protocol === 'hold-out' ? `hold-out ${dealt}` : dealt;
}

function protocolText({ step, results }: RankEntry): string {
  if (step === 'score' && results.split.splitter === UNFOLDED) return 'predictions without folds';
  const { splitter, folds, repeats, test_size: share } = results.split;
  if (step === 'train' || splitter === 'hold-out') {
    return share === undefined ? 'hold-out' : `${Number((share * 100).toFixed(1))} % hold-out`;
  }
  return `${splitter}, ${folds} folds${repeats > 1 ? ` × ${repeats}` : ''}`;
}

const isOptimistic = ({ results }: RankEntry) => 'optimistic' in results;

/** What must be equal, and what to say when it is not. */
interface Trait {
  readonly of: (entry: RankEntry) => string;
  readonly why: (entry: RankEntry) => string;
}

/** The first difference is named. */
const TRAITS: readonly Trait[] = [
  { of: ({ results }) => String(results.leaky === true), why: () => 'leaky: sampled before the split' },
  { of: (entry) => String(isOptimistic(entry)), why: () => 'chosen on the folds it is scored on' },
  {
    of: ({ dataSha256 }) => dataSha256,
    why: ({ dataSha256 }) => `other data (sha256 ${dataSha256.slice(0, 6)})`,
  },
  { of: ({ results }) => results.target, why: ({ results }) => `another target: ${results.target}` },
  { of: ({ results }) => results.task, why: ({ results }) => `another task: ${results.task}` },
  {
    of: ({ results }) => String(results.positive),
    why: ({ results }) => `another positive class: ${results.positive}`,
  },
  {
    of: ({ results }) => results.rows_sha256,
    why: ({ results }) => `other rows of the data: ${results.rows}`,
  },
  { of: protocolOf, why: (entry) => `another protocol (${protocolText(entry)})` },
];

/** Costs are of one scale only where they are the same. */
const COSTS: Trait = {
  of: ({ results }) => JSON.stringify('cost' in results ? results.cost : null),
  why: () => 'other costs (--cost)',
};

const traitsFor = (by: string | null): readonly Trait[] => (by === 'cost' ? [...TRAITS, COSTS] : TRAITS);

/** Why two versions are not ranked together, in words about the second; empty when they may be. */
export function whyApart(first: RankEntry, second: RankEntry): string {
  for (const entry of [first, second]) {
    const own = TRAITS.slice(0, 2).find(({ of }) => of(entry) === 'true');
    if (own) return own.why(entry);
  }
  return TRAITS.find(({ of }) => of(first) !== of(second))?.why(second) ?? '';
}

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
 * @param by the metric that ranks, as typed
 */
export function partition(entries: readonly RankEntry[], by: string | null): { main: Block; apart: Block[] } {
  const traits = traitsFor(by);
  const keyOf = (entry: RankEntry) => JSON.stringify(traits.map((trait) => trait.of(entry)));
  const blocks = new Map<string, RankEntry[]>();
  for (const entry of entries) {
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
