/** From what was typed to the options of a modelling step: ids resolved, parameters dealt; columns come with the data. */
import { existsSync } from 'node:fs';
import { type Dealt, dealParams } from '../core/assignments.js';
import { planCurve, TRAIN_SIZE, trainSizeSpec, withDefaultRange } from '../core/curves/axis.js';
import { usageError } from '../core/errors.js';
import { type DraftGate, parseGate } from '../core/gates.js';
import { models } from '../core/models/list.js';
import type { Model } from '../core/models/model.js';
import type { ParamSpecs } from '../core/params.js';
import { samplers } from '../core/samplers/list.js';
import { planSearch } from '../core/searches/plan.js';
import { splitters } from '../core/splitters/list.js';
import { normaliseId } from '../core/suggest.js';
import type { DraftOptions } from '../workflows/modelling.js';
import { readSplits } from '../workflows/splits.js';
import type { Typed } from './command.js';
import { answersOf, columnsOf, commonOptions, targetOf } from './step-draft.js';
import { combinationText, idsOf, sweepOf } from './sweep-of.js';
import { flag, list, number, numberOr, text } from './typed-values.js';

type DraftStep = 'cv' | 'train' | 'tune' | 'curve';

const DEFAULT = { model: 'forest', sampler: 'none' } as const;

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

/** What all combinations of a sweep have in common. */
interface Shared {
  /** Ids of every model and sampler that runs. */
  readonly owners: readonly string[];
  readonly splits: number[][] | null;
  readonly require: readonly DraftGate[];
}

/** The ID of `ID.NAME=VALUE`; undefined of `NAME=VALUE`. */
const ownerOf = (pair: string) => /^([^=]*)\.[^.=]*=/.exec(pair)?.[1].trim();

/** The parameters of one combination: those that name another model or sampler of the sweep are not its own. */
function ownParams(typed: Typed, own: readonly string[], { owners }: Shared): string[] {
  const has = (ids: readonly string[], id: string) =>
    ids.some((known) => normaliseId(known) === normaliseId(id));
  return (list(typed, 'param') ?? []).filter((pair) => {
    const owner = ownerOf(pair);
    return owner === undefined || has(own, owner) || !has(owners, owner);
  });
}

function weightOf(typed: Typed): DraftOptions['modelling']['class_weight'] {
  const given = text(typed, 'class-weight');
  return given === 'balanced' || given === 'balanced_subsample' ? given : null;
}

/** The parameters that `-p` may name of a model. */
const ownedBy = ({ params }: Model, step: DraftStep): ParamSpecs =>
  step === 'curve' ? { ...params, [TRAIN_SIZE]: trainSizeSpec } : params;

function curveOf(model: Model, dealt: Dealt, typed: Typed): NonNullable<DraftOptions['curve']> {
  const { param, values } = planCurve(model, dealt, number(typed, 'steps'));
  return { param, values: [...values] };
}

function modellingDraft(step: DraftStep, typed: Typed, shared: Shared): DraftOptions {
  const model = models.get(text(typed, 'model') ?? DEFAULT.model);
  const sampler = samplers.get(text(typed, 'sampler') ?? DEFAULT.sampler);
  const splitterId = text(typed, 'splitter');
  const weights = text(typed, 'weights');
  const cost = list(typed, 'cost');
  const splitter = splitterId === null ? null : splitters.get(splitterId);
  const owners = [
    { role: 'model', ...model, params: ownedBy(model, step) } as const,
    { role: 'sampler', ...sampler } as const,
    ...(splitter ? [{ role: 'splitter', ...splitter } as const] : []),
  ];
  const typedParams = ownParams(typed, [model.id, sampler.id], shared);
  const steps = step === 'curve' ? number(typed, 'steps') : null;
  const params =
    step === 'curve' ? typedParams.map((text) => withDefaultRange(model, text, steps)) : typedParams;
  const dealt = dealParams(params, owners, step === 'tune' || step === 'curve');
  const { [TRAIN_SIZE]: _share, ...modelParams } = dealt.params.model;
  return {
    ...commonOptions(step, typed),
    modelling: {
      target: targetOf(typed),
      ...answersOf(typed),
      model: model.id,
      params: modelParams,
      sampler: sampler.id,
      sampler_params: dealt.params.sampler,
      class_weight: weightOf(typed),
      threshold: numberOr(typed, 'threshold', 0.5),
      ...columnsOf(typed),
      groups: text(typed, 'groups'),
      time: text(typed, 'time'),
      ...(weights === null ? {} : { weights }),
      ...(cost === null ? {} : { cost: [...cost] }),
      splitter: splitter?.id ?? null,
      splitter_params: dealt.params.splitter,
      folds: numberOr(typed, 'folds', 5),
      repeats: numberOr(typed, 'repeats', 1),
      test_size: number(typed, 'test-size'),
      split_seed: numberOr(typed, 'split-seed', 42),
      splits: shared.splits,
      metrics: [...(list(typed, 'metrics') ?? [])],
      by: text(typed, 'by'),
      ...(shared.require.length > 0 ? { require: shared.require } : {}),
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
    ...(step === 'curve' ? { curve: curveOf(model, dealt, typed) } : {}),
  };
}

/** One of the configurations that a command line asks for. */
export interface Combination {
  readonly draft: DraftOptions;
  /** What it is among the others; empty when it is the only one. */
  readonly text: string;
}

/**
 * The options of every combination of what was typed, at least one.
 * @throws AssayError exit 2: unknown ids, parameters, values, gates; a file of folds that is none
 */
export async function modellingDrafts(step: DraftStep, typed: Typed): Promise<readonly Combination[]> {
  const splitsFile = splitsFileOf(typed);
  const shared: Shared = {
    owners: [
      ...idsOf(typed, 'model', DEFAULT.model).map((id) => models.get(id).id),
      ...idsOf(typed, 'sampler', DEFAULT.sampler).map((id) => samplers.get(id).id),
    ],
    splits: splitsFile === null ? null : await readSplits(splitsFile),
    require: (list(typed, 'require') ?? []).map(parseGate),
  };
  return sweepOf(typed).map((one) => ({
    draft: modellingDraft(step, one, shared),
    text: combinationText(typed, one),
  }));
}
