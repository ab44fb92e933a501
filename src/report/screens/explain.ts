/** `assay compare A B --explain`: what B is worth beside A, on which rows, classes and slices, and by which options. */
import type {
  ClassChange,
  CompareExplainDocument,
  MovedRow,
  RowChanges,
  SliceChange,
} from '../../core/schemas/compare-explain.js';
import type { Change } from '../../core/schemas/diff.js';
import { count, counted, percent } from '../../core/shown-numbers.js';
import { valueText } from './compare-view.js';
import { changeTable } from './diff.js';
import { fitTable, type TableColumn } from './layout.js';
import { digitsFor, pText, score, signed } from './numbers.js';
import { colorsOf, fact, joinFacts, type Style, stack } from './paint.js';
import { rowByRow } from './row-by-row.js';
import { clean, clip } from './text.js';

const MOST_SLICES = 8;
const MOST_NAME = 28;

function effectLines(document: CompareExplainDocument, style: Style): string[] {
  const { effect, by, direction, folds, not_comparable: why } = document;
  const { a, b, difference, ci95, p, folds_won: won, probability, rope } = effect;
  const digits = digitsFor([a, b]);
  const values = `${by} ${score(a, digits)} → ${score(b, digits)}`;
  const interval = ci95 ? ` (95 %: ${signed(ci95[0], digits)} … ${signed(ci95[1], digits)})` : '';
  const gap = difference === null ? '' : `B - A ${signed(difference, digits)}${interval}`;
  const better = `${direction === 'max' ? 'higher' : 'lower'} is better`;
  const wider = rope > 0 ? ` by more than ${rope}` : '';
  const alike = rope > 0 && probability ? `as good ${percent(probability.equal)}, ` : '';
  const chances = probability
    ? `chance that B is better${wider}: ${percent(probability.better)}, ${alike}worse ${percent(probability.worse)}`
    : '';
  const wins = won
    ? `B wins ${won.b} of ${won.a + won.b + won.equal}, A ${won.a}${won.equal ? `, ${won.equal} equal` : ''}`
    : '';
  const otherFolds = p === null ? 'different: not compared' : 'different: compared unpaired';
  return [
    ...(why === null ? [] : fact('not alike', why, style)),
    ...fact('effect', joinFacts([values, gap, p === null ? '' : pText(p), better]), style),
    ...fact('folds', folds === 'same' ? joinFacts([wins, chances]) : otherFolds, style),
  ];
}

function bootstrapText(bootstrap: RowChanges['bootstrap'], by: string): string {
  if (bootstrap === null) return '';
  if ('why' in bootstrap) return `no bootstrap: ${bootstrap.why}`;
  const { difference, ci95, p, by_group: byGroup } = bootstrap;
  const digits = digitsFor([difference, ...ci95]);
  const [low, high] = ci95.map((end) => signed(end, digits));
  const how = byGroup ? 'paired bootstrap of groups' : 'paired bootstrap';
  return `${by} of all rows: B - A ${signed(difference, digits)} (95 %: ${low} … ${high}), ${pText(p)}, ${how}`;
}

function rowLines(rows: RowChanges, by: string, style: Style): string[] {
  const { ahead, both_right: right, both_wrong: wrong, mcnemar, bootstrap } = rows;
  const isClasses = right !== null;
  const what = isClasses
    ? `right: both ${count(right)}, B alone ${count(ahead.b)}, A alone ${count(ahead.a)}, neither ${count(wrong ?? 0)}`
    : `closer: B on ${count(ahead.b)}, A on ${count(ahead.a)}`;
  const rowTest = `${isClasses ? 'McNemar' : 'sign test'} ${pText(mcnemar.p)}${rowByRow(mcnemar)}`;
  return [
    ...fact(
      'rows',
      joinFacts([counted(rows.rows, 'row'), `${count(rows.answers_differ)} answers differ`, what]),
      style,
    ),
    ...fact('', joinFacts([rowTest, bootstrapText(bootstrap, by)]), style),
    ...fact('', 'of these fitted models only: the effect above is what new fits would show', style),
  ];
}

/** Its head, how it is aligned, and its cell of an item. */
type ItemColumn<T> = readonly [string, TableColumn['align'], (item: T) => string];

/** A line an item, below their heads. */
function itemTable<T>(items: readonly T[], columns: readonly ItemColumn<T>[], style: Style): string[] {
  const fitted = fitTable(
    columns.map(([head, align, cell]) => ({ head, align, cells: items.map(cell) })),
    style.width,
  );
  return [colorsOf(style).dim(fitted.head), ...fitted.rows];
}

