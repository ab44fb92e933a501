/** `assay imbalance DATA -t T` */
import { EXIT } from '../core/errors.js';
import { DEFAULT_SAMPLERS } from '../core/imbalance/default-samplers.js';
import type { Command, OptionSpec } from './command.js';
import { modellingOptions } from './modelling-options.js';
import { knownSamplers } from './registry-help.js';
import { dataArgument, resumeOptions, stepOptions } from './step-options.js';

const samplersOption = {
  name: 'samplers',
  type: 'list',
  default: DEFAULT_SAMPLERS,
  value: 'A,B|all',
  group: 'model',
  completes: 'sampler',
  help: 'the samplers that are tried, each alone, on the training rows of each fold; smote+tomek-links: one after the other; all: every one, but smote-nc, which makes the rows of smote',
  known: knownSamplers,
} as const satisfies OptionSpec;

/** What some options mean here; all runs have the others. */
const HELP: Readonly<Record<string, string>> = {
  model: 'the models; each is tried with every remedy',
  'class-weight': 'the weights that are tried; default: balanced. none: no such runs',
  calibrate: 'calibrates every run: assay help calibration',
  threshold:
    'the metric that a cut is chosen for, inside the training rows; default: f1. P: all runs are cut there, none chosen',
  recipe:
    'the sampler and parameters of a resample version (v3, last, @tag, a path) or recipe.json, tried in place of --samplers; -p ID.NAME=VALUE overrides one',
  require: 'a gate on the best run, exit 3 when it fails: assay cv --help',
};

/** One version, whatever is listed. */
function ownOption({ sweeps: _, ...spec }: OptionSpec): OptionSpec {
  const help = HELP[spec.name] ?? spec.help;
  if (spec.name === 'model') return { ...spec, type: 'list', default: ['forest'], help };
  if (spec.name === 'threshold') return { ...spec, type: 'text', default: undefined, help };
  return { ...spec, help };
}

const NOT_HERE = new Set(['sampler', 'save-splits']);

export const imbalance: Command = {
  id: 'imbalance',
  summary: 'nothing, weights, a tuned threshold and samplers on the same folds, and a verdict',
  examples: [
    'assay imbalance loans -t default',
    'assay imbalance loans -t default -m tree,logistic --samplers smote,random-under',
    'assay imbalance --resume last',
  ],
  hasRows: true,
  hasIds: true,
  args: [{ ...dataArgument, unless: 'resume' }],
  asks: ['data', 'target'],
  options: [
    ...stepOptions,
    samplersOption,
    ...resumeOptions('bake-off', 'experiment'),
    ...modellingOptions.filter(({ name }) => !NOT_HERE.has(name)).map(ownOption),
  ],
  details: async () => (await import('./help-topics/verdict.js')).VERDICT_TEXT,
  async run(typed, term) {
    const started = performance.now();
    const { resumedInstead } = await import('./resume-tune.js');
    const resumed = await resumedInstead(typed, term, started, 'imbalance');
    if (resumed !== null) return resumed;
    const { imbalanceDraft } = await import('./imbalance-draft.js');
    const { runStep } = await import('./run-step.js');
    const { prepareImbalance } = await import('../workflows/imbalance/imbalance.js');
    const { endImbalance } = await import('./end-imbalance.js');
    const { sourceOf } = await import('./origin-text.js');
    const draft = await imbalanceDraft(typed);
    const ran = await runStep(typed, term, started, (context) => prepareImbalance(draft, context));
    if (!ran) return EXIT.done;
    return endImbalance(ran.recorded, typed, term, sourceOf(typed, 'target', term.cwd));
  },
};
