/** What was run on this data and target: the experiment, the best of it, the command lines that go on from there. */
import { AssayError } from '../core/errors.js';
import type { CompareDocument } from '../core/schemas/compare.js';
import type { ModellingOptions } from '../core/schemas/options.js';
import { isTunable } from '../core/searches/default-space.js';
import { currentExperiment } from '../store/current-experiment.js';
import { experimentNameOf } from '../store/names.js';
import { findStore, openStore, type Store } from '../store/store.js';
import type { Version } from '../store/version.js';
import { compareAcross, compareVersions } from '../workflows/compare.js';
import type { Surface } from './asked.js';
import { answerOf, type State, withOption } from './state.js';

/** More versions than this are not looked through at a question. */
const MOST_ACROSS = 200;

/** What was run on this data and target, as compare ranks it. */
export interface Board {
  readonly versions: readonly Version[];
  readonly document: CompareDocument;
}

export interface BestVersion {
  readonly options: ModellingOptions;
  readonly metric: string;
  readonly value: number;
}

/** The store that the questions' command line writes to. */
const storeOf = (state: State, { cwd, env }: Surface): Store =>
  openStore(findStore(answerOf(state, 'store') ?? env.ASSAY_STORE, cwd));

/** The experiment that was just written to, or that a run would write to; null when there is no such yet. */
function experimentOf(state: State, term: Surface): string | null {
  const store = storeOf(state, term);
  if (state.hasRun) return currentExperiment(store, {})?.name ?? null;
  const named = answerOf(state, 'experiment') || term.env.ASSAY_EXPERIMENT;
  const name = named || (state.sheet && experimentNameOf(state.sheet.file.stem));
  return name && store.experiments().includes(name) ? name : null;
}

/** Done, and of the data and the target that the questions are about; a broken version is not. */
function isOfState(version: Version, { sheet, target }: State): boolean {
  if (version.state !== 'done' || version.manifest?.data?.sha256 !== sheet?.file.sha256) return false;
  try {
    return version.options().modelling?.target === target?.name;
  } catch {
    return false;
  }
}

/** What is worked out; null when there is an error of the user's, e.g. a metric that the versions lack. */
function orNull<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof AssayError) return null;
    throw error;
  }
}

/** Null when nothing of this data and target has been scored. */
export function scoredBoard(state: State, term: Surface): Board | null {
  const experiment = experimentOf(state, term);
  if (experiment === null || !state.target) return null;
  const versions = storeOf(state, term)
    .versions(experiment)
    .filter((version) => isOfState(version, state));
  const by = answerOf(state, 'by') ?? null;
  const document = orNull(() => compareVersions(versions, { by }).document);
  return document && { versions, document };
}

/** What `compare` would choose; null when it has no score. */
export function bestOf({ document, versions }: Board): BestVersion | null {
  const best = document.rows.find(({ version }) => version === document.chosen?.version);
  const options = versions.find(({ id }) => id === best?.version)?.options().modelling;
  const value = best?.metrics[document.by]?.value;
  return options && typeof value === 'number' ? { options, metric: document.by, value } : null;
}

/**
 * The line that tells what the best has over the newest, or, when that is the best, over the next best.
 * @returns null when there are not two configurations
 */
export function explainWords({ document, versions }: Board, state: State): string[] | null {
  const { rows, by, chosen } = document;
  const others = rows.filter(({ version }) => version !== chosen?.version);
  const newest = versions.at(-1)?.id ?? '';
  const other = others.find((row) => row.versions.includes(newest)) ?? others[0];
  if (!chosen || !other) return null;
  return inStore(state, 'compare', other.version, chosen.version, '--explain', '--by', by);
}

export interface AcrossLine {
  readonly words: readonly string[];
  readonly nDataSets: number;
  readonly nLearners: number;
}

/** The ranking over every experiment of the store; null when `compare --across` could not make it. */
export function acrossLine(state: State, term: Surface): AcrossLine | null {
  const store = storeOf(state, term);
  const experiments = store.experiments();
  const versions = experiments.length > 1 ? store.all() : [];
  if (versions.length === 0 || versions.length > MOST_ACROSS) return null;
  const by = answerOf(state, 'by') ?? null;
  const document = orNull(() => compareAcross(versions, by).document);
  if (document === null) return null;
  const { data_sets: sets, learners } = document;
  const words = inStore(state, 'compare', ...experiments, '--across', '--by', document.by);
  return { words, nDataSets: sets.length, nLearners: learners.length };
}

/** With the store that was named, for commands that look at versions. */
export function inStore(state: State, ...words: readonly string[]): string[] {
  const store = answerOf(state, 'store');
  return [...words, ...(store === undefined ? [] : ['-E', store])];
}

/** The version that saved a model last, where something was just run; null when none is there. */
export function savedModel(state: State, term: Surface): string | null {
  const experiment = experimentOf({ ...state, hasRun: true }, term);
  const versions = experiment === null ? [] : storeOf(state, term).versions(experiment);
  const saved = versions.findLast(({ manifest }) => manifest?.files['model.bin'] !== undefined);
  return saved?.id ?? null;
}

/** The ranking of the experiment. */
export function compareWords(state: State, term: Surface): string[] {
  const by = answerOf(state, 'by');
  const experiment = experimentOf(state, term);
  return inStore(state, 'compare', ...(experiment ? [experiment] : []), ...(by ? ['--by', by] : []));
}

/** The options that a search needs to begin where that version stands; parameters are what it searches. */
export function tuningOf({ options }: BestVersion, state: State): State {
  const {
    model,
    sampler,
    sampler_params: params,
    class_weight: weight,
    calibrate,
    threshold,
    cost,
  } = options;
  const answers: readonly (readonly [name: string, values: readonly string[]])[] = [
    ['model', [model]],
    ['sampler', sampler === 'none' ? [] : [sampler]],
    ['param', Object.entries(params).map(([name, value]) => `${sampler}.${name}=${value ?? 'none'}`)],
    ['class-weight', weight === null ? [] : [weight]],
    ['calibrate', calibrate === undefined ? [] : [calibrate]],
    ['threshold', threshold === 0.5 ? [] : [String(threshold)]],
    ['cost', cost === undefined ? [] : [cost.join(',')]],
  ];
  const start: State = { ...state, step: 'tune' };
  return answers.reduce((after, [name, values]) => withOption(after, name, values), start);
}

/** Has its model parameters to search? */
export const canTune = ({ options }: BestVersion): boolean => isTunable(options.model);