const CLASS_COLUMNS: readonly ItemColumn<ClassChange>[] = [
  ['class', 'left', ({ label }) => clip(clean(label), MOST_NAME)],
  ['rows', 'right', ({ rows }) => count(rows)],
  ['right by A', 'right', ({ a }) => percent(a)],
  ['by B', 'right', ({ b }) => percent(b)],
  ['A alone', 'right', ({ only_a: n }) => count(n)],
  ['B alone', 'right', ({ only_b: n }) => count(n)],
];

const classTable = ({ classes }: RowChanges, style: Style): string[] =>
  classes.length === 0 ? [] : itemTable(classes, CLASS_COLUMNS, style);

const SLICE_COLUMNS: readonly ItemColumn<SliceChange>[] = [
  ['slice', 'left', ({ column, slice }) => clip(clean(`${column}: ${slice}`), 2 * MOST_NAME)],
  ['rows', 'right', ({ rows }) => count(rows)],
  ['A alone', 'right', ({ only_a: n }) => count(n)],
  ['B alone', 'right', ({ only_b: n }) => count(n)],
  ['B - A', 'right', ({ gain }) => `${gain > 0 ? '+' : ''}${percent(gain)}`],
  ['', 'left', ({ p }) => pText(p)],
];

/** By what slices are told apart, and whether any is. @param nShown of `nSlices` */
function slicesText({ rows, by }: CompareExplainDocument, isApart: boolean, nShown: number, nSlices: number) {
  const isPaired = !('why' in rows);
  const isClasses = isPaired && rows.both_right !== null;
  const what = isClasses ? `by rows answered rightly, not by ${by}` : 'by rows that one of them is closer to';
  const test = `McNemar with Holm over all slices of 20 rows or more${isPaired ? rowByRow(rows.mcnemar) : ''}`;
  if (!isApart) return `${what}; none is told apart (${test}), the nearest:`;
  const more = nSlices > nShown ? ` (${nShown} of ${nSlices} shown)` : '';
  return `${what}; told apart, the largest difference first: ${test}${more}`;
}

function sliceLines(document: CompareExplainDocument, style: Style): string[] {
  const { slices } = document;
  if ('why' in slices) return fact('slices', `none: ${slices.why}`, style);
  if (slices.length === 0) return fact('slices', 'none of 20 rows or more', style);
  const shown = slices.slice(0, MOST_SLICES);
  const said = slicesText(document, slices[0].p < 0.05, shown.length, slices.length);
  return [...fact('slices', said, style), ...itemTable(shown, SLICE_COLUMNS, style)];
}

const answerText = (value: string | number) => clip(clean(String(value)), MOST_NAME);
const chanceText = (p: number | null) => (p === null ? '' : score(p, 3));

const MOVED_COLUMNS: readonly ItemColumn<MovedRow>[] = [
  ['row', 'right', ({ row }) => String(row)],
  ['truth', 'left', ({ truth }) => answerText(truth)],
  ['A', 'left', ({ a }) => answerText(a)],
  ['B', 'left', ({ b }) => answerText(b)],
];

const CHANCE_COLUMNS: readonly ItemColumn<MovedRow>[] = [
  ['p of truth: A', 'right', ({ p_a: p }) => chanceText(p)],
  ['B', 'right', ({ p_b: p }) => chanceText(p)],
];

function movedTable(moved: readonly MovedRow[], style: Style): string[] {
  if (moved.length === 0) return [];
  const hasChance = moved.some(({ p_a: p }) => p !== null);
  const columns = hasChance ? [...MOVED_COLUMNS, ...CHANCE_COLUMNS] : MOVED_COLUMNS;
  const said = 'the rows whose answers moved most, to the better and to the worse; all of them: --format csv';
  return [...fact('changed', said, style), ...itemTable(moved, columns, style)];
}

/** Options that both have; of two models each has parameters of its own, named above where not at their default. */
function optionLines(options: readonly Change[], style: Style): string[] {
  if (options.length === 0) return fact('options', 'the same', style);
  const shared = options.filter((change) => 'a' in change && 'b' in change);
  const nOwn = options.length - shared.length;
  const own =
    nOwn > 0 ? fact('', `and ${counted(nOwn, 'parameter')} that only one of the models has`, style) : [];
  return [...changeTable('option', shared, style), ...own];
}

export function explainScreen(document: CompareExplainDocument, style: Style): string {
  const { a, b, options, rows, by } = document;
  const sideText = ({ version, model, differs }: typeof a) =>
    [version, model, ...Object.entries(differs).map(([name, value]) => `${name}=${valueText(value)}`)].join(
      ' ',
    );
  const rowParts =
    'why' in rows
      ? [fact('rows', `not paired: ${rows.why}`, style)]
      : [rowLines(rows, by, style), classTable(rows, style)];
  return stack([
    [...fact('A', sideText(a), style), ...fact('B', sideText(b), style)],
    optionLines(options, style),
    effectLines(document, style),
    ...rowParts,
    sliceLines(document, style),
    'why' in rows ? [] : movedTable(rows.moved, style),
  ]);
}
