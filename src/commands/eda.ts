/** `assay eda DATA [-t T]` */
import { EXIT } from '../core/errors.js';
import type { Command } from './command.js';
import { dataArgument, stepOptions } from './step-options.js';
import { text } from './typed-values.js';

export const eda: Command = {
  id: 'eda',
  summary: 'profile, alerts, what each column says about the target',
  examples: ['assay eda loans -t default', 'assay eda loans --json'],
  args: [dataArgument],
  options: stepOptions,
  async run(typed, term) {
    const started = performance.now() / 1000;
    const { answersOf, commonOptions } = await import('./step-draft.js');
    const { withContext } = await import('./session.js');
    const { prepareEda } = await import('../workflows/eda.js');
    const { recordStep } = await import('../workflows/step.js');
    const target = text(typed, 'target');
    const options = { ...commonOptions('eda', typed), target, ...answersOf(typed) };
    const recorded = await withContext(typed, term, async (context) =>
      recordStep(await prepareEda(options, context), context, started),
    );
    const { edaScreen } = await import('../report/screens/eda.js');
    const { stepDocument, stepInput } = await import('./step-result.js');
    const { nextCommand } = await import('./next-command.js');
    const next = [nextCommand(typed, target === null ? 'validate' : 'cv')];
    term.result(stepDocument(recorded), (style) => edaScreen(stepInput(recorded, next), style));
    return EXIT.done;
  },
};
