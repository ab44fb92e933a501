/** `assay cv DATA -t T -m M` */
import type { CvResults } from '../core/schemas/evaluation.js';
import type { RecordedStep } from '../workflows/step.js';
import type { Command } from './command.js';
import { leakGapOption } from './leak-gap-option.js';
import {
  conformalOptions,
  modellingOptions,
  permutationsOption,
  slicesOption,
  sweepingStepOptions,
} from './modelling-options.js';
import { nestedOption, searchOptions } from './search-options.js';
import { dataArgument } from './step-options.js';

export const cv: Command = {
  id: 'cv',
  summary: 'cross-validation: out-of-fold predictions of a model and what they are worth',
  examples: [
    'assay cv loans -t default -m forest',
    'assay cv loans -t default -m logistic --sampler smote -k 10',
    'assay cv loans -t default -m logistic,tree --seed 1..3 --skip-done',
    'assay cv loans -t default -m tree --nested 5x3 --trials 10',
    'assay cv loans -t default -m tree --slices auto',
    'assay cv loans -t default --sampler smote --leak-gap',
  ],
  hasRows: true,
  hasIds: true,
  args: [dataArgument],
  asks: ['data', 'target'],
  options: [
    ...sweepingStepOptions,
    nestedOption,
    ...searchOptions.map((option) => ({ ...option, help: `with --nested: ${option.help}` })),
    ...modellingOptions,
    ...conformalOptions,
    slicesOption,
    permutationsOption,
    leakGapOption,
  ],
  details: async () => (await import('./registry-help.js')).modelsHelp(),
  async run(typed, term) {
    const started = performance.now();
    const { runModelling } = await import('./run-modelling.js');
    const { prepareCv } = await import('../workflows/cv.js');
    const { cvScreen } = await import('../report/screens/cv.js');
    const { nextCommand, nextOnVersions } = await import('./next-command.js');
    const { isTunable } = await import('../core/searches/default-space.js');
    const { splitters } = await import('../core/splitters/list.js');
    // What tune refuses: a score that needs a fit on all rows.
    const needsAllRows = (id: string) => splitters.has(id) && splitters.get(id).estimate === '.632+';
    const next = ({ results }: RecordedStep<CvResults>, experiment: string) => [
      nextOnVersions(typed, 'compare', experiment),
      ...(isTunable(results.model) && !needsAllRows(results.split.splitter)
        ? [nextCommand(typed, 'tune', { without: typed.given.has('nested') ? [] : ['param'] })]
        : []),
    ];
    const own = { step: 'cv', prepare: prepareCv, screen: cvScreen, next } as const;
    return runModelling(own, typed, term, started);
  },
};
