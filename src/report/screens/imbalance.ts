/** What `imbalance` shows: the runs in the groups of `compare`, what they cost in calibration and time, and the verdict. */
import { remedyOf, remedyText, runName } from '../../core/imbalance/contestants.js';
import type { ImbalanceResults, RankedRun } from '../../core/schemas/imbalance.js';
import { counted, percent } from '../../core/shown-numbers.js';
import type { Row } from '../row-text.js';
import { problemFacts, splitFact } from './evaluation.js';
import { gateLines } from './gates.js';
import { fitTable, right, rule, type TableColumn, withContent } from './layout.js';
import { digitsFor, score } from './numbers.js';
import { colorsOf, fact, joinFacts, type Style, stack } from './paint.js';
import { alertLines, closingBlock, type StepInput } from './step-frame.js';
import { clean, clip } from './text.js';

export interface ImbalanceInput extends StepInput<ImbalanceResults> {
  /** [runs] in workers; null of runs that failed. */
  readonly runSeconds: readonly (number | null)[];
}

/** Beside the metric that ranks, as far as a run has them. */
const SHOWN = [
  ...['f1', 'f1_macro', 'precision', 'precision_macro', 'recall', 'recall_macro'],
  ...['average_precision', 'roc_auc', 'roc_auc_ovr', 'brier', 'ece'],
];

/** What a remedy is shown to do to the metric that ranks. */
const EFFECTS = { helps: '▲', harms: '▼', unclear: ' ' } as const;

/** Of probabilities: marked where a remedy moved these. */
const OF_CHANCES = new Set(['brier', 'ece']);

/** What found room in a narrow table, and is a word of this trade. */
const HEADS: Readonly<Record<string, string>> = {
  average_precision: 'pr_auc',
  precision_macro: 'precision',
  recall_macro: 'recall',
};

const REMEDY_WIDTH = 24;

const ran = ({ runs }: ImbalanceResults): RankedRun[] => runs.filter(({ rank }) => rank !== null);

const hasEffect = ({ against_plain: beside }: RankedRun): boolean =>
  beside !== null && beside.effect !== 'unclear';

function metricColumn(id: string, results: ImbalanceResults): TableColumn {
  const runs = ran(results);
  const values = runs.map(({ metrics }) => metrics[id]?.value ?? null);
  const floor = results.baseline[id]?.value ?? null;
  const digits = digitsFor(values);
  const isMarked = OF_CHANCES.has(id) && runs.some(({ shifted }) => shifted);
  const hasEffects = id === results.by && runs.some(hasEffect);
  const mark = (run: RankedRun | null) => {
    if (hasEffects) return EFFECTS[run?.against_plain?.effect ?? 'unclear'];
    return isMarked ? (run?.shifted ? '!' : ' ') : '';
  };
  return right(HEADS[id] ?? id, [
    ...values.map((value, at) => `${score(value, digits)}${mark(runs[at])}`),
    `${floor === null ? '' : score(floor, digits)}${mark(null)}`,
  ]);
}

function secondsColumn({ results, runSeconds }: ImbalanceInput): TableColumn {
  const cells = ran(results).map((_, at) => {
    const seconds = runSeconds[at] ?? null;
    return seconds === null ? '' : score(seconds, seconds < 10 ? 1 : 0);
  });
  return right('s', [...cells, '']);
}

/** A line a run, and the baseline's. */
function tableOf(input: ImbalanceInput, style: Style) {
  const { results } = input;
  const { by } = results;
  const runs = ran(results);
  const left = (head: string, cells: string[], last: string): TableColumn => ({
    ...{ head, align: 'left', cells: [...cells, last] },
  });
  const known = SHOWN.filter((id) => id !== by && runs.some(({ metrics }) => id in metrics));
  const metrics = [by, ...known].map((id) => metricColumn(id, results));
  const ranks = runs.map(({ rank, unsure }) => `${rank}${unsure ? '?' : ' '}`);
  const answer = results.baseline_answers[by] ?? '';
  return fitTable(
    [
      right('# ', [...ranks, '']),
      left(
        'model',
        runs.map(({ model }) => model),
        'baseline',
      ),
      left(
        'remedy',
        runs.map((run) => clip(clean(remedyText(run) || '·'), REMEDY_WIDTH)),
        clip(clean(answer), REMEDY_WIDTH),
      ),
      ...withContent([...metrics, secondsColumn(input)]),
    ],
    style.width,
    1,
  );
}

function groupTitle(members: readonly RankedRun[], above: RankedRun | undefined): string {
  const [leader] = members;
  const apart = above ? `behind ${runName(above)}` : '';
  const within = members.length > 1 ? `not told apart from ${runName(leader)}` : '';
  if (members.every((run) => run.worse_than_baseline)) {
    return `group ${leader.group}: no better than the same answer for every row`;
  }
  return `group ${leader.group}: ${[apart, within].filter(Boolean).join(', ') || `${runName(leader)} alone`}`;
}

