/** From what was typed to the options of a modelling step: ids resolved, parameters dealt; columns come with the data. */
import { dealParams } from '../core/assignments.js';
import { usageError } from '../core/errors.js';
import { models } from '../core/models/list.js';
import { samplers } from '../core/samplers/list.js';
import type { Reading } from '../core/schemas/options.js';
import { splitters } from '../core/splitters/list.js';
import type { DraftOptions } from '../workflows/modelling.js';
import { readSplits } from '../workflows/splits.js';
import type { Typed } from './command.js';
import { flag, list, number, numberOr, switched, text } from './typed-values.js';

export const readingOf = (typed: Typed): Reading => ({
  delimiter: text(typed, 'delimiter'),
  header: switched(typed, 'header'),
  na: [...(list(typed, 'na') ?? [])],
  types: [...(list(typed, 'types') ?? [])],
});

/** The options that only `resample` and the modelling steps have. */
export const columnsOf = (typed: Typed) => ({
  features: list(typed, 'features') && [...(list(typed, 'features') ?? [])],
  drop: [...(list(typed, 'drop') ?? [])],
  keep: [...(list(typed, 'keep') ?? [])],
});

/** @throws AssayError exit 2: `-t` is missing */
export function targetOf(typed: Typed): string {
  const target = text(typed, 'target');
  if (target !== null) return target;
  throw usageError(
    'ASSAY_NO_TARGET',
    'which column is predicted? -t/--target is missing',
    'name it: -t COL, or -t last',
  );
}

const taskOf = (typed: Typed) => text(typed, 'task') as 'binary' | 'multiclass' | 'regression' | null;

/** @throws AssayError exit 2: unknown ids, parameters, values; a file of folds that is none */
export async function modellingDraft(step: 'cv' | 'train' | 'tune', typed: Typed): Promise<DraftOptions> {
  const model = models.get(text(typed, 'model') ?? 'forest');
  const sampler = samplers.get(text(typed, 'sampler') ?? 'none');
  const splitterId = text(typed, 'splitter');
  const splitter = splitterId === null ? null : splitters.get(splitterId);
  const owners = [
    { role: 'model', ...model } as const,
    { role: 'sampler', ...sampler } as const,
    ...(splitter ? [{ role: 'splitter', ...splitter } as const] : []),
  ];
  const dealt = dealParams(list(typed, 'param') ?? [], owners, step === 'tune');
  const splitsFile = text(typed, 'splits');
  return {
    schema: 'assay/options/1',
    step,
    data: typed.args[0],
    reading: readingOf(typed),
    seed: numberOr(typed, 'seed', 42),
    modelling: {
      target: targetOf(typed),
      positive: text(typed, 'positive'),
      task: taskOf(typed),
      model: model.id,
      params: dealt.params.model,
      sampler: sampler.id,
      sampler_params: dealt.params.sampler,
      class_weight: text(typed, 'class-weight') as 'balanced' | null,
      threshold: numberOr(typed, 'threshold', 0.5),
      ...columnsOf(typed),
      groups: text(typed, 'groups'),
      time: text(typed, 'time'),
      splitter: splitter?.id ?? null,
      splitter_params: dealt.params.splitter,
      folds: numberOr(typed, 'folds', 5),
      repeats: numberOr(typed, 'repeats', 1),
      test_size: number(typed, 'test-size'),
      split_seed: numberOr(typed, 'split-seed', 42),
      splits: splitsFile === null ? null : await readSplits(splitsFile),
      metrics: [...(list(typed, 'metrics') ?? [])],
      by: text(typed, 'by'),
      allow_leaky: flag(typed, 'allow-leaky'),
    },
    ...(step === 'tune'
      ? {
          tune: {
            search: text(typed, 'search') ?? 'random',
            trials: numberOr(typed, 'trials', 30),
            space: dealt.space,
            fixed: [...dealt.fixed],
          },
        }
      : {}),
  };
}
