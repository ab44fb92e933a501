/** `assay tune DATA -t T -m M` */
import type { TuneResults } from '../core/schemas/evaluation.js';
import type { RecordedStep } from '../workflows/step.js';
import type { Command } from './command.js';
import { modellingOptions, sweepingStepOptions } from './modelling-options.js';
import { dataArgument } from './step-options.js';

export const tune: Command = {
  id: 'tune',
  summary: 'hyper-parameter search; the best is refitted on all rows and saved',
  examples: [
    'assay tune loans -t default -m forest --trials 10',
    'assay tune loans -t default -m tree -p max_depth=2..12 -p min_samples_leaf=1..100:log',
  ],
  hasRows: true,
  hasIds: true,
  args: [dataArgument],
  asks: ['data', 'target'],
  options: [
    ...sweepingStepOptions,
    {
      name: 'trials',
      type: 'int',
      default: 30,
      min: 1,
      max: 100000,
      group: 'search',
      help: 'how many settings are tried',
    },
    {
      name: 'search',
      type: 'text',
      default: 'random',
      value: 'ID',
      group: 'search',
      help: 'how settings are chosen',
      known: async () => (await import('./registry-help.js')).knownSearches(),
    },
    ...modellingOptions,
  ],
  details: async () => (await import('./registry-help.js')).modelsHelp(),
  async run(typed, term) {
    const started = performance.now();
    const { runModelling } = await import('./run-modelling.js');
    const { prepareTune } = await import('../workflows/tune.js');
    const { tuneScreen } = await import('../report/screens/tune.js');
    const { nextCommand, nextOnVersions } = await import('./next-command.js');
    const next = ({ results }: RecordedStep<TuneResults>, experiment: string) => {
      const { model, best, split } = results;
      const params = Object.entries(best.params).flatMap(([name, value]) => [
        '-p',
        `${model}.${name}=${value ?? 'none'}`,
      ]);
      const fresh = ['--split-seed', String(split.seed + 1)];
      const again = { add: [...params, ...fresh], without: ['param', 'split-seed', 'splits'] };
      return [nextOnVersions(typed, 'compare', experiment), nextCommand(typed, 'cv', again)];
    };
    const own = { step: 'tune', prepare: prepareTune, screen: tuneScreen, next } as const;
    return runModelling(own, typed, term, started);
  },
};
