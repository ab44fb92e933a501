/** `assay cv DATA -t T -m M` */
import type { Command } from './command.js';
import { modellingOptions } from './modelling-options.js';
import { dataArgument, stepOptions } from './step-options.js';

export const cv: Command = {
  id: 'cv',
  summary: 'cross-validation: out-of-fold predictions of a model and what they are worth',
  examples: [
    'assay cv loans -t default -m forest',
    'assay cv loans -t default -m logistic --sampler smote -k 10',
  ],
  args: [dataArgument],
  options: [...stepOptions, ...modellingOptions],
  details: async () => (await import('./registry-help.js')).modelsHelp(),
  async run(typed, term) {
    const started = performance.now();
    const { runModelling } = await import('./run-modelling.js');
    const { prepareCv } = await import('../workflows/cv.js');
    const { cvScreen } = await import('../report/screens/cv.js');
    const { evaluationInput } = await import('./step-result.js');
    return runModelling('cv', typed, term, started, prepareCv, (recorded, style) =>
      cvScreen(evaluationInput(recorded), style),
    );
  },
};
