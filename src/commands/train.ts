/** `assay train DATA -t T -m M` */
import type { TrainResults } from '../core/schemas/evaluation.js';
import type { RecordedStep } from '../workflows/step.js';
import type { Command } from './command.js';
import {
  conformalOptions,
  modellingOptions,
  slicesOption,
  sweepingStepOptions,
  testSizeOption,
} from './modelling-options.js';
import { dataArgument } from './step-options.js';

/** One hold-out is one model that can be saved. */
const NOT_HERE = new Set(['folds', 'repeats', 'splitter', 'splits', 'save-splits', 'gap', 'test-size']);

export const train: Command = {
  id: 'train',
  summary: 'hold-out validation, and the model that was scored, saved',
  examples: [
    'assay train loans -t default -m forest',
    'assay train loans -t default -m forest --test-size 0',
  ],
  hasRows: true,
  hasIds: true,
  args: [dataArgument],
  asks: ['data', 'target'],
  options: [
    ...sweepingStepOptions,
    testSizeOption,
    ...modellingOptions.filter(({ name }) => !NOT_HERE.has(name)),
    ...conformalOptions,
    slicesOption,
  ],
  details: async () => (await import('./registry-help.js')).modelsHelp(),
  async run(typed, term) {
    const started = performance.now();
    const { runModelling } = await import('./run-modelling.js');
    const { prepareTrain } = await import('../workflows/train.js');
    const { trainScreen } = await import('../report/screens/train.js');
    const { nextCommand, nextOnVersions } = await import('./next-command.js');
    const next = ({ id }: RecordedStep<TrainResults>) => [
      nextOnVersions(typed, 'predict', id, 'NEW.csv'),
      nextOnVersions(typed, 'importance', id),
      nextCommand(typed, 'cv'),
    ];
    const own = { step: 'train', prepare: prepareTrain, screen: trainScreen, next } as const;
    return runModelling(own, typed, term, started);
  },
};
