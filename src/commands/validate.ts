/** `assay validate DATA [--schema F]` */
import { EXIT } from '../core/errors.js';
import { counted } from '../core/shown-numbers.js';
import type { Command, Terminal, Typed } from './command.js';
import { dataArgument, experimentOptions, readingOptions } from './step-options.js';
import { flag, text } from './typed-values.js';

async function optionsOf(typed: Typed) {
  const { commonOptions } = await import('./step-draft.js');
  const { readTableSchema } = await import('../workflows/table-schema.js');
  const schema = text(typed, 'schema');
  return {
    ...commonOptions('validate', typed),
    validate: { rules: schema === null ? null : await readTableSchema(schema) },
  };
}

/** Writes the schema that the data meets: to stdout, and to the file of -o. */
async function infer(typed: Typed, term: Terminal) {
  const { withContext } = await import('./session.js');
  const { inferSchema } = await import('../workflows/validate.js');
  const { toJsonText } = await import('../core/json-text.js');
  const options = await optionsOf(typed);
  const rules = await withContext(typed, term, (context) => inferSchema(options, context));
  if (term.output !== null && flag(typed, 'dry-run')) {
    term.note(`--dry-run: ${term.output} is not written`);
  } else if (term.output !== null) {
    term.product(toJsonText(rules));
    term.note(`wrote ${term.output}; check other files by it: assay validate DATA --schema ${term.output}`);
  }
  term.raw(toJsonText(rules));
  return EXIT.done;
}

export const validate: Command = {
  id: 'validate',
  summary: "built-in checks, or a schema's; --infer writes one",
  examples: ['assay validate loans', 'assay validate loans --infer -o loans.schema.json'],
  hasIds: true,
  args: [dataArgument],
  asks: ['data'],
  options: [
    {
      name: 'schema',
      type: 'text',
      value: 'FILE',
      group: 'data',
      completes: 'file',
      help: 'the rules: assay schema table-schema describes them',
    },
    {
      name: 'infer',
      type: 'flag',
      group: 'data',
      help: 'write the schema that this data meets (to -o, else to stdout)',
    },
    ...readingOptions,
    ...experimentOptions,
  ],
  product: 'the rows that failed as they stand in the data, or the schema of --infer',
  async run(typed, term) {
    const started = performance.now();
    if (flag(typed, 'infer')) return infer(typed, term);
    const { runStep } = await import('./run-step.js');
    const { prepareValidate } = await import('../workflows/validate.js');
    const options = await optionsOf(typed);
    const ran = await runStep(typed, term, started, (context) => prepareValidate(options, context));
    if (!ran) return EXIT.done;
    const { recorded, prepared } = ran;
    if (term.output !== null) {
      term.product(prepared.badRows());
      term.note(`wrote ${counted(recorded.results.bad_rows, 'row')} to ${term.output}`);
    }
    const { validateScreen } = await import('../report/screens/validate.js');
    const { stepDocument, stepInput } = await import('./step-result.js');
    const { nextCommand } = await import('./next-command.js');
    const next = [nextCommand(typed, 'eda')];
    term.result(
      stepDocument(recorded),
      (style) => validateScreen(stepInput(recorded, next), style),
      undefined,
      () => [recorded.id],
    );
    return recorded.results.valid ? EXIT.done : EXIT.data;
  },
};
