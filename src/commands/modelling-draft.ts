/** From what was typed to the options of a modelling step: ids resolved, parameters dealt; columns come with the data. */
import { existsSync } from 'node:fs';
import { dealParams } from '../core/assignments.js';
import { usageError } from '../core/errors.js';
import { models } from '../core/models/list.js';
import { samplers } from '../core/samplers/list.js';
import { planSearch } from '../core/searches/plan.js';
import { splitters } from '../core/splitters/list.js';
import type { DraftOptions } from '../workflows/modelling.js';
import { readSplits } from '../workflows/splits.js';
import type { Typed } from './command.js';
import { answersOf, columnsOf, commonOptions, targetOf } from './step-draft.js';
import { flag, list, number, numberOr, text } from './typed-values.js';

/** The one id that an option takes; null when absent. @throws AssayError exit 2 for a list */
function oneId(step: string, typed: Typed, name: 'model' | 'sampler'): string | null {
  const id = text(typed, name);
  if (!id?.includes(',')) return id;
  throw usageError(
    'ASSAY_ONE_ID',
    `--${name} takes one ${name}, got "${id}"`,
    `run assay ${step} once for each; assay compare ranks them`,
  );
}

/** @throws AssayError exit 2 when the file of --splits is not there: a shipped data set is no answer */
function splitsFileOf(typed: Typed): string | null {
  const file = text(typed, 'splits');
  if (file === null || existsSync(file)) return file;
  throw usageError(
    'ASSAY_NO_FILE',
    `--splits: no file "${file}"`,
    'assay cv … --save-splits FILE writes the folds of a run',
  );
}

/** @throws AssayError exit 2: unknown ids, parameters, values; a file of folds that is none */
export async function modellingDraft(step: 'cv' | 'train' | 'tune', typed: Typed): Promise<DraftOptions> {
  const model = models.get(oneId(step, typed, 'model') ?? 'forest');
  const sampler = samplers.get(oneId(step, typed, 'sampler') ?? 'none');
  const splitterId = text(typed, 'splitter');
  const splitter = splitterId === null ? null : splitters.get(splitterId);
  const owners = [
    { role: 'model', ...model } as const,
    { role: 'sampler', ...sampler } as const,
    ...(splitter ? [{ role: 'splitter', ...splitter } as const] : []),
  ];
  const dealt = dealParams(list(typed, 'param') ?? [], owners, step === 'tune');
  const splitsFile = splitsFileOf(typed);
  return {
    ...commonOptions(step, typed),
    modelling: {
      target: targetOf(typed),
      ...answersOf(typed),
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
          tune: planSearch(model, {
            search: text(typed, 'search') ?? 'random',
            trials: number(typed, 'trials'),
            ...dealt,
          }),
        }
      : {}),
  };
}
