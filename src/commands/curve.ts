/** `assay curve DATA -t T -m M` */
import { EXIT, usageError } from '../core/errors.js';
import type { Command, OptionSpec, Typed } from './command.js';
import { modellingOptions, paramOption } from './modelling-options.js';
import { dataArgument, stepOptions } from './step-options.js';
import { text } from './typed-values.js';

/** They are of a single score, or of folds that are to be kept. */
const NOT_HERE = new Set(['require', 'save-splits', 'metrics']);

/** One model, one seed: what varies is the curve's own. */
function withoutSweep({ sweeps: _, ...spec }: OptionSpec): OptionSpec {
  if (spec.name === 'model') return { ...spec, help: 'the model' };
  if (spec.name !== paramOption.name) return spec;
  const axis =
    'the one with a range (10..300, 0.01..1:log), a list, or no value is what the curve runs along';
  return { ...spec, help: `${paramOption.help}; ${axis}` };
}

/** @throws AssayError exit 2 for a list of models or samplers */
function checkSingle(typed: Typed): void {
  for (const name of ['model', 'sampler']) {
    const given = text(typed, name);
    if (!given?.includes(',')) continue;
    throw usageError(
      'ASSAY_CURVE_ONE',
      `curve takes one ${name}, got "${given}"`,
      `run assay curve once for each ${name}`,
    );
  }
}

export const curve: Command = {
  id: 'curve',
  summary: 'a score along one parameter (validation curve) or along the training rows (learning curve)',
  examples: [
    'assay curve loans -t default -m forest -p n_estimators=10..300',
    'assay curve loans -t default -m tree -p max_depth=1..12',
    'assay curve loans -t default -m logistic -p train_size',
  ],
  args: [dataArgument],
  asks: ['data', 'target'],
  hasRows: true,
  hasIds: true,
  options: [
    ...stepOptions,
    {
      name: 'steps',
      type: 'int',
      min: 2,
      max: 1000,
      group: 'evaluation',
      help: 'points of a range, or shares from 0.1 to 1; default: 10, or 30 where one fit gives them all; 5 shares',
    },
    ...modellingOptions.filter(({ name }) => !NOT_HERE.has(name)).map(withoutSweep),
  ],
  details: () => DETAILS,
  async run(typed, term) {
    const started = performance.now();
    checkSingle(typed);
    const { modellingDrafts } = await import('./modelling-draft.js');
    const { runStep } = await import('./run-step.js');
    const { prepareCurve } = await import('../workflows/curve.js');
    const [{ draft }] = await modellingDrafts('curve', typed);
    const ran = await runStep(typed, term, started, (context) => prepareCurve(draft, context));
    if (!ran) return EXIT.done;
    const { recorded } = ran;
    const { curveRows, curveScreen } = await import('../report/screens/curve.js');
    const { stepDocument, stepInput } = await import('./step-result.js');
    const { nextCommand } = await import('./next-command.js');
    const { param, best, model } = recorded.results;
    const add =
      best === null || param === 'train_size' ? [] : ['-p', `${model}.${param}=${best.value ?? 'none'}`];
    const next = nextCommand(typed, 'cv', { add, without: ['param'] });
    const input = { ...stepInput(recorded, [next]), all: term.verbose };
    term.result(
      stepDocument(recorded),
      (style) => curveScreen(input, style),
      () => curveRows(recorded.results),
      () => [recorded.id],
    );
    return EXIT.done;
  },
};

const DETAILS = `WHAT IS DRAWN
  The metric of --by over the folds, on the test rows and on the rows that were fitted on: far apart, the model
  overfits; both poor, it underfits.
  -p n_estimators=10..300  of a model that grows in rounds: one fit a fold gives all points (not with early stopping,
     oob_score, --calibrate or a chosen cut)
  -p max_depth=1..12  any other parameter: a fit for each fold and point
  -p train_size=0.1,0.5,1  shares of the training rows, each part within the next; with --time the newest rows.
     Without any range this is what is drawn.`;
