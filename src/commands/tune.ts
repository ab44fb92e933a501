/** `assay tune DATA -t T -m M` */
import type { Command } from './command.js';
import { modellingOptions, slicesOption, sweepingStepOptions } from './modelling-options.js';
import { nestedOption, searchOptions, withRanges } from './search-options.js';
import { dataArgument, resumeOptions } from './step-options.js';

export const tune: Command = {
  id: 'tune',
  summary: 'hyper-parameter search, resumable; the best is refitted on all rows and saved',
  examples: [
    'assay tune loans -t default -m forest --trials 10',
    'assay tune loans -t default -m tree -p max_depth=2..12 -p min_samples_leaf=1..100:log',
    'assay tune loans -t default -m tree -p max_depth=4,8,12 --search grid',
    'assay tune loans -t default -m tree --nested 5x3',
    'assay tune --resume last',
  ],
  hasRows: true,
  hasIds: true,
  args: [{ ...dataArgument, unless: 'resume' }],
  asks: ['data', 'target'],
  options: [
    ...sweepingStepOptions,
    ...searchOptions,
    nestedOption,
    ...resumeOptions('search', 'search'),
    ...modellingOptions.map(withRanges),
    slicesOption,
  ],
  details: async () => (await import('./registry-help.js')).modelsHelp(),
  async run(typed, term) {
    const started = performance.now();
    const { resumedInstead } = await import('./resume-tune.js');
    const resumed = await resumedInstead(typed, term, started, 'tune');
    if (resumed !== null) return resumed;
    const { runModelling } = await import('./run-modelling.js');
    const { prepareTune } = await import('../workflows/tune.js');
    const { tuneScreenOf } = await import('./tune-screen.js');
    const { nextCommand } = await import('./next-command.js');
    const { tuneNext } = await import('./tune-next.js');
    const without = ['param', 'split-seed', 'splits'];
    const next = tuneNext(typed, (add) => [nextCommand(typed, 'cv', { add, without })]);
    const own = { step: 'tune', prepare: prepareTune, screen: tuneScreenOf(term), next } as const;
    return runModelling(own, typed, term, started);
  },
};
