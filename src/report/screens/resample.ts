/** What `resample` shows: classes before and after, the sampler, how faithful the new rows are. */

import { samplers } from '../../core/samplers/list.js';
import type { ResampleResults } from '../../core/schemas/resample.js';
import { count, percent } from '../../core/shown-numbers.js';
import { withParams } from './evaluation.js';
import { fitTable } from './layout.js';
import { alert, colorsOf, fact, joinFacts, type Style, stack } from './paint.js';
import { furthestColumns, qualityFacts } from './sampling-quality.js';
import { closingBlock, dataFact, type StepInput, warningLines } from './step-frame.js';
import { clean, clip } from './text.js';

export interface ResampleInput extends StepInput<ResampleResults> {
  /** Where the table is, as a person would type it. */
  readonly table: string;
}

const LABEL_WIDTH = 24;
const MIN_BAR = 8;
const MAX_BAR = 40;
/** What the columns left of the bars take beside the label. */
const NUMBERS_WIDTH = 37;

function header(input: ResampleInput, style: Style): string[] {
  const { target, task, sampler, params, seed, features, left_out, carried = [] } = input.results;
  const blank = left_out.map(({ column }) => column).filter((column) => !carried.includes(column));
  const left = blank.length ? `left out: ${blank.join(', ')}` : '';
  const along = carried.length ? `from the row grown from: ${carried.join(', ')}` : '';
  return [
    ...dataFact(input, style),
    ...fact('target', joinFacts([target, task]), style),
    ...fact('sampler', joinFacts([withParams(samplers, sampler, params), `seed ${seed}`]), style),
    ...fact('columns', joinFacts([`${features.length} used`, along, left]), style),
  ];
}

/** `█` was there, `░` is new, `·` was taken away. */
function bar(before: number, after: number, cellsOf: (rows: number) => number): string {
  const [was, is] = [cellsOf(before), cellsOf(after)];
  const kept = Math.min(was, is);
  return '█'.repeat(kept) + '░'.repeat(is - kept) + '·'.repeat(was - kept);
}

/** A line a class: rows before and after, share after, a bar. */
function classTable({ classes, before, after }: ResampleResults, style: Style): string[] {
  const colors = colorsOf(style);
  const labels = classes.map((label) => clip(clean(label), LABEL_WIDTH));
  const was = classes.map((label) => before[label] ?? 0);
  const is = classes.map((label) => after[label] ?? 0);
  const total = is.reduce((sum, rows) => sum + rows, 0);
  const most = Math.max(1, ...was, ...is);
  const widest = Math.max(...labels.map(({ length }) => length));
  const width = Math.max(MIN_BAR, Math.min(MAX_BAR, style.width - widest - NUMBERS_WIDTH));
  const cellsOf = (rows: number) => Math.round((width * rows) / most);
  const { head, rows } = fitTable(
    [
      { head: 'class', align: 'left', cells: labels },
      { head: 'before', align: 'right', cells: was.map(count) },
      { head: 'after', align: 'right', cells: is.map(count) },
      { head: 'share', align: 'right', cells: is.map((n) => (total ? percent(n / total) : '')) },
      { head: '', align: 'left', cells: classes.map((_, i) => bar(was[i], is[i], cellsOf)) },
    ],
    style.width,
  );
  const legend = clip('█ real rows, once each · ░ added · · taken away', style.width);
  return [colors.dim(head), ...rows, colors.dim(legend)];
}

/** Whoever goes on with this table should know. */
const refusal = ({ synthetic, repeated, removed, sampler }: ResampleResults, style: Style): string[] =>
  synthetic + repeated + removed === 0
    ? []
    : alert(
        `train, cv and tune refuse this table, since its scores would flatter; --sampler ${sampler} does the same inside each fold, on training rows alone`,
        style,
      );

export const resampleScreen = (input: ResampleInput, style: Style): string =>
  stack([
    header(input, style),
    classTable(input.results, style),
    qualityFacts(input.results, style),
    furthestColumns(input.results, style),
    [...warningLines(input, style), ...refusal(input.results, style)],
    [...fact('table', input.table, style), ...closingBlock(input, style)],
  ]);
