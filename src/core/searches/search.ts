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

/** What a search is asked: the parameters of one trial. */
export interface Question {
  readonly space: SearchSpace;
  /** Of the trial; 0-based. */
  readonly number: number;
  /** How many trials there will be; at most `size(space)`. */
  readonly trials: number;
  /** Finished trials, by number; complete up to the last full batch. */
  readonly history: readonly FinishedTrial[];
  /** The stream (seed, `search`, trial number). */
  readonly rng: Rng;
}

export interface Search extends Registered {
  /** Trials that are asked for before results are told. */
  readonly batch: number;
  /** How many when nobody says; `all`: every setting once. */
  readonly defaultTrials: number | 'all';
  /** How many different settings it can ask for; Infinity when a range has no end of them. */
  size(space: SearchSpace): number;
  /**
   * The parameters of a trial. When they were an earlier trial's it is asked again, its stream further on, so that what
   * it answers must in the end be new.
   */
  ask(question: Question): Params;
}
