/** `assay diff`: what the two are, what was asked of them differently, what came of it, which files are equal. */
import type { Change, DiffDocument, DiffSide, FileChange, MetricChange } from '../../core/schemas/diff.js';
import { count } from '../../core/shown-numbers.js';
import { fitTable } from './layout.js';
import { digitsFor, paramValue, score } from './numbers.js';
import { colorsOf, fact, joinFacts, type Style, stack } from './paint.js';
import { clean, clip } from './text.js';

const HASH_SHOWN = 12;
const MOST_VALUE = 30;
const ABSENT = '·';

const sideText = ({ version, state, step, model, sampler, path }: DiffSide) =>
  joinFacts([
    version,
    [step ?? '', model ?? '', sampler && sampler !== 'none' ? `with ${sampler}` : '']
      .filter(Boolean)
      .join(' '),
    state === 'done' ? '' : state,
    path,
  ]);

const dataText = ({ data }: DiffSide, withHash: boolean) =>
  data === null
    ? 'none read'
    : joinFacts([
        data.path,
        `${count(data.rows)} rows × ${data.columns} columns`,
        withHash ? data.sha256.slice(0, HASH_SHOWN) : '',
      ]);

function aboutLines({ a, b, same_data: isSame, folds }: DiffDocument, style: Style): string[] {
  const data = isSame
    ? fact('data', `the same: ${dataText(a, false)}`, style)
    : [...fact('data A', dataText(a, true), style), ...fact('data B', dataText(b, true), style)];
  const dealt = { same: 'the same', different: 'different: the metrics below are not paired' };
  return [
    ...fact('A', sideText(a), style),
    ...fact('B', sideText(b), style),
    ...data,
    ...(folds === null ? [] : fact('folds', dealt[folds], style)),
  ];
}

function valueText(value: unknown): string {
  const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : paramValue(value);
  return clip(clean(value === undefined ? ABSENT : text), MOST_VALUE);
}

/** Options of two sides, a line each. */
export function changeTable(head: string, changes: readonly Change[], style: Style): string[] {
  if (changes.length === 0) return [];
  const column = (title: string, cells: string[]) => ({ head: title, align: 'left' as const, cells });
  const table = fitTable(
    [
      column(
        head,
        changes.map(({ name }) => clean(name)),
      ),
      column(
        'A',
        changes.map(({ a }) => valueText(a)),
      ),
      column(
        'B',
        changes.map(({ b }) => valueText(b)),
      ),
    ],
    style.width,
  );
  return [colorsOf(style).dim(table.head), ...table.rows];
}

/** Options that one side does not know at all, another step's, are only counted. */
function optionLines({ a, b, options }: DiffDocument, style: Style): string[] {
  const isOwn = (change: Change) => a.step !== b.step && !('a' in change && 'b' in change);
  const own = options.filter(isOwn).length;
  const shared = options.filter((change) => !isOwn(change));
  const more =
    own > 0 ? fact('', `${own} options that only ${a.step} or only ${b.step} has: --json`, style) : [];
  const none = options.length === 0 ? fact('options', 'the same', style) : [];
  return [...changeTable('option', shared, style), ...more, ...none];
}

/** No fold differs. */
const isEqual = ({ ci95 }: MetricChange): boolean => ci95 !== null && ci95[0] === 0 && ci95[1] === 0;

/** What the paired interval says of B. */
function verdictOf(metric: MetricChange, style: Style): string {
  const { ci95, direction } = metric;
  if (ci95 === null) return '';
  const [low, high] = ci95;
  if (isEqual(metric)) return 'equal';
  if (low <= 0 && high >= 0) return 'not told apart';
  const colors = colorsOf(style);
  return low > 0 === (direction === 'max') ? colors.green('B is better') : colors.red('B is worse');
}

const signed = (value: number | null, digits: number) =>
  `${value !== null && value > 0 ? '+' : ''}${score(value, digits)}`;

function metricLines(metrics: readonly MetricChange[], style: Style): string[] {
  if (metrics.length === 0) return [];
  if (metrics.every(isEqual)) return fact('metrics', `the same, fold by fold (${metrics.length})`, style);
  const digits = metrics.map(({ a, b }) => digitsFor([a, b]));
  const right = (head: string, cell: (metric: MetricChange, digits: number) => string) => ({
    head,
    align: 'right' as const,
    cells: metrics.map((metric, at) => cell(metric, digits[at])),
  });
  const table = fitTable(
    [
      { head: 'metric', align: 'left', cells: metrics.map(({ name }) => clean(name)) },
      right('A', ({ a }, own) => score(a, own)),
      right('B', ({ b }, own) => score(b, own)),
      right('B - A', ({ difference }, own) => signed(difference, own)),
      right('95 % interval', ({ ci95 }, own) =>
        ci95 ? `${signed(ci95[0], own)} … ${signed(ci95[1], own)}` : '',
      ),
      { head: '', align: 'left', cells: metrics.map((metric) => verdictOf(metric, style)) },
    ],
    style.width,
  );
  const isPaired = metrics.some(({ ci95 }) => ci95 !== null);
  const how = 'interval: corrected resampled t, paired by fold; each metric by itself';
  return [
    colorsOf(style).dim(table.head),
    ...table.rows,
    ...(isPaired ? [colorsOf(style).dim(clip(how, style.width))] : []),
  ];
}

const VERDICTS = {
  different: 'different',
  'only in a': 'only in A',
  'only in b': 'only in B',
  same: 'the same bytes',
} as const satisfies Record<FileChange['verdict'], string>;

function fileLines(files: readonly FileChange[], style: Style): string[] {
  const lines = Object.entries(VERDICTS).flatMap(([verdict, text]) => {
    const names = files.filter((file) => file.verdict === verdict).map(({ file }) => file);
    return names.length === 0 ? [] : [`${text}: ${names.join(', ')}`];
  });
  return lines.flatMap((line, at) => fact(at === 0 ? 'files' : '', line, style));
}

export const diffScreen = (document: DiffDocument, style: Style): string =>
  stack([
    aboutLines(document, style),
    optionLines(document, style),
    metricLines(document.metrics, style),
    changeTable('made by', document.environment, style),
    fileLines(document.files, style),
  ]);
