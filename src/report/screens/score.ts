/** What `score` shows: what was scored, a line a metric, the confusion, the warnings. */
import { gateMetric } from '../../core/gates.js';
import { isUsual } from '../../core/metrics/choose-metrics.js';
import type { MetricValue } from '../../core/schemas/metric-value.js';
import type { ScoreResults } from '../../core/schemas/score.js';
import { count, counted, percent } from '../../core/shown-numbers.js';
import type { Row } from '../row-text.js';
import { confusionBlock } from './confusion.js';
import { foldCounts } from './fold-counts.js';
import { gateLines } from './gates.js';
import { fitTable, right, type TableColumn, tableWidth, withContent } from './layout.js';
import { listNote, type MetricLine, span, spreadColumns } from './metric-columns.js';
import { digitsFor, pText, score, signed } from './numbers.js';
import { colorsOf, fact, joinFacts, type Style, stack } from './paint.js';
import { rowByRow } from './row-by-row.js';
import { slicesBlock } from './slices.js';
import { alertLines, closingBlock, type StepInput } from './step-frame.js';
import { clean, clip, hang } from './text.js';

export interface ScoreInput {
  readonly results: ScoreResults;
  /** The file of predictions, as typed. */
  readonly file: string;
  /** null: nothing was kept. */
  readonly kept: StepInput<ScoreResults> | null;
  /** Every metric is shown. */
  readonly all: boolean;
  /** Ids of metrics that somebody named: they are shown beside the usual ones. */
  readonly named: readonly string[];
}

const MOST_CLASSES = 6;

const DECIDED: Readonly<Record<ScoreResults['predicted_by'], (results: ScoreResults) => string>> = {
  prediction: () => 'answers as predicted',
  threshold: ({ positive, threshold }) => `${positive} where p >= ${threshold}`,
  largest: () => 'answers: the likeliest class',
};

function targetText({ task, classes, positive, shares }: ScoreResults): string {
  if (task === 'regression') return 'regression';
  if (positive !== null)
    return `binary · positive ${positive}, ${percent(shares[classes.indexOf(positive)])}`;
  const named = classes.slice(0, MOST_CLASSES).map((label, k) => `${label} ${percent(shares[k])}`);
  const more = classes.length > MOST_CLASSES ? `, and ${classes.length - MOST_CLASSES} more` : '';
  return `${counted(classes.length, 'class', 'classes')}: ${named.join(', ')}${more}`;
}

function header({ results, file }: ScoreInput, style: Style): string[] {
  const { rows, missing_truth: missing, split, weights } = results;
  const facts = [
    file === '-' ? 'standard input' : file,
    counted(rows, 'row'),
    missing > 0 ? `${count(missing)} without a truth left out` : '',
    weights ? `weighted by ${weights}` : '',
  ];
  return [
    ...fact('scored', joinFacts(facts), style),
    ...fact(
      'truth',
      joinFacts([results.target, targetText(results), DECIDED[results.predicted_by](results)]),
      style,
    ),
    ...(split ? fact('folds', joinFacts([foldCounts(results.folds), split.sha256.slice(0, 6)]), style) : []),
  ];
}

/** Longer reasons are in --json: a wide column would be left out as a whole. */
const REASON_WIDTH = 36;

const undefinedText = (reason = '') => `undefined: ${clip(clean(reason), REASON_WIDTH)}`;

function noteOf(id: string, metric: MetricValue, by: string): string {
  const [gap] = metric.undefined;
  const notes = [
    id === by ? '◂ ranks' : '',
    metric.direction === 'min' ? 'lower is better' : '',
    metric.pooled?.few_events ? 'few events' : '',
    metric.pooled?.few_groups ? 'few groups' : '',
    gap ? undefinedText(gap.reason) : '',
  ];
  return notes.filter(Boolean).join(' · ');
}

const GAP = 2;
/** Less room than this holds no note. */
const LEAST_NOTE = 8;

/** Notes beside the scores, clipped where there is little room: a long one does not cost the others. */
function noteColumn(notes: readonly string[], scores: readonly TableColumn[], style: Style): TableColumn[] {
  const room = style.width - tableWidth(scores, GAP) - GAP;
  if (room < LEAST_NOTE) return [];
  return withContent([{ head: '', align: 'left', cells: notes.map((note) => clip(note, room)) }]);
}

/** Over the rows of all folds at once. */
const pooledColumns = (lines: readonly MetricLine[]): TableColumn[] => [
  right(
    'pooled',
    lines.map(({ metric: { pooled }, digits }) => score(pooled?.value, digits)),
  ),
  right(
    '95 % interval',
    lines.map(({ metric: { pooled }, digits }) => span(pooled?.ci95, digits)),
  ),
];

