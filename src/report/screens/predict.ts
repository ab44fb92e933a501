/** What `predict` shows: which model, on which rows, what it says of them, what was odd about them. */
import type { PredictResults } from '../../core/schemas/predict.js';
import { count, counted, percent } from '../../core/shown-numbers.js';
import { fitTable } from './layout.js';
import { brief, score } from './numbers.js';
import { colorsOf, fact, joinFacts, type Style, stack } from './paint.js';
import { closingBlock, dataFact, type StepInput, warningLines } from './step-frame.js';
import { clean, clip } from './text.js';

/** Rows that are shown. */
export const PREVIEW_ROWS = 5;
const MAX_CLASSES = 12;
const LABEL_WIDTH = 24;
const BAR_WIDTH = 40;

export interface PredictInput extends StepInput<PredictResults> {
  /** The version whose model it was. */
  readonly modelVersion: string;
  /** Where the predictions are, as a person would type it. */
  readonly predictions: string;
  /** The first of them. */
  readonly first: readonly Readonly<Record<string, string | number>>[];
}

function header(input: PredictInput, style: Style): string[] {
  const { model, task, target, positive, threshold } = input.results;
  return [
    ...fact('model', joinFacts([input.modelVersion, model]), style),
    ...fact(
      'target',
      joinFacts([
        target,
        task,
        positive === null ? '' : `positive ${positive}`,
        threshold === null ? '' : `threshold ${threshold}`,
      ]),
      style,
    ),
    ...dataFact(input, style),
  ];
}

/** A line a class: rows predicted to be of it, their share, a bar. */
function classTable(
  { classes, rows }: PredictResults,
  counts: Readonly<Record<string, number>>,
  style: Style,
): string[] {
  const shown = classes.slice(0, MAX_CLASSES);
  const nRows = shown.map((label) => counts[label] ?? 0);
  const most = Math.max(1, ...nRows);
  const { head, rows: lines } = fitTable(
    [
      { head: 'predicted', align: 'left', cells: shown.map((label) => clip(clean(label), LABEL_WIDTH)) },
      { head: 'rows', align: 'right', cells: nRows.map(count) },
      { head: 'share', align: 'right', cells: nRows.map((n) => percent(n / rows)) },
      { head: '', align: 'left', cells: nRows.map((n) => '█'.repeat(Math.round((BAR_WIDTH * n) / most))) },
    ],
    style.width,
  );
  const rest = classes.length - shown.length;
  const more = rest > 0 ? [`… ${counted(rest, 'more class', 'more classes')}`] : [];
  return [colorsOf(style).dim(head), ...lines, ...more];
}

function outcomeBlock(results: PredictResults, style: Style): string[] {
  const { counts, summary } = results;
  if (counts) return classTable(results, counts, style);
  if (!summary) return [];
  const { min, mean, median, max } = summary;
  const text = `${brief(min)} to ${brief(max)} · mean ${brief(mean)} · median ${brief(median)}`;
  return fact('predicted', text, style);
}

const cellText = (name: string, value: string | number): string => {
  if (typeof value === 'string') return clip(clean(value), LABEL_WIDTH);
  return name.startsWith('p_') ? score(value, 3) : brief(value);
};

function previewTable({ first, results }: PredictInput, style: Style): string[] {
  if (first.length === 0) return [];
  const names = Object.keys(first[0]);
  const { head, rows } = fitTable(
    names.map((name) => ({
      head: clip(clean(name), LABEL_WIDTH),
      align: typeof first[0][name] === 'string' ? ('left' as const) : ('right' as const),
      cells: first.map((row) => cellText(name, row[name])),
    })),
    style.width,
  );
  const rest = results.rows - first.length;
  return [colorsOf(style).dim(head), ...rows, ...(rest > 0 ? [`… ${counted(rest, 'more row')}`] : [])];
}

export const predictScreen = (input: PredictInput, style: Style): string =>
  stack([
    header(input, style),
    outcomeBlock(input.results, style),
    previewTable(input, style),
    warningLines(input, style),
    [...fact('rows', input.predictions, style), ...closingBlock(input, style)],
  ]);
