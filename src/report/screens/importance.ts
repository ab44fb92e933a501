/** What `importance` shows: which model on which rows, and a line a column with its bar. */
import type { ColumnImportance, ImportanceResults } from '../../core/schemas/importance.js';
import { count, counted, percent } from '../../core/shown-numbers.js';
import type { Row } from '../row-text.js';
import { fitTable, right, withContent } from './layout.js';
import { digitsFor, score } from './numbers.js';
import { colorsOf, fact, joinFacts, type Style, stack } from './paint.js';
import { closingBlock, dataFact, type StepInput, warningLines } from './step-frame.js';
import { clean, clip, hang } from './text.js';

/** More columns than this are counted. */
const MOST_COLUMNS = 20;
const NAME_WIDTH = 32;
const BAR_WIDTH = 24;

export interface ImportanceInput extends StepInput<ImportanceResults> {
  /** The version whose model it was. */
  readonly modelVersion: string;
  /** Every column is shown. */
  readonly all: boolean;
}

const SCORED_ON: Readonly<Record<ImportanceResults['scored_on'], string>> = {
  'hold-out': 'held out from the fit',
  training: 'of the fit itself',
  data: 'of the data named',
};

function header(input: ImportanceInput, style: Style): string[] {
  const { results } = input;
  const digits = digitsFor([results.score]);
  const swaps = `each column swapped ${counted(results.repeats, 'time')}`;
  return [
    ...fact('model', joinFacts([input.modelVersion, results.model]), style),
    ...dataFact(input, style),
    ...fact('rows', `${count(results.rows)} ${SCORED_ON[results.scored_on]}`, style),
    ...fact('score', joinFacts([`${results.by} ${score(results.score, digits)}`, swaps]), style),
  ];
}

const bar = (value: number | null, most: number): string =>
  value === null || !(value > 0) ? '' : '█'.repeat(Math.max(1, Math.round((BAR_WIDTH * value) / most)));

function intervalText({ ci95 }: ColumnImportance, digits: number): string {
  return ci95 === null ? '' : `${score(ci95[0], digits)} … ${score(ci95[1], digits)}`;
}

function columnTable({ results, all }: ImportanceInput, style: Style): string[] {
  const { importances, by } = results;
  const shown =
    all || importances.length <= MOST_COLUMNS + 1 ? importances : importances.slice(0, MOST_COLUMNS);
  const digits = digitsFor(shown.map(({ value }) => value));
  const most = Math.max(...shown.map(({ value }) => value ?? 0));
  const left = (head: string, cells: readonly string[]) => ({ head, align: 'left' as const, cells });
  const { head, rows } = fitTable(
    withContent([
      left(
        'column',
        shown.map(({ column }) => clip(clean(column), NAME_WIDTH)),
      ),
      right(
        `${by} lost`,
        shown.map(({ value }) => score(value, digits)),
      ),
      right(
        '95 % interval',
        shown.map((one) => intervalText(one, digits)),
      ),
      left(
        '',
        shown.map(({ value }) => bar(value, most)),
      ),
      right(
        'gain',
        shown.map(({ gain }) => (gain === null ? '' : percent(gain))),
      ),
      right(
        'splits',
        shown.map(({ splits }) => (splits === null ? '' : count(splits))),
      ),
    ]),
    style.width,
  );
  const rest = importances.length - shown.length;
  const more = rest > 0 ? [`… ${counted(rest, 'more column')}: -v shows them`] : [];
  return [colorsOf(style).dim(head), ...rows, ...more];
}

/** How many columns the rows cannot tell from useless ones. */
function unsureNote({ importances }: ImportanceResults, style: Style): string[] {
  const unsure = importances.filter(({ ci95 }) => ci95 !== null && ci95[0] <= 0);
  if (unsure.length === 0) return [];
  const many = unsure.length === 1 ? '1 column has' : `${count(unsure.length)} columns have`;
  return hang('', `${many} an interval down to 0: on these rows not told apart from useless`, style.width);
}

export const importanceScreen = (input: ImportanceInput, style: Style): string =>
  stack([
    header(input, style),
    columnTable(input, style),
    unsureNote(input.results, style),
    warningLines(input, style),
    closingBlock(input, style),
  ]);

/** A row a column. */
export const importanceRows = ({ importances }: ImportanceResults): Row[] =>
  importances.map(({ column, type, value, ci95, std, gain, splits }) => ({
    column,
    type,
    value,
    low: ci95?.[0] ?? null,
    high: ci95?.[1] ?? null,
    std,
    gain,
    splits,
  }));