function boardBlock(input: ImbalanceInput, style: Style): string[] {
  const colors = colorsOf(style);
  const runs = ran(input.results);
  const table = tableOf(input, style);
  const numbers = [...new Set(runs.map(({ group }) => group))];
  const leaders = numbers.map((number) => runs.find(({ group }) => group === number));
  const parts = numbers.flatMap((number, at) => {
    const members = runs.filter(({ group }) => group === number);
    const title = clean(groupTitle(members, leaders[at - 1]));
    const lines = members.map((run) => {
      const line = table.rows[runs.indexOf(run)];
      return run.worse_than_baseline ? colors.yellow(line) : line;
    });
    return [colors.dim(rule(title, style.width)), ...lines];
  });
  return [colors.dim(table.head), ...parts, colors.dim(table.rows[runs.length])];
}

function failedLines({ runs }: ImbalanceResults, style: Style): string[] {
  return runs.flatMap((run) =>
    run.error ? fact('failed', `${runName(run)}: ${run.error.message}`, style) : [],
  );
}

function methodLine({ tests, runs }: ImbalanceResults, style: Style): string[] {
  if (tests.comparisons === 0) return fact('groups', 'no test was possible', style);
  const unsure = runs.some((run) => run.unsure) ? '? not told apart from the leader of an earlier group' : '';
  const how = `corrected resampled t on ${counted(tests.folds ?? 0, 'shared fold')}, Holm over all pairs, ${percent(tests.alpha, 0)}`;
  return fact('groups', joinFacts([how, unsure]), style);
}

/** What ▲ and ▼ stand for; nothing without one. */
function effectLine(results: ImbalanceResults, style: Style): string[] {
  const { tests, by } = results;
  if (tests.against_plain === 0) return [];
  if (!ran(results).some(hasEffect)) {
    return fact('', `no ${by} is shown to differ from that of its plain model`, style);
  }
  const how = `t as above, Holm over ${counted(tests.against_plain, 'comparison')}`;
  return fact('', `▲ ▼ shown to be better, worse than the plain model: ${how}`, style);
}

/** Every score in every fold. */
const scoresText = ({ model, metrics }: RankedRun): string =>
  JSON.stringify([model, Object.entries(metrics).map(([id, { values }]) => [id, values])]);

/** Samplers that did in every fold what another did, as those do that fall back to smote. */
function sameLines(results: ImbalanceResults, style: Style): string[] {
  const sampled = ran(results).filter((run) => remedyOf(run) === 'sampler');
  const scores = sampled.map(scoresText);
  const texts = sampled.flatMap(({ model }, at) => {
    if (scores.indexOf(scores[at]) < at) return [];
    const alike = sampled.filter((_, other) => scores[other] === scores[at]);
    return alike.length > 1 ? [`${model} ${alike.map(({ sampler }) => sampler).join(' = ')}`] : [];
  });
  return texts.length > 0 ? fact('same', `${joinFacts(texts)}: the same scores in every fold`, style) : [];
}

const SHIFTED = '! moved by sampler, weights or balanced draws: p is no chance; --calibrate ID mends it';

export function imbalanceScreen(input: ImbalanceInput, style: Style): string {
  const { results } = input;
  const models = [...new Set(results.runs.map(({ model }) => model))].join(', ');
  const pipeline = [models, results.calibrate ?? '', `seed ${results.seed}`];
  const marks = ran(results).some(({ shifted }) => shifted) ? fact('', SHIFTED, style) : [];
  return stack([
    [
      ...problemFacts(input, style),
      ...fact('models', joinFacts(pipeline), style),
      ...splitFact(results, style),
    ],
    boardBlock(input, style),
    [
      ...fact('verdict', results.verdict.text, style),
      ...methodLine(results, style),
      ...effectLine(results, style),
      ...marks,
      ...sameLines(results, style),
      ...failedLines(results, style),
      ...gateLines(results.gates, style),
    ],
    alertLines(
      results.warnings.map(({ message }) => message),
      style,
    ),
    closingBlock(input, style),
  ]);
}

/** A row a run. */
export const imbalanceRows = ({ results, runSeconds }: ImbalanceInput): Row[] => {
  const metrics = [...new Set(results.runs.flatMap((run) => Object.keys(run.metrics)))];
  return results.runs.map((run, at) => ({
    ...{ rank: run.rank, group: run.group, model: run.model, sampler: run.sampler },
    ...{ class_weight: run.class_weight, threshold: run.threshold, shifted: run.shifted },
    effect: run.against_plain?.effect ?? null,
    ...Object.fromEntries(metrics.map((id) => [id, run.metrics[id]?.value ?? null])),
    seconds: runSeconds[at] ?? null,
    error: run.error?.message ?? null,
  }));
};
