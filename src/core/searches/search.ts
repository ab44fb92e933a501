/** The contract of hyper-parameter searches: ask and tell, in batches whose size does not depend on `-j`. */
import type { Params, Space } from '../params.js';
import type { Registered } from '../registry.js';
import type { Rng } from '../rng.js';

export type SearchSpace = Readonly<Record<string, Space>>;

export interface FinishedTrial {
  readonly number: number;
  readonly params: Params;
  /** The ranking metric, or null when it was undefined. */
  readonly value: number | null;
}

export interface Search extends Registered {
  /** Trials that are asked for before results are told. */
  readonly batch: number;
  /**
   * The parameters of a trial.
   * @param history finished trials, by number; complete up to the last full batch
   * @param rng the stream (seed, `search`, trial number)
   */
  ask(space: SearchSpace, trial: number, history: readonly FinishedTrial[], rng: Rng): Params;
}
