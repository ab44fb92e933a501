/** Scores as tables: a line a fold with a dot plot of the ranking metric, and a line a metric with its baseline. */
import { metrics } from '../../core/metrics/list.js';
import type { EvaluationResults } from '../../core/schemas/evaluation.js';
import type { MetricValue } from '../../core/schemas/metric-value.js';
import { count } from '../../core/shown-numbers.js';
import { beats } from './evaluation.js';
import { fitTable, right, type TableColumn, withContent } from './layout.js';
import { listNote, type MetricLine, span, spreadColumns } from './metric-columns.js';
import { digitsFor, score } from './numbers.js';
import { colorsOf, type Style } from './paint.js';
import { dotPlot, niceScale, scaleHead } from './plots.js';
import { hang } from './text.js';

const PLOT_WIDTH = 16;
const MAX_FOLD_ROWS = 20;

/** Beside the ranking metric, the ones that tell most, in this order. */
const TELLING: Readonly<Record<EvaluationResults['task'], readonly string[]>> = {
  binary: ['precision', 'recall', 'f1', 'roc_auc', 'brier'],
  multiclass: ['accuracy', 'balanced_accuracy', 'f1_macro', 'roc_auc_ovr', 'log_loss'],
  regression: ['rmse', 'mae', 'r2', 'mape'],
};

/** Metrics worth a column beside `by`: the telling ones of any task that are there. */
export const tellingMetrics = (by: string, available: readonly string[]): string[] =>
  [...new Set(Object.values(TELLING).flat())].filter((id) => id !== by && available.includes(id));

type FoldRow = EvaluationResults['folds'][number];

function scoreColumn(id: string, folds: readonly FoldRow[]): TableColumn {
  const values = folds.map(({ metrics }) => metrics[id] ?? null);
  const digits = digitsFor(values);
  return right(
    id,
    values.map((value) => score(value, digits)),
  );
}

/** The ranking metric's dot on a scale that all folds share; none when no fold has a value. */
function plotColumn(by: string, folds: readonly FoldRow[], color: (dot: string) => string): TableColumn[] {
  const values = folds.map(({ metrics }) => metrics[by] ?? null);
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return [];
  const scale = niceScale(known, metrics.get(by).range);
  return [
    {
      head: scaleHead(score(scale.low, scale.digits), score(scale.high, scale.digits), PLOT_WIDTH),
      align: 'left',
      cells: values.map((value) => dotPlot(value, scale, PLOT_WIDTH).replace('●', color)),
    },
  ];
}

function sampledColumn({ sampler, sampled }: EvaluationResults, folds: readonly FoldRow[]): TableColumn[] {
  if (sampler === 'none') return [];
  const rowsAfter = folds.map(({ repeat, fold }) => {
    const entry = sampled.find((item) => item.repeat === repeat && item.fold === fold);
    return entry ? Object.values(entry.after).reduce((sum, rows) => sum + rows, 0) : null;
  });
  return [
    right(
      `after ${sampler}`,
      rowsAfter.map((rows) => score(rows, 0)),
    ),
  ];
}

/** Where early stopping ended, when it was asked for. */
function roundsColumn(folds: EvaluationResults['folds']): TableColumn[] {
  if (folds.every(({ rounds }) => rounds === undefined)) return [];
  return [
    right(
      'rounds',
      folds.map(({ rounds }) => (rounds === undefined ? '' : count(rounds))),
    ),
  ];
}

/** One line a fold (20 at most), counted from 1. */
export function foldTable(results: EvaluationResults, style: Style): string[] {
  const areScored = results.folds.some(({ metrics: scores }) => Object.keys(scores).length > 0);
  if (results.folds.length < 2 || !areScored) return [];
  const { by } = results;
  const colors = colorsOf(style);
  const folds = results.folds.slice(0, MAX_FOLD_ROWS);
  const repeats: TableColumn[] =
    results.split.repeats > 1
      ? [
          right(
            'repeat',
            folds.map(({ repeat }) => count(repeat + 1)),
          ),
        ]
      : [];
  const columns = [
    ...repeats,
    right(
      'fold',
      folds.map(({ fold }) => count(fold + 1)),
    ),
    right(
      'train',
      folds.map(({ n_train: rows }) => count(rows)),
    ),
    ...sampledColumn(results, folds),
    right(
      'test',
      folds.map(({ n_test: rows }) => count(rows)),
    ),
    ...roundsColumn(folds),
    scoreColumn(by, folds),
    ...plotColumn(by, folds, colors.cyan),
    ...tellingMetrics(by, Object.keys(results.metrics)).map((id) => scoreColumn(id, folds)),
  ];
  const { head, rows } = fitTable(columns, style.width);
  const hidden = results.folds.length - folds.length;
  const more = hidden > 0 ? hang('', `… ${hidden} more folds: --json shows them`, style.width) : [];
  return [colors.dim(head), ...rows, ...more];
}

