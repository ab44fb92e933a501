/** `assay resample DATA -t T --sampler smote` */
import { extname, join } from 'node:path';
import { EXIT, usageError } from '../core/errors.js';
import type { Command, OptionSpec, Typed } from './command.js';
import { featureOptions, paramOption, recipeOption, samplerOption } from './modelling-options.js';
import { dataArgument, stepOptions } from './step-options.js';
import { list, text } from './typed-values.js';

/** Parameters as typed; those without an owner are the sampler's here. */
const ownedParams = (typed: Typed, sampler: string): string[] =>
  (list(typed, 'param') ?? []).map((pair) => (/^[^=]*\./.test(pair) ? pair : `${sampler}.${pair}`));

const flagOption = {
  name: 'synthetic-flag',
  type: 'text',
  bare: 'synthetic',
  value: '[NAME]',
  group: 'output',
  help: 'adds a column (synthetic, or NAME) that is 1 in rows that the sampler made or repeated, 0 in rows of the data',
} as const satisfies OptionSpec;

/** Columns that belong to rows, not to what is learnt. */
const roleOptions = [
  {
    name: 'weights',
    type: 'text',
    value: 'COL',
    group: 'columns',
    completes: 'column',
    help: 'no feature; a row that is made or repeated weighs what the row weighs that it grew from, and rows that weigh 0 are left out',
  },
  {
    name: 'groups',
    type: 'text',
    value: 'COL',
    group: 'columns',
    completes: 'column',
    help: 'no feature; a row that is made or repeated is of the group of the row that it grew from',
  },
  {
    name: 'time',
    type: 'text',
    value: 'COL',
    group: 'columns',
    completes: 'column',
    help: 'no feature; a row that is made or repeated has the time of the row that it grew from',
  },
] as const satisfies readonly OptionSpec[];

const COLUMNS = `COLUMNS: what rows have that are made or repeated
  Features are what the sampler makes of them (assay help samplers). --weights, --groups and --time go along from the row that a new row grew from; of cluster-centroids, the row nearest to the centre.
  Other columns (an id, a constant, --drop) are blank: nothing is known of them.`;

const QUALITY = `QUALITY: how faithful new rows are, in results.json under quality
  It looks at up to 20,000 new rows, and as many real ones of their classes, drawn by the seed.
  discriminator: roc_auc of a forest that tells new from real rows, as many of each class, 5 folds, a new row in the fold of the row that it grew from; 0.5: not at all.
  nearest: how far new rows are from the nearest real one, beside real rows from each other; numbers in standard deviations. exact_copies equal a real row.
  columns: Kolmogorov-Smirnov and total variation in each class. unseen_categories: new rows whose categories stand together in no row of the data.
  projection: plots/projection.svg and .json, new rows on the two principal components of the real ones.`;

/** By the ending of -o; without one it is CSV. @throws AssayError exit 2 for another ending */
function formatOf(output: string | null): 'csv' | 'parquet' {
  const ending = extname(output ?? '').toLowerCase();
  if (['.parquet', '.pq'].includes(ending)) return 'parquet';
  if (['', '.csv'].includes(ending)) return 'csv';
  throw usageError(
    'ASSAY_OUTPUT_FORMAT',
    `-o ${output}: resample writes no ${ending} file`,
    'end FILE in .csv, or in .parquet or .pq',
  );
}

/** Those that were named. */
const rolesOf = (typed: Typed): { weights?: string; groups?: string; time?: string } =>
  Object.fromEntries(
    roleOptions.flatMap(({ name }) => {
      const column = text(typed, name);
      return column === null ? [] : [[name, column]];
    }),
  );

async function optionsOf(typed: Typed, output: string | null) {
  const { answersOf, columnsOf, commonOptions, targetOf } = await import('./step-draft.js');
  const { dealParams } = await import('../core/assignments.js');
  const { samplers } = await import('../core/samplers/list.js');
  const sampler = samplers.get(text(typed, 'sampler') ?? 'smote');
  const flag = text(typed, 'synthetic-flag');
  const dealt = dealParams(ownedParams(typed, sampler.id), [{ role: 'sampler', ...sampler }], false);
  return {
    ...commonOptions('resample', typed),
    target: targetOf(typed),
    ...answersOf(typed),
    resample: {
      sampler: sampler.id,
      params: dealt.params.sampler,
      ...columnsOf(typed),
      ...rolesOf(typed),
      format: formatOf(output),
      ...(flag === null ? {} : { synthetic_flag: flag }),
    },
  };
}

export const resample: Command = {
  id: 'resample',
  summary: 'a resampled data set, with the recipe and its quality',
  examples: [
    'assay resample loans -t default --sampler smote',
    'assay resample loans -t default --sampler random-under -o smaller.csv',
    'assay resample loans -t default --sampler smote --synthetic-flag -o balanced.parquet',
    'assay resample visits.csv -t readmitted --sampler smote --groups patient --weights weight',
  ],
  hasIds: true,
  args: [dataArgument],
  asks: ['data', 'target'],
  options: [
    ...stepOptions,
    {
      ...samplerOption,
      default: 'smote',
      help: 'what makes the table of the data; smote+tomek-links: one after the other',
    },
    recipeOption,
    paramOption,
    flagOption,
    ...featureOptions,
    ...roleOptions,
  ],
  product: 'the resampled table, CSV or, when FILE ends in .parquet or .pq, Parquet',
  details: async () =>
    [await (await import('./registry-help.js')).samplersHelp(), COLUMNS, QUALITY].join('\n\n'),
  async run(typed, term) {
    const started = performance.now();
    const { runStep } = await import('./run-step.js');
    const { prepareResample } = await import('../workflows/resample.js');
    const options = await optionsOf(typed, term.output);
    const ran = await runStep(typed, term, started, (context) => prepareResample(options, context));
    if (!ran) return EXIT.done;
    const { recorded } = ran;
    const saved = join(recorded.path, `data.${formatOf(term.output)}`);
    if (term.output !== null) term.product({ file: saved });
    const { resampleScreen } = await import('../report/screens/resample.js');
    const { stepDocument, stepInput } = await import('./step-result.js');
    const { nextCommand } = await import('./next-command.js');
    const add = ['--recipe', recorded.id];
    const next = [nextCommand(typed, 'cv', { add, without: ['sampler', 'recipe', 'param'] })];
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
