/** The screen of `validate`: the verdict, then what failed, with the first rows concerned. */
import pc from 'picocolors';
import type { ValidateResults, ValidationFailure } from '../../core/schemas/validate.js';
import { counted, grouped } from './format.js';
import { cut, type ScreenStyle, type TextColumn, textTable } from './text-table.js';

const EXAMPLES = 3;
const NAME_WIDTH = 32;
const MESSAGE_WIDTH = 60;

const COLUMNS: readonly TextColumn[] = [
  { head: '', align: 'right' },
  { head: 'rule', align: 'left' },
  { head: 'column', align: 'left' },
  { head: 'count', align: 'right' },
  { head: 'what', align: 'left' },
  { head: 'first rows', align: 'left' },
];

function exampleText({ row, value }: ValidationFailure['examples'][number]): string {
  return value === null ? String(row) : `${row} "${cut(String(value).replace(/\s+/g, ' '), 16)}"`;
}

const failureCells = (failure: ValidationFailure): string[] => [
  failure.severity === 'error' ? '!!' : '!',
  failure.rule,
  cut(failure.column ?? '·', NAME_WIDTH),
  grouped(failure.count),
  cut(failure.message, MESSAGE_WIDTH),
  failure.examples.slice(0, EXAMPLES).map(exampleText).join(', '),
];

function verdict({ valid, rows, failures }: ValidateResults): string {
  const errors = failures.filter(({ severity }) => severity === 'error').length;
  const warnings = failures.length - errors;
  const found = `${counted(errors, 'error')} · ${counted(warnings, 'warning')}`;
  return `${valid ? 'valid' : 'NOT VALID'} · ${counted(rows, 'row')} · ${found}`;
}

/** The result as text, at most `style.width` wide. Rows are 0-based data rows. */
export function validateScreen(results: ValidateResults, { width, color }: ScreenStyle): string {
  const colors = pc.createColors(color);
  const head = cut(verdict(results), width);
  const paint = results.valid ? colors.green : colors.red;
  if (results.failures.length === 0) return paint(head);
  return [paint(head), '', ...textTable(COLUMNS, results.failures.map(failureCells), width)].join('\n');
}
