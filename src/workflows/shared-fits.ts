/** Trials that differ only in how many rounds their model grows: one fit, the largest, stands for all of them. */

import { choosesInside } from '../core/inner-choices.js';
import type { Model } from '../core/models/model.js';
import type { PipelineSpec } from '../core/pipeline.js';

/** A trial that is to run. */
export interface PlannedTrial {
  readonly number: number;
  readonly spec: PipelineSpec;
}

/** Trials that one fit a fold is made for. */
export interface SharedFit {
  /** By rounds, ascending: the last one's spec is fitted. At least one. */
  readonly trials: readonly PlannedTrial[];
  /** Of the model, one a trial; null: one trial, fitted as it is. */
  readonly rounds: readonly number[] | null;
}

/** All that a fit depends on but its rounds. */
const otherParams = ({ spec }: PlannedTrial, stagedBy: string): string =>
  JSON.stringify({ ...spec.model.params, [stagedBy]: null });

function sharedFit(trials: readonly PlannedTrial[], stagedBy: string): SharedFit {
  if (trials.length === 1) return { trials, rounds: null };
  const roundsOf = ({ spec }: PlannedTrial) => Number(spec.model.params[stagedBy]);
  const sorted = [...trials].sort((a, b) => roundsOf(a) - roundsOf(b));
  return { trials: sorted, rounds: sorted.map(roundsOf) };
}

/** @returns the fits that the trials need, in order of their first trials */
export function shareFits(planned: readonly PlannedTrial[], model: Model): SharedFit[] {
  const { stagedBy } = model;
  // What is chosen for a stage is chosen by stages of other fits: each trial makes its own.
  const isShared = ({ spec }: PlannedTrial) =>
    !choosesInside(spec) && (model.isStaged?.(spec.model.params) ?? true);
  if (stagedBy === undefined || !planned.every(isShared))
    return planned.map((trial) => ({ trials: [trial], rounds: null }));
  const alike = new Map<string, PlannedTrial[]>();
  for (const trial of planned) {
    const key = otherParams(trial, stagedBy);
    alike.set(key, [...(alike.get(key) ?? []), trial]);
  }
  return [...alike.values()].map((trials) => sharedFit(trials, stagedBy));
}
