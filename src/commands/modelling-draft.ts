/** From what was typed to the options of a modelling step: ids resolved, parameters dealt; columns come with the data. */
import { existsSync } from 'node:fs';
import { type Dealt, dealParams } from '../core/assignments.js';
import { calibrators } from '../core/calibrators/list.js';
import { conformalText, coverageLevels, DEFAULT_LEVELS } from '../core/conformal/conformal.js';
import { TRAIN_SIZE, trainSizeSpec, withDefaultRange } from '../core/curves/axis.js';
import { usageError } from '../core/errors.js';
import { type DraftGate, parseGate } from '../core/gates.js';
import { cutMetricId } from '../core/metrics/cut-metrics.js';
import { models } from '../core/models/list.js';
import type { Model } from '../core/models/model.js';
import type { ParamSpecs, Params } from '../core/params.js';
import { samplers } from '../core/samplers/list.js';
import type { Sampler } from '../core/samplers/sampler.js';
import { idsWithin } from '../core/samplers/sampler-registry.js';
import type { GivenSplits } from '../core/schemas/options.js';
import { splitterFor } from '../core/splitters/list.js';
import type { Splitter } from '../core/splitters/splitter.js';
import { normaliseId } from '../core/suggest.js';
import type { DraftOptions } from '../workflows/modelling.js';
import { readSplits } from '../workflows/read-splits.js';
import type { Typed } from './command.js';
import { checkLeakGapSamplers, leakGapOf } from './leak-gap-options.js';
import { checkNoSearch, curveOf, nestedOf, searchOf } from './search-draft.js';
import { answersOf, columnsOf, commonOptions, targetOf } from './step-draft.js';
import { combinationText, idsOf, sweepOf } from './sweep-of.js';
import { flag, list, number, numberOr, text } from './typed-values.js';

type DraftStep = 'cv' | 'train' | 'tune' | 'curve' | 'imbalance';

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
  /** Ids of every model and sampler that runs, and of those in chains. */
  readonly owners: readonly string[];
  readonly splits: GivenSplits | null;
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

/** A probability, or the id of a metric. @throws AssayError exit 2 for what is neither */
export function thresholdOf(typed: Typed): number | string {
  const given = text(typed, 'threshold') ?? '0.5';
  const cut = given.trim() === '' ? Number.NaN : Number(given);
  if (cut >= 0 && cut <= 1) return cut;
  if (Number.isNaN(cut)) return cutMetricId(given);
  throw usageError(
    'ASSAY_OPTION_VALUE',
    `--threshold takes a number from 0 to 1 or a metric, got "${given}"`,
    'the default is 0.5; --threshold f1 chooses it',
  );
}

/** @throws AssayError exit 2 for an unknown id */
function calibratorOf(typed: Typed): Pick<DraftOptions['modelling'], 'calibrate'> {
  const given = text(typed, 'calibrate') ?? 'none';
  return normaliseId(given) === 'none' ? {} : { calibrate: calibrators.get(given).id };
}

/** @throws AssayError exit 2 for an unknown method or level, and for levels of nothing */
function conformalOf(typed: Typed): Pick<DraftOptions['modelling'], 'conformal' | 'coverage'> {
  const given = text(typed, 'conformal') ?? 'none';
  if (normaliseId(given) !== 'none') {
    const levels = coverageLevels(list(typed, 'coverage') ?? DEFAULT_LEVELS.map(String));
    return { conformal: conformalText(given), coverage: levels };
  }
  if (!typed.given.has('coverage')) return {};
  throw usageError(
    'ASSAY_COVERAGE',
    '--coverage is of the intervals or sets of --conformal',
    'add --conformal split, or leave --coverage out',
  );
}

/** The parameters that `-p` may name of a model. */
const ownedBy = ({ params }: Model, step: DraftStep): ParamSpecs =>
  step === 'curve' ? { ...params, [TRAIN_SIZE]: trainSizeSpec } : params;

/** The splitter that `-p` may name: as typed, or implied by a role. */
function splitterOf(step: DraftStep, typed: Typed): Splitter | null {
  const id = text(typed, 'splitter');
  if (id !== null) return splitterFor(id);
  const role =
    step === 'train' ? null : text(typed, 'time') ? 'time' : text(typed, 'groups') ? 'group' : null;
  return role && splitterFor(role);
}

/** `--gap 7d` as the parameter that it is. @throws AssayError exit 2 for a splitter without a gap */
function gapParam(splitter: Splitter | null, gap: string | null): string[] {
  if (gap === null) return [];
  if (splitter && 'gap' in splitter.params) return [`${splitter.id}.gap=${gap}`];
  throw usageError(
    'ASSAY_GAP',
    '--gap stands between training rows and the later ones that are tested: it needs --time or --splitter time',
    'add --time COL, or leave --gap out',
  );
}

/** @throws AssayError exit 2 for -k where the data says how many folds there are */
function foldsOf({ given, origins, options }: Typed, splitter: Splitter | null, params: Params): number {
  if (splitter && !('folds' in splitter.params) && given.has('folds')) {
    const isOne = splitter.protocol === 'hold-out';
    throw usageError(
      'ASSAY_FOLDS_GIVEN',
      `--splitter ${splitter.id} has ${isOne ? 'one fold' : 'as many folds as the data says'}, not -k`,
      isOne ? 'leave -k out, or draw several: --splitter shuffle' : 'leave -k out',
    );
  }
  const isChosen = origins.get('folds')?.kind !== 'default';
  return Number((isChosen ? null : params.folds) ?? options.folds ?? 5);
}

/** The parts that `-p` may name. */
interface Parts {
  readonly model: Model;
  readonly sampler: Sampler;
  /** As typed, or implied by a role; null: by the task, once the data is read. */
  readonly splitter: Splitter | null;
}