/** What a metric's line says at its end. */
function metricNote(id: string, metric: MetricValue, results: EvaluationResults): string {
  const missing = metric.undefined.length;
  const notes = [
    id === results.by ? '◂ ranks' : '',
    metric.direction === 'min' ? 'lower is better' : '',
    metric.estimate === 'pooled' ? 'over all folds at once' : '',
    metric.estimate === '.632+' ? '.632+' : '',
    missing > 0 ? `undefined in ${missing} of ${Math.max(missing, metric.values.length)} folds` : '',
  ];
  return notes.filter(Boolean).join(' · ');
}

interface ScoredLine extends MetricLine {
  readonly id: string;
  readonly baseline: MetricValue | undefined;
}

function pooledSpan({ metric: { pooled }, digits }: MetricLine): string {
  if (!pooled?.ci95) return '';
  const few = pooled.few_events ? 'few events' : pooled.few_groups ? 'few groups' : '';
  return `${span(pooled.ci95, digits)}${few && ` (${few})`}`;
}

/** Over all rows at once; of a hold-out, where that is the score itself, the interval alone. */
function pooledColumns(lines: readonly MetricLine[], nFolds: number): TableColumn[] {
  const values = right(
    'pooled',
    lines.map(({ metric: { pooled }, digits }) => (pooled ? score(pooled.value, digits) : '')),
  );
  const spans: TableColumn = { head: '95 % interval', align: 'left', cells: lines.map(pooledSpan) };
  return nFolds > 1 ? [values, spans] : [spans];
}

/** What the pooled columns are. @param shown whether they found room */
function pooledNote({ metrics, folds }: EvaluationResults, shown: boolean): string {
  const known = Object.values(metrics).flatMap(({ pooled }) => pooled?.method ?? []);
  if (known.length === 0) return '';
  const rows = folds.reduce((sum, { repeat, n_test: n }) => sum + (repeat === 0 ? n : 0), 0);
  if (!shown) return `intervals over all ${count(rows)} test rows at once: --json`;
  const methods = [
    known.includes('bca') ? 'BCa bootstrap' : '',
    known.includes('delong') ? 'DeLong for roc_auc' : '',
  ];
  const what = folds.length > 1 ? 'pooled: all' : 'interval:';
  return `${what} ${count(rows)} test rows at once, these fitted models only (${methods.filter(Boolean).join(', ')})`;
}

function footer(results: EvaluationResults, pooledShown: boolean, style: Style): string[] {
  const metric = results.metrics[results.by];
  const folds = results.folds.length;
  const pooled = pooledNote(results, pooledShown);
  const interval = metric?.ci95
    ? `interval: corrected resampled t over ${folds} folds, the learner's expected score`
    : folds === 1 && pooled === ''
      ? 'one hold-out: no interval'
      : '';
  const lists = pooledShown ? listNote(Object.keys(results.metrics), folds) : '';
  const baseline = 'baseline: the best answer that ignores every column';
  return hang('', [interval, pooled, lists, baseline].filter(Boolean).join(' · '), style.width).map(
    colorsOf(style).dim,
  );
}

function metricLines(results: EvaluationResults): ScoredLine[] {
  const ids = [results.by, ...Object.keys(results.metrics).filter((id) => id !== results.by)];
  return ids.flatMap((id) => {
    const metric = results.metrics[id];
    if (!metric) return [];
    const baseline = results.baseline[id];
    const digits = digitsFor([metric.value ?? baseline?.value ?? null]);
    return [{ id, metric, baseline, digits }];
  });
}

/** One line a metric, the ranking one first: over folds with spread and interval, what ignoring every column would score, over rows. */
export function metricTable(results: EvaluationResults, style: Style): string[] {
  const lines = metricLines(results);
  if (lines.length === 0) return [];
  const colors = colorsOf(style);
  const { head, rows, hidden } = fitTable(
    withContent([
      { head: '', align: 'left', cells: lines.map(({ id }) => (id === results.by ? colors.bold(id) : id)) },
      right(
        results.folds.length > 1 ? 'mean' : 'score',
        lines.map(({ metric, baseline, digits }) => {
          const shown = score(metric.value, digits);
          return beats(metric, baseline) ? shown : colors.yellow(shown);
        }),
      ),
      ...spreadColumns(lines),
      right(
        'baseline',
        lines.map(({ baseline, digits }) => score(baseline?.value, digits)),
      ),
      { head: '', align: 'left', cells: lines.map(({ id, metric }) => metricNote(id, metric, results)) },
      ...pooledColumns(lines, results.folds.length),
    ]),
    style.width,
  );
  return [colors.dim(head), ...rows, ...footer(results, hidden === 0, style)];
}
