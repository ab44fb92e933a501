/** From what was typed to the options of a bake-off: its models and samplers, each with its own parameters. */
import { NO_SAMPLER } from '../core/imbalance/contestants.js';
import { everySampler } from '../core/imbalance/every-sampler.js';
import { samplers } from '../core/samplers/list.js';
import type { Options } from '../core/schemas/options.js';
import { normaliseId } from '../core/suggest.js';
import type { DraftOptions } from '../workflows/modelling.js';
import type { Typed } from './command.js';
import { modellingDrafts, thresholdOf } from './modelling-draft.js';
import { list, text } from './typed-values.js';

type BakeOff = NonNullable<Options['imbalance']>;

/** The metric that cuts are chosen for when nobody says. */
const CUT_BY = 'f1';

/** @throws AssayError exit 2 for an unknown id */
function samplersOf(typed: Typed): string[] {
  const named = list(typed, 'samplers') ?? [];
  if (named.some((id) => normaliseId(id) === 'all')) return everySampler();
  const ids = named.map((id) => samplers.get(id).id);
  return [...new Set(ids)].filter((id) => id !== NO_SAMPLER);
}

function weightOf(typed: Typed): BakeOff['class_weight'] {
  const given = text(typed, 'class-weight');
  return given === 'none' ? null : given === 'balanced_subsample' ? given : 'balanced';
}

/** As an option that sweeps has it. */
const listed = (ids: readonly string[]) => (ids.length === 1 ? ids[0] : [...new Set(ids)]);

const configured = (drafts: readonly DraftOptions[], role: 'model' | 'sampler') => {
  const params = role === 'model' ? 'params' : 'sampler_params';
  const byId = new Map(drafts.map(({ modelling }) => [modelling[role], modelling[params]]));
  return [...byId].map(([id, own]) => ({ id, params: own }));
};

/**
 * The options of the bake-off; those of one configuration are of its first model, left alone.
 * @throws AssayError exit 2 as `modellingDrafts`
 */
export async function imbalanceDraft(typed: Typed): Promise<DraftOptions> {
  const { 'class-weight': _weight, threshold: _cut, ...options } = typed.options;
  const threshold = text(typed, 'threshold') === null ? CUT_BY : thresholdOf(typed);
  const isCut = typeof threshold === 'number';
  // What -p means is dealt as in a sweep over models and samplers.
  const model = listed(list(typed, 'model') ?? []);
  const sampler = listed([NO_SAMPLER, ...samplersOf(typed)]);
  const swept = { ...typed, options: { ...options, model, sampler } };
  const drafts = (await modellingDrafts('imbalance', swept)).map(({ draft }) => draft);
  const [{ modelling, ...first }] = drafts;
  return {
    ...first,
    modelling: { ...modelling, threshold: isCut ? threshold : modelling.threshold },
    imbalance: {
      models: configured(drafts, 'model'),
      samplers: configured(drafts, 'sampler').filter(({ id }) => id !== NO_SAMPLER),
      class_weight: weightOf(typed),
      threshold: isCut ? null : threshold,
    },
  };
}
