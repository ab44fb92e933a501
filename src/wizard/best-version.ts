/** The best of what was run on this data and target: what `compare` would choose. */
import type { ModellingOptions } from '../core/schemas/options.js';
import { isTunable } from '../core/searches/default-space.js';
import { currentExperiment } from '../store/current-experiment.js';
import { findStore, openStore, type Store } from '../store/store.js';
import type { Version } from '../store/version.js';
import { compareVersions } from '../workflows/compare.js';
import type { Surface } from './asked.js';
import { answerOf, type State, withOption } from './state.js';

export interface BestVersion {
  readonly experiment: string;
  readonly options: ModellingOptions;
  readonly metric: string;
  readonly value: number;
}

/** The store that the questions' command line writes to. */
export const storeOf = (state: State, { cwd, env }: Surface): Store =>
  openStore(findStore(answerOf(state, 'store') ?? env.ASSAY_STORE, cwd));

/** The experiment that was written to last; null in an empty store. */
export const lastExperiment = (state: State, term: Surface): string | null =>
  currentExperiment(storeOf(state, term), {})?.name ?? null;

/** Done, scored, and of the data and the target that the questions are about. */
function isOfState(version: Version, { sheet, target }: State): boolean {
  if (version.state !== 'done' || version.manifest?.data?.sha256 !== sheet?.file.sha256) return false;
  return version.options().modelling?.target === target?.name;
}

/** Null when nothing of this data and target has been scored. @throws AssayError exit 1 for a broken version */
export function bestVersion(state: State, term: Surface): BestVersion | null {
  const experiment = lastExperiment(state, term);
  if (experiment === null || !state.target) return null;
  const versions = storeOf(state, term)
    .versions(experiment)
    .filter((version) => isOfState(version, state));
  if (versions.length === 0) return null;
  const by = answerOf(state, 'by') ?? null;
  const { document } = compareVersions(versions, { by, groupBy: 'seed', rule: 'best' });
  const best = document.rows.find(({ version }) => version === document.chosen?.version);
  const options = versions.find(({ id }) => id === best?.version)?.options().modelling;
  const value = best?.metrics[document.by]?.value;
  if (!options || typeof value !== 'number') return null;
  return { experiment, options, metric: document.by, value };
}

/** The options that a search needs to begin where that version stands; parameters are what it searches. */
export function tuningOf({ options }: BestVersion, state: State): State {
  const { model, sampler, sampler_params: params, class_weight: weight, threshold } = options;
  const answers: readonly (readonly [name: string, values: readonly string[]])[] = [
    ['model', [model]],
    ['sampler', sampler === 'none' ? [] : [sampler]],
    ['param', Object.entries(params).map(([name, value]) => `${sampler}.${name}=${value ?? 'none'}`)],
    ['class-weight', weight === null ? [] : [weight]],
    ['threshold', threshold === 0.5 ? [] : [String(threshold)]],
  ];
  const start: State = { ...state, step: 'tune' };
  return answers.reduce((after, [name, values]) => withOption(after, name, values), start);
}

/** Has its model parameters to search? */
export const canTune = ({ options }: BestVersion): boolean => isTunable(options.model);
