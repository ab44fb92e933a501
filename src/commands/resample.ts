/** `assay resample DATA -t T --sampler smote` */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT } from '../core/errors.js';
import type { Command, Typed } from './command.js';
import { featureOptions, paramOption, samplerOption } from './modelling-options.js';
import { dataArgument, stepOptions } from './step-options.js';
import { list, numberOr, text } from './typed-values.js';

async function optionsOf(typed: Typed) {
  const { columnsOf, readingOf, targetOf } = await import('./modelling-draft.js');
  const { dealParams } = await import('../core/assignments.js');
  const { samplers } = await import('../core/samplers/list.js');
  const sampler = samplers.get(text(typed, 'sampler') ?? 'smote');
  // Here the sampler is what parameters without an owner belong to.
  const typedParams = (list(typed, 'param') ?? []).map((pair) =>
    /^[^=]*\./.test(pair) ? pair : `${sampler.id}.${pair}`,
  );
  const dealt = dealParams(typedParams, [{ role: 'sampler', ...sampler }], false);
  return {
    schema: 'assay/options/1' as const,
    step: 'resample' as const,
    data: typed.args[0],
    reading: readingOf(typed),
    seed: numberOr(typed, 'seed', 42),
    target: targetOf(typed),
    positive: text(typed, 'positive'),
    task: text(typed, 'task') as 'binary' | 'multiclass' | 'regression' | null,
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
  args: [dataArgument],
  options: [...stepOptions, { ...samplerOption, default: 'smote' }, paramOption, ...featureOptions],
  product: 'the resampled table',
  details: async () => (await import('./registry-help.js')).samplersHelp(),
  async run(typed, term) {
    const started = performance.now() / 1000;
    const { withContext } = await import('./session.js');
    const { prepareResample } = await import('../workflows/resample.js');
    const { recordStep } = await import('../workflows/step.js');
    const options = await optionsOf(typed);
    const recorded = await withContext(typed, term, async (context) =>
      recordStep(await prepareResample(options, context), context, started),
    );
    const saved = join(recorded.path, 'data.csv');
    if (term.output !== null) copyFileSync(saved, term.output);
    const { resampleScreen } = await import('../report/screens/resample.js');
    const { savedLine, stepDocument } = await import('./step-result.js');
    term.result(
      stepDocument(recorded),
      (style) =>
        `${resampleScreen(recorded.results, style, { saved: term.output ?? saved })}\n${savedLine(recorded)}`,
    );
    return EXIT.done;
  },
};
