/** Scores as tables: a line a fold with a dot plot of the ranking metric, and a line a metric with its baseline. */
import { metrics } from '../../core/metrics/list.js';
import type { EvaluationResults } from '../../core/schemas/evaluation.js';
import type { MetricValue } from '../../core/schemas/metric-value.js';
import { count } from '../../core/shown-numbers.js';
import { beats } from './evaluation.js';
import { fitTable, type TableColumn, withContent } from './layout.js';
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

const right = (head: string, cells: readonly string[]): TableColumn => ({ head, align: 'right', cells });

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

function intervalText(metric: MetricValue, digits: number): string {
  return metric.ci95 ? `${score(metric.ci95[0], digits)} … ${score(metric.ci95[1], digits)}` : '';
}

function footer(results: EvaluationResults, style: Style): string[] {
  const metric = results.metrics[results.by];
  const folds = results.folds.length;
  const interval = metric?.ci95
    ? `interval: corrected resampled t over ${folds} folds`
    : folds === 1
      ? 'one hold-out: no interval'
      : '';
  const baseline = 'baseline: the best answer that ignores every column';
  return hang('', [interval, baseline].filter(Boolean).join(' · '), style.width).map(colorsOf(style).dim);
}

/** One line a metric, the ranking one first: mean, spread, interval, and what ignoring every column would score. */
export function metricTable(results: EvaluationResults, style: Style): string[] {
  const ids = [results.by, ...Object.keys(results.metrics).filter((id) => id !== results.by)];
  const lines = ids.flatMap((id) => {
    const metric = results.metrics[id];
    if (!metric) return [];
    const baseline = results.baseline[id];
    const digits = digitsFor([metric.value ?? baseline?.value ?? null]);
    return [{ id, metric, baseline, digits }];
  });
  if (lines.length === 0) return [];
  const colors = colorsOf(style);
  const { head, rows } = fitTable(
    withContent([
      { head: '', align: 'left', cells: lines.map(({ id }) => (id === results.by ? colors.bold(id) : id)) },
      right(
        results.folds.length > 1 ? 'mean' : 'score',
        lines.map(({ metric, baseline, digits }) => {
          const shown = score(metric.value, digits);
          return beats(metric, baseline) ? shown : colors.yellow(shown);
        }),
      ),
      right(
        '±std',
        lines.map(({ metric, digits }) => (metric.std === null ? '' : score(metric.std, digits))),
      ),
      right(
        '95 % interval',
        lines.map(({ metric, digits }) => intervalText(metric, digits)),
      ),
      right(
        'baseline',
        lines.map(({ baseline, digits }) => score(baseline?.value, digits)),
      ),
      { head: '', align: 'left', cells: lines.map(({ id, metric }) => metricNote(id, metric, results)) },
    ]),
    style.width,
  );
  return [colors.dim(head), ...rows, ...footer(results, style)];
}
