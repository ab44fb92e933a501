/** `assay eda DATA [-t T]` */
import { EXIT } from '../core/errors.js';
import type { Command } from './command.js';
import { dataArgument, stepOptions } from './step-options.js';
import { numberOr, text } from './typed-values.js';

export const eda: Command = {
  id: 'eda',
  summary: 'profile, alerts, what each column says about the target',
  examples: ['assay eda loans -t default', 'assay eda loans --json'],
  args: [dataArgument],
  options: stepOptions,
  async run(typed, term) {
    const started = performance.now() / 1000;
    const { readingOf } = await import('./modelling-draft.js');
    const { withContext } = await import('./session.js');
    const { prepareEda } = await import('../workflows/eda.js');
    const { recordStep } = await import('../workflows/step.js');
    const options = {
      schema: 'assay/options/1' as const,
      step: 'eda' as const,
      data: typed.args[0],
      reading: readingOf(typed),
      seed: numberOr(typed, 'seed', 42),
      target: text(typed, 'target'),
      positive: text(typed, 'positive'),
      task: text(typed, 'task') as 'binary' | 'multiclass' | 'regression' | null,
    };
    const recorded = await withContext(typed, term, async (context) =>
      recordStep(await prepareEda(options, context), context, started),
    );
    const { edaScreen } = await import('../report/screens/eda.js');
    const { savedLine, stepDocument } = await import('./step-result.js');
    term.result(
      stepDocument(recorded),
      (style) => `${edaScreen(recorded.results, style)}\n${savedLine(recorded)}`,
    );
    return EXIT.done;
  },
};
