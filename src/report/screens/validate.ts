/** What `validate` shows: the data, the verdict, then what failed, with the first rows concerned. */
import type { ValidateResults, ValidationFailure } from '../../core/schemas/validate.js';
import { count, counted } from '../../core/shown-numbers.js';
import { fitTable, labelledLines, type TableColumn } from './layout.js';
import { colorsOf, fact, joinFacts, type Style, stack } from './paint.js';
import { closingBlock, dataFact, type StepInput, warningLines } from './step-frame.js';
import { clean, clip, displayWidth, padEnd } from './text.js';

const EXAMPLES = 3;
const NAME_WIDTH = 32;
const VALUE_WIDTH = 16;

function exampleText({ row, value }: ValidationFailure['examples'][number]): string {
  return value === null ? String(row) : `${row} "${clip(clean(String(value)), VALUE_WIDTH)}"`;
}

/** What is wrong, and the first rows where it is. */
function failureText({ message, examples }: ValidationFailure): string {
  const shown = examples.slice(0, EXAMPLES).map(exampleText).join(', ');
  const rows = examples.length === 1 ? 'row' : 'rows';
  return clean(joinFacts([message, shown === '' ? '' : `first ${rows} ${shown}`]));
}

function failureColumns(failures: readonly ValidationFailure[]): TableColumn[] {
  const column = (
    head: string,
    align: TableColumn['align'],
    cell: (failure: ValidationFailure) => string,
  ): TableColumn => ({ head, align, cells: failures.map(cell) });
  return [
    column('', 'right', ({ severity }) => (severity === 'error' ? '!!' : '!')),
    column('rule', 'left', ({ rule }) => rule),
    column('column', 'left', (failure) => clip(clean(failure.column ?? '·'), NAME_WIDTH)),
    column('count', 'right', (failure) => count(failure.count)),
  ];
}

function verdictFact({ valid, failures }: ValidateResults, style: Style): string[] {
  const errors = failures.filter(({ severity }) => severity === 'error').length;
  const found = [counted(errors, 'error'), counted(failures.length - errors, 'warning')];
  const [first, ...rest] = fact('verdict', joinFacts([valid ? 'valid' : 'NOT VALID', ...found]), style);
  const colors = colorsOf(style);
  const paint = valid ? colors.green : colors.red;
  return [first.replace(/(NOT )?valid/i, (word) => paint(word)), ...rest];
}

/** Where all of them are. */
const badRowsFact = ({ bad_rows: n }: ValidateResults, style: Style): string[] =>
  n === 0
    ? []
    : fact(
        'bad rows',
        `${counted(n, 'row')}, each with what is wrong, in bad_rows.csv of the version`,
        style,
      );

/** A failure a line, what is wrong beside it or below it; nothing of that is cut, since it holds the hint. */
function failureTable({ failures }: ValidateResults, style: Style): string[] {
  if (failures.length === 0) return [];
  const { head, rows } = fitTable(failureColumns(failures), style.width);
  const width = Math.max(...[head, ...rows].map(displayWidth));
  const lines = rows.flatMap((row, i) =>
    labelledLines(`${padEnd(row, width)}  `, failureText(failures[i]), style.width),
  );
  return [colorsOf(style).dim(head), ...lines];
}

/** Rows are 0-based data rows. */
export const validateScreen = (input: StepInput<ValidateResults>, style: Style): string =>
  stack([
    [...dataFact(input, style), ...verdictFact(input.results, style)],
    failureTable(input.results, style),
    badRowsFact(input.results, style),
    warningLines(input, style),
    closingBlock(input, style),
  ]);
