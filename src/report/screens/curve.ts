/** What `curve` shows: the scores of training and test rows along one parameter, drawn and in a table. */
import { metrics } from '../../core/metrics/list.js';
import type { CurvePoint, CurveResults } from '../../core/schemas/curve.js';
import { count, counted } from '../../core/shown-numbers.js';
import { ignoresSeed } from '../../core/splitters/list.js';
import type { Row } from '../row-text.js';
import { headerBlock } from './evaluation.js';
import { fitTable } from './layout.js';
import { lineChart } from './line-chart.js';
import { digitsFor, paramValue, score } from './numbers.js';
import { colorsOf, fact, joinFacts, type Style, stack } from './paint.js';
import { alertLines, closingBlock, type StepInput } from './step-frame.js';

const OPEN = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;

/** More points than this are thinned out. */
const MOST_POINTS = 12;

export interface CurveInput extends StepInput<CurveResults> {
  /** Every point is in the table. */
  readonly all: boolean;
}

/** Fitted rows that score so much higher would press the curve of the test rows flat. */
const MOST_SPANS = 4;

type Values = readonly (number | null)[];

const spanOf = (values: Values) => {
  const known = values.filter((value) => value !== null);
  return Math.max(...known) - Math.min(...known);
};

function chart({ points, param, by }: CurveResults, style: Style): string[] {
  const test = { mark: '●', values: points.map((point) => point.test.value) };
  const train = { mark: '○', values: points.map((point) => point.train.value) };
  const isNear = spanOf([...test.values, ...train.values]) <= MOST_SPANS * spanOf(test.values);
  const range = metrics.has(by) ? metrics.get(by).range : OPEN;
  const ends = [paramValue(points[0].value), paramValue(points[points.length - 1].value)] as const;
  const lines = lineChart(isNear ? [test, train] : [test], range, ends, param, style.width);
  const legend = isNear ? '○ rows that were fitted on' : 'rows that were fitted on: in the table, far off';
  return lines.length === 0 ? [] : [`${by}  ● test rows  ${legend}`, ...lines];
}

/** Every n-th point, the last and the best. */
function shownPoints({ points, best }: CurveResults, all: boolean): readonly CurvePoint[] {
  const step = all ? 1 : Math.ceil(points.length / MOST_POINTS);
  return points.filter(({ value }, i) => i % step === 0 || i === points.length - 1 || value === best?.value);
}

function pointTable({ results, all }: CurveInput, style: Style): string[] {
  const { param, by, best, points } = results;
  const shown = shownPoints(results, all);
  const digits = digitsFor(shown.flatMap(({ train, test }) => [train.value, test.value]));
  const right = (head: string, cell: (point: CurvePoint) => string) => ({
    head,
    align: 'right' as const,
    cells: shown.map(cell),
  });
  const interval = ({ test: { ci95 } }: CurvePoint) =>
    ci95 === null ? '' : `${score(ci95[0], digits)} … ${score(ci95[1], digits)}`;
  const { head, rows } = fitTable(
    [
      right(param, ({ value }) => paramValue(value)),
      right(by, ({ test }) => score(test.value, digits)),
      right('±std', ({ test }) => score(test.std, digits)),
      right('95 % interval', interval),
      right('fitted rows', ({ train }) => score(train.value, digits)),
      right('rows', ({ n_train }) => count(Math.round(n_train))),
      { head: '', align: 'left', cells: shown.map(({ value }) => (value === best?.value ? '◂ best' : '')) },
    ],
    style.width,
  );
  const isThinned = shown.length < points.length;
  const more = isThinned ? [`${shown.length} of ${points.length} points; all: -v or --format csv`] : [];
  return [colorsOf(style).dim(head), ...rows, ...more];
}

/** Of a curve along a parameter. */
function optimism({ param, split }: CurveResults): string[] {
  if (param === 'train_size') return [];
  const flatters = 'the best point was chosen on the folds it is scored on';
  return [ignoresSeed(split.splitter) ? flatters : `${flatters}; cv with another --split-seed says more`];
}

export function curveScreen(input: CurveInput, style: Style): string {
  const { results } = input;
  const { param, points, fits, warnings } = results;
  const curve = joinFacts([`${param}, ${counted(points.length, 'point')}`, counted(fits, 'fit')]);
  const { [param]: _axis, ...others } = results.params;
  const said = warnings.map(({ message }) => message);
  return stack([
    [
      ...headerBlock({ ...input, results: { ...results, params: others } }, style),
      ...fact('curve', curve, style),
    ],
    chart(results, style),
    pointTable(input, style),
    alertLines([...optimism(results), ...said], style),
    closingBlock(input, style),
  ]);
}

/** A row a point. */
export const curveRows = ({ param, points }: CurveResults): Row[] =>
  points.map(({ value, n_train, train, test }) => ({
    param,
    value,
    n_train,
    test: test.value,
    test_std: test.std,
    test_low: test.ci95?.[0] ?? null,
    test_high: test.ci95?.[1] ?? null,
    train: train.value,
    train_std: train.std,
  }));