function metricLines({ results, all, named }: ScoreInput, style: Style): string[] {
  const ids = Object.keys(results.metrics);
  const asked = new Set([
    results.by,
    'cost',
    ...named,
    ...results.gates.map(({ metric }) => gateMetric(metric).id),
  ]);
  const shown = ids.filter((id) => all || asked.has(id) || isUsual(results.task, id));
  const lines = shown.map((id) => {
    const metric = results.metrics[id];
    const baseline = results.baseline[id]?.value;
    return { id, metric, baseline, digits: digitsFor([metric.value ?? baseline ?? null]) };
  });
  const colors = colorsOf(style);
  const scores = withContent([
    { head: '', align: 'left', cells: lines.map(({ id }) => (id === results.by ? colors.bold(id) : id)) },
    right(
      results.split ? 'mean' : 'score',
      lines.map(({ metric, digits }) => score(metric.value, digits)),
    ),
    ...spreadColumns(lines),
    right(
      'baseline',
      lines.map(({ baseline, digits }) => (baseline === undefined ? '' : score(baseline, digits))),
    ),
  ]);
  const notes = lines.map(({ id, metric }) => noteOf(id, metric, results.by));
  const pooled = withContent(results.split ? pooledColumns(lines) : []);
  const { head, rows } = fitTable([...scores, ...noteColumn(notes, scores, style), ...pooled], style.width);
  const rest = ids.length - shown.length;
  const more = rest > 0 ? [`… ${counted(rest, 'more metric')}: -v shows them`] : [];
  return [colors.dim(head), ...rows, ...more, ...footer(results, shown, style)];
}

function footer({ split, baseline, folds }: ScoreResults, shown: readonly string[], style: Style): string[] {
  const notes = [
    split
      ? 'interval: corrected resampled t over the folds · pooled: all rows of the first repeat at once'
      : '',
    listNote(shown, folds.length),
    'interval of these predictions: DeLong for roc_auc, else BCa bootstrap',
    Object.keys(baseline).length > 0 ? 'baseline: the best answer that is the same for every row' : '',
  ];
  const text = joinFacts(notes);
  return text === '' ? [] : hang('', text, style.width).map(colorsOf(style).dim);
}

/** `f1 0.470, the other 0.487 · difference -0.017 (95 %: -0.027 … -0.008), p 0.002, paired bootstrap`. */
function againstText({ by, first, second, bootstrap }: NonNullable<ScoreResults['against']>): string {
  const digits = digitsFor([first, second]);
  const values = `${by} ${score(first, digits)}, the other ${score(second, digits)}`;
  if (!bootstrap) return values;
  const { difference, ci95, p, by_group: byGroup } = bootstrap;
  const own = digitsFor([difference, ...ci95]);
  const interval = `${signed(ci95[0], own)} … ${signed(ci95[1], own)}`;
  return `${values} · difference ${signed(difference, own)} (95 %: ${interval}), ${pText(p)}, paired bootstrap${byGroup ? ' of groups' : ''}`;
}

function againstLines({ against }: ScoreResults, style: Style): string[] {
  if (!against) return [];
  const { mcnemar, delong } = against;
  const lines = [
    againstText(against),
    mcnemar
      ? `right alone: ${counted(mcnemar.only_first, 'row')}, the other ${count(mcnemar.only_second)} · ${pText(mcnemar.p)}, McNemar${rowByRow(mcnemar)}`
      : '',
    delong ? `roc_auc ${signed(delong.difference, 3)} · ${pText(delong.p)}, DeLong` : '',
    'of these predictions only, not of what new fits would give',
  ];
  return [
    ...fact('against', joinFacts([against.with, counted(against.rows, 'row')]), style),
    ...lines.filter(Boolean).flatMap((line) => fact('', line, style)),
  ];
}

export const scoreScreen = (input: ScoreInput, style: Style): string =>
  stack([
    header(input, style),
    metricLines(input, style),
    confusionBlock(input.results, style),
    againstLines(input.results, style),
    slicesBlock(input.results, style),
    gateLines(input.results.gates, style),
    alertLines(
      input.results.warnings.map(({ message }) => message),
      style,
    ),
    input.kept ? closingBlock(input.kept, style) : [],
  ]);

/** A row a metric. */
export const scoreRows = ({ metrics, baseline }: ScoreResults): Row[] =>
  Object.entries(metrics).map(([metric, { value, std, ci95, undefined: gaps }]) => ({
    metric,
    value,
    std,
    low: ci95?.[0] ?? null,
    high: ci95?.[1] ?? null,
    baseline: baseline[metric]?.value ?? null,
    reason: gaps[0]?.reason ?? null,
  }));
