/** `assay data generate|list|head`: synthetic data sets, what is shipped, the first rows as assay reads them. */
import { EXIT, usageError } from '../core/errors.js';
import { shellText } from '../core/shell-text.js';
import type { Command, CommandGroup } from './command.js';
import { dataArgument, readingOptions } from './step-options.js';
import { number, numberOr } from './typed-values.js';

const generate: Command = {
  id: 'generate',
  summary: 'a seeded, realistic synthetic data set',
  examples: [
    'assay data generate loans -o loans.csv',
    'assay data generate loans --rows 30000 --seed 7 -o big.csv',
  ],
  args: [{ name: 'RECIPE', required: true, completes: 'recipe', help: 'the recipes stand below' }],
  options: [
    {
      name: 'rows',
      short: 'n',
      type: 'int',
      min: 1,
      max: 100_000_000,
      group: 'data',
      help: "how many; default: the recipe's",
    },
    {
      name: 'seed',
      type: 'int',
      min: 0,
      max: 4294967295,
      default: 42,
      group: 'data',
      help: 'same seed, same bytes',
    },
  ],
  product: 'the table (else it goes to stdout)',
  details: async () => {
    const { recipes } = await import('../data/recipes/list.js');
    const lines = recipes
      .all()
      .map(({ id, summary, defaults }) => `  ${id}  ${summary} (${defaults.rows} rows)`);
    return ['RECIPES', ...lines].join('\n');
  },
  async run(typed, term) {
    const { generateData } = await import('../workflows/data.js');
    const made = generateData(typed.args[0], {
      rows: number(typed, 'rows'),
      seed: numberOr(typed, 'seed', 42),
    });
    if (term.output === null && term.json) {
      throw usageError(
        'ASSAY_FORMAT',
        'the table itself goes to stdout, as CSV',
        'name a file for it: -o FILE',
      );
    }
    if (term.output === null) {
      for (const chunk of made.chunks) term.raw(chunk);
      return EXIT.done;
    }
    term.product(made.chunks);
    const { recipe, rows, columns, target, seed } = made;
    const document = { schema: 'assay/generated/1', recipe, rows, columns, seed, target, path: term.output };
    const { generatedScreen } = await import('../report/screens/data-list.js');
    const next = shellText(['assay', 'eda', term.output, '-t', target]);
    term.result(document, (style) => generatedScreen(document, next, style));
    return EXIT.done;
  },
};

const listShipped: Command = {
  id: 'list',
  summary: 'the data sets that are shipped, and the recipes',
  examples: ['assay data list', 'assay data list --json'],
  args: [],
  options: [],
  async run(_typed, term) {
    const { shippedData } = await import('../workflows/data.js');
    const { dataListScreen } = await import('../report/screens/data-list.js');
    const document = { schema: 'assay/data-list/1', ...shippedData() };
    term.result(document, (style) => dataListScreen(document, style));
    return EXIT.done;
  },
};

const head: Command = {
  id: 'head',
  summary: 'the first rows as assay reads them',
  examples: ['assay data head loans', 'assay data head loans -n 3 --json'],
  args: [{ ...dataArgument, name: 'FILE' }],
  hasRows: true,
  options: [
    { name: 'rows', short: 'n', type: 'int', min: 1, default: 5, group: 'data', help: 'how many' },
    ...readingOptions,
  ],
  async run(typed, term) {
    const { readingOf } = await import('./step-draft.js');
    const { headOf } = await import('../workflows/data.js');
    const { headScreen } = await import('../report/screens/head.js');
    const { rows, columns, notes } = await headOf(
      typed.args[0],
      readingOf(typed),
      numberOr(typed, 'rows', 5),
      term.stdin,
    );
    for (const { severity, message } of notes)
      severity === 'warning' ? term.warn(message) : term.note(message);
    term.result(
      { schema: 'assay/head/1', rows },
      (style) => headScreen(columns, rows, style),
      () => rows,
    );
    return EXIT.done;
  },
};

export const data: CommandGroup = {
  id: 'data',
  summary: 'seeded synthetic data sets; what is shipped; the first rows as assay reads them',
  subcommands: [generate, listShipped, head],
};
