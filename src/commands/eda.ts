/** `assay eda DATA [-t T]` */
import { EXIT } from '../core/errors.js';
import type { EdaResults } from '../core/schemas/eda.js';
import { listText } from '../core/shell-text.js';
import type { Command, OptionSpec, Typed } from './command.js';
import { featureOptions } from './modelling-options.js';
import { dataArgument, stepOptions } from './step-options.js';
import { flag, text } from './typed-values.js';

const allOption = {
  name: 'all',
  type: 'flag',
  group: 'output',
  help: 'a line for every column, however many there are',
} as const satisfies OptionSpec;

/** What the alerts advise, as options of the next command: columns that give the target away, rows that run in time. */
function heeded({ alerts }: EdaResults, { given }: Typed): string[] {
  const columnsOf = (...ids: readonly string[]) =>
    alerts.filter(({ id }) => ids.includes(id)).flatMap(({ columns }) => columns);
  const leaking = [...new Set(columnsOf('target-copy', 'target-sum'))];
  const [time] = columnsOf('time-ordered');
  return [
    ...(leaking.length > 0 && !given.has('drop') ? ['--drop', listText(leaking)] : []),
    ...(time === undefined ? [] : ['--time', time]),
  ];
}

export const eda: Command = {
  id: 'eda',
  summary: 'profile, alerts, what each column says about the target',
  examples: ['assay eda loans -t default', 'assay eda loans --json'],
  hasIds: true,
  args: [dataArgument],
  asks: ['data'],
  options: [...stepOptions, ...featureOptions, allOption],
  async run(typed, term) {
    const started = performance.now();
    const { answersOf, columnsOf, commonOptions } = await import('./step-draft.js');
    const { runStep } = await import('./run-step.js');
    const { prepareEda } = await import('../workflows/eda.js');
    const target = text(typed, 'target');
    const options = { ...commonOptions('eda', typed), target, ...answersOf(typed), eda: columnsOf(typed) };
    const ran = await runStep(typed, term, started, (context) => prepareEda(options, context));
    if (!ran) return EXIT.done;
    const { recorded, prepared } = ran;
    const { file } = prepared;
    const { edaScreen } = await import('../report/screens/eda.js');
    const { stepDocument, stepInput } = await import('./step-result.js');
    const { nextCommand } = await import('./next-command.js');
    const isKept = typed.origins.get('target')?.kind === 'file';
    const next = [
      ...(target === null || isKept ? [] : [nextCommand(typed, 'init')]),
      nextCommand(typed, 'validate'),
      ...(target === null ? [] : [nextCommand(typed, 'cv', { add: heeded(recorded.results, typed) })]),
    ];
    const all = flag(typed, 'all');
    term.result(
      stepDocument(recorded),
      (style) => edaScreen({ ...stepInput(recorded, next), file, all }, style),
      undefined,
      () => [recorded.id],
    );
    return EXIT.done;
  },
};