/** What `-p` and its like say of each part. @param isSearched ranges are meant */
function dealtOf(
  step: DraftStep,
  { model, sampler, splitter }: Parts,
  isSearched: boolean,
  typed: Typed,
  shared: Shared,
): Dealt {
  const owners = [
    { role: 'model', ...model, params: ownedBy(model, step) } as const,
    { role: 'sampler', ...sampler, ...(step === 'imbalance' ? { listedIn: '--samplers' } : {}) } as const,
    ...(splitter ? [{ role: 'splitter', ...splitter } as const] : []),
  ];
  const own = [
    ...ownParams(typed, [model.id, ...idsWithin(sampler.id)], shared),
    ...gapParam(splitter, text(typed, 'gap')),
  ];
  if (step !== 'curve') return dealParams(own, owners, isSearched);
  const steps = number(typed, 'steps');
  return dealParams(
    own.map((pair) => withDefaultRange(model, pair, steps)),
    owners,
    true,
  );
}

/** What is fitted, and what is made of its answers. */
function fitOptions({ model, sampler }: Parts, { params }: Dealt, typed: Typed) {
  const { [TRAIN_SIZE]: _share, ...modelParams } = params.model;
  return {
    model: model.id,
    params: modelParams,
    sampler: sampler.id,
    sampler_params: params.sampler,
    ...leakGapOf(typed, sampler),
    class_weight: weightOf(typed),
    ...calibratorOf(typed),
    ...conformalOf(typed),
    threshold: thresholdOf(typed),
  };
}

/** Columns that are more than features, and amounts. */
function roleOptions(typed: Typed) {
  const weights = text(typed, 'weights');
  const cost = list(typed, 'cost');
  return {
    groups: text(typed, 'groups'),
    time: text(typed, 'time'),
    ...(weights === null ? {} : { weights }),
    ...(cost === null ? {} : { cost: [...cost] }),
  };
}

/** How rows are dealt. @param nOuter folds of --nested */
function splitOptions(
  { splitter }: Parts,
  { params }: Dealt,
  nOuter: number | undefined,
  typed: Typed,
  { splits }: Shared,
) {
  return {
    splitter: text(typed, 'splitter') === null ? null : (splitter?.id ?? null),
    splitter_params: params.splitter,
    folds: nOuter ?? foldsOf(typed, splitter, params.splitter),
    repeats: numberOr(typed, 'repeats', 1),
    test_size: number(typed, 'test-size'),
    split_seed: numberOr(typed, 'split-seed', 42),
    splits,
  };
}

/** What is measured. */
function measureOptions(typed: Typed, { require }: Shared) {
  const permutations = number(typed, 'permutations');
  const slices = list(typed, 'slices');
  return {
    ...(permutations === null ? {} : { permutations }),
    metrics: [...(list(typed, 'metrics') ?? [])],
    by: text(typed, 'by'),
    ...(slices === null ? {} : { slices: [...slices] }),
    ...(require.length > 0 ? { require } : {}),
  };
}

function modellingDraft(step: DraftStep, typed: Typed, shared: Shared): DraftOptions {
  const parts: Parts = {
    model: models.get(text(typed, 'model') ?? DEFAULT.model),
    sampler: samplers.get(text(typed, 'sampler') ?? DEFAULT.sampler),
    splitter: splitterOf(step, typed),
  };
  const nested = nestedOf(typed);
  if (step === 'cv' && nested === null) checkNoSearch(typed);
  const isSearch = step === 'tune' || nested !== null;
  const dealt = dealtOf(step, parts, isSearch, typed, shared);
  return {
    ...commonOptions(step, typed),
    modelling: {
      target: targetOf(typed),
      ...answersOf(typed),
      ...fitOptions(parts, dealt, typed),
      ...columnsOf(typed),
      ...roleOptions(typed),
      ...splitOptions(parts, dealt, nested?.outer, typed, shared),
      ...measureOptions(typed, shared),
      allow_leaky: flag(typed, 'allow-leaky'),
    },
    ...(isSearch ? { tune: searchOf(parts.model, dealt, nested, typed) } : {}),
    ...(step === 'curve' ? { curve: curveOf(parts.model, dealt, typed) } : {}),
  };
}

const DEALING = ['splitter', 'folds', 'repeats', 'test-size', 'gap'] as const;

/** @throws AssayError exit 2 for options that deal folds, beside folds that are given */
function checkNothingDealt(step: DraftStep, { given }: Typed): void {
  // The rows of a learning curve are drawn by --split-seed inside given folds too.
  const idle = step === 'curve' ? DEALING : [...DEALING, 'split-seed'];
  const name = idle.find((option) => given.has(option));
  if (name === undefined) return;
  throw usageError(
    'ASSAY_SPLITS_GIVEN',
    `--splits gives the folds, and --${name} would deal others`,
    `leave one of --splits and --${name} out`,
  );
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
  if (splitsFile !== null) checkNothingDealt(step, typed);
  const shared: Shared = {
    owners: [
      ...idsOf(typed, 'model', DEFAULT.model).map((id) => models.get(id).id),
      ...idsOf(typed, 'sampler', DEFAULT.sampler).flatMap((id) => idsWithin(samplers.get(id).id)),
    ],
    splits: splitsFile === null ? null : await readSplits(splitsFile),
    require: (list(typed, 'require') ?? []).map(parseGate),
  };
  checkLeakGapSamplers(typed, idsOf(typed, 'sampler', DEFAULT.sampler));
  return sweepOf(typed).map((one) => ({
    draft: modellingDraft(step, one, shared),
    text: combinationText(typed, one),
  }));
}
