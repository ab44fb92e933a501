/** `assay resample DATA -t T --sampler smote` */
import { join } from 'node:path';
import { EXIT } from '../core/errors.js';
import type { Command, Typed } from './command.js';
import { featureOptions, paramOption, samplerOption } from './modelling-options.js';
import { dataArgument, stepOptions } from './step-options.js';
import { list, text } from './typed-values.js';

/** Parameters as typed; those without an owner are the sampler's here. */
const ownedParams = (typed: Typed, sampler: string): string[] =>
  (list(typed, 'param') ?? []).map((pair) => (/^[^=]*\./.test(pair) ? pair : `${sampler}.${pair}`));

async function optionsOf(typed: Typed) {
  const { answersOf, columnsOf, commonOptions, targetOf } = await import('./step-draft.js');
  const { dealParams } = await import('../core/assignments.js');
  const { samplers } = await import('../core/samplers/list.js');
  const sampler = samplers.get(text(typed, 'sampler') ?? 'smote');
  const dealt = dealParams(ownedParams(typed, sampler.id), [{ role: 'sampler', ...sampler }], false);
  return {
    ...commonOptions('resample', typed),
    target: targetOf(typed),
    ...answersOf(typed),
    resample: {
      sampler: sampler.id,
      params: dealt.params.sampler,
      ...columnsOf(typed),
      format: 'csv' as const,
    },
  };
}

export const resample: Command = {
  id: 'resample',
  summary: 'a resampled data set, with the recipe and its quality',
  examples: [
    'assay resample loans -t default --sampler smote',
    'assay resample loans -t default --sampler random-under -o smaller.csv',
  ],
  hasIds: true,
  args: [dataArgument],
  asks: ['data', 'target'],
  options: [...stepOptions, { ...samplerOption, default: 'smote' }, paramOption, ...featureOptions],
  product: 'the resampled table',
  details: async () => (await import('./registry-help.js')).samplersHelp(),
  async run(typed, term) {
    const started = performance.now();
    const { runStep } = await import('./run-step.js');
    const { prepareResample } = await import('../workflows/resample.js');
    const options = await optionsOf(typed);
    const ran = await runStep(typed, term, started, (context) => prepareResample(options, context));
    if (!ran) return EXIT.done;
    const { recorded } = ran;
    const saved = join(recorded.path, 'data.csv');
    if (term.output !== null) term.product({ file: saved });
    const { resampleScreen } = await import('../report/screens/resample.js');
    const { stepDocument, stepInput } = await import('./step-result.js');
    const { nextCommand } = await import('./next-command.js');
    const { sampler } = recorded.results;
    const add = ['--sampler', sampler, ...ownedParams(typed, sampler).flatMap((pair) => ['-p', pair])];
    const next = [nextCommand(typed, 'cv', { add, without: ['sampler', 'param'] })];
    const table = term.output ?? saved;
    term.result(
      stepDocument(recorded),
      (style) => resampleScreen({ ...stepInput(recorded, next), table }, style),
      undefined,
      () => [recorded.id],
    );
    return EXIT.done;
  },
};
