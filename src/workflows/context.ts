/** What a use case is given from outside: the store, the workers, and someone to tell. No printing happens here. */
import type { Runner } from '../core/runner.js';
import type { Warning } from '../core/schemas/metric-value.js';
import type { ExperimentHints } from '../store/current-experiment.js';
import type { Store } from '../store/store.js';
import type { GivenRecipe } from './given-recipe.js';
import type { Memo } from './memo.js';

/** Long work reports to it. */
interface Meter {
  update(done: number, total: number, text?: string): void;
  stop(): void;
}

/** What is grown within the parts that a meter counts. */
export interface UnderWay {
  /** Trees or rounds of the parts in hand, or blocks of rows that look for neighbours. */
  readonly grown: number;
  readonly toGrow: number;
  readonly unit: string;
  /** How many whole parts it comes to. */
  readonly share: number;
}

export interface Listener {
  note(text: string): void;
  warn(warning: Warning): void;
  /** @param underWay asked whenever the meter is shown; null: nothing that is counted */
  meter(label: string, underWay?: () => UnderWay | null): Meter;
}

export interface Context {
  readonly store: Store;
  readonly runner: Runner;
  readonly listener: Listener;
  /** What the steps of one command share: the table, the problem, the folds. */
  readonly memo: Memo;
  /** Aborted by the first Ctrl-C: what is in hand is finished. */
  readonly signal: AbortSignal;
  /** Aborted when everything is to stop at once. The runner has heard of it too. */
  readonly stop: AbortSignal;
  /** A version is being written. @param inHand what the first Ctrl-C lets finish @returns to be called when it is closed */
  hold(inHand: string): () => void;
  /** argv after `assay`, for the manifest. */
  readonly command: readonly string[];
  /** What the data set `-` reads; absent when nothing is piped in. */
  readonly stdin?: AsyncIterable<Uint8Array>;
  /** The folder the person stands in: relative paths start here. */
  readonly cwd: string;
  /** Where the experiment's name may come from, besides the data. */
  readonly experiment: ExperimentHints;
  /** `--tag` and `--note`: what a recorded version is labelled with. */
  readonly labels?: { readonly tags: readonly string[]; readonly note?: string };
  /** `--recipe`: where the sampler and its parameters were taken from. */
  readonly recipe?: GivenRecipe;
  /** `--save-splits`: where the folds are to be kept as well; checked here, written by `saveSplits`. */
  readonly saveSplits?: { readonly path: string; readonly overwrite: boolean };
  /** `verify` of a version whose permutation test Ctrl-C ended: the test ends there again. */
  readonly mostPermutations?: number;
}

/**
 * What the fits of a model, or a sampler, are at.
 * @param work what it counts as it goes @param nFits that make a part of what the meter counts
 */
export const underWay =
  ({ runner }: Context, { grows }: { readonly grows?: string }, nFits = 1) =>
  (): UnderWay | null => {
    const { grown, toGrow, share } = runner.progress();
    return grows && toGrow > 1 ? { grown, toGrow, unit: grows, share: share / nFits } : null;
  };

/** Seconds since some start. */
export const now = () => performance.now() / 1000;
