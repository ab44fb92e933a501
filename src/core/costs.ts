/**
 * What answers cost: `--cost fp=1,fn=5`, `'a>b=3'` (a row of class a answered b), or a column of amounts in place of the
 * number. What is not named costs nothing; an amount below 0 is a gain.
 */
import { resolveColumn } from './columns.js';
import { type AssayError, dataError, usageError } from './errors.js';
import { sharedFloats, type Table } from './table.js';
import type { Task } from './task.js';

/** The cost of one answer to the rows of one class. */
interface CostRule {
  /** Index of the class. */
  readonly truth: number;
  /** Index of the class that is answered. */
  readonly answer: number;
  /** A number, or the column that holds one for each row. */
  readonly amount: number | string;
}

type Cell = Pick<CostRule, 'truth' | 'answer'>;

const EXAMPLE = "e.g. --cost fp=1,fn=5 or --cost fn=AMOUNT_COLUMN; of several classes --cost 'a>b=3'";

const wrong = (item: string, why: string, hint = EXAMPLE): AssayError =>
  usageError('ASSAY_COST_FORM', `--cost ${JSON.stringify(item)}: ${why}`, hint);

/** Which cell of the confusion matrix a text names; null when none. */
function cellOf(text: string, { classes, positive }: Task): Cell | null {
  if (positive !== null) {
    const negative = 1 - positive;
    const cells: Readonly<Record<string, Cell>> = {
      fp: { truth: negative, answer: positive },
      fn: { truth: positive, answer: negative },
      tp: { truth: positive, answer: positive },
      tn: { truth: negative, answer: negative },
    };
    const named = cells[text.toLowerCase()];
    if (named !== undefined) return named;
  }
  for (const [truth, label] of classes.entries()) {
    const answer = text.startsWith(`${label}>`) ? classes.indexOf(text.slice(label.length + 1)) : -1;
    if (answer >= 0) return { truth, answer };
  }
  return null;
}

function amountOf(item: string, text: string): number | string {
  if (text === '') throw wrong(item, 'ends before its amount');
  const number = Number(text);
  if (Number.isNaN(number)) return text;
  if (Number.isFinite(number)) return number;
  throw wrong(item, `${text} is no amount`);
}

/** Labels may hold `=`: the first one after which the left side names a cell counts. */
function ruleOf(item: string, task: Task): CostRule {
  for (let at = item.indexOf('='); at >= 0; at = item.indexOf('=', at + 1)) {
    const cell = cellOf(item.slice(0, at).trim(), task);
    if (cell !== null) return { ...cell, amount: amountOf(item, item.slice(at + 1).trim()) };
  }
  if (!item.includes('=')) throw wrong(item, 'names no amount');
  const [first, second] = task.classes;
  const forms = task.positive === null ? [] : ['fp', 'fn', 'tp', 'tn'];
  throw wrong(
    item,
    `names no answer of the target "${task.target}"`,
    `TRUTH>ANSWER=AMOUNT by label, e.g. '${first}>${second}=3'${forms.map((form) => `, ${form}=3`).join('')}; its classes: ${task.classes.join(', ')}`,
  );
}

/** @throws AssayError (exit 2): a form that is none, an unknown class, a cell named twice, a regression */
function parseCosts(items: readonly string[], task: Task): CostRule[] {
  if (task.kind === 'regression') {
    throw usageError(
      'ASSAY_COST_TASK',
      `--cost is of classes, and the target "${task.target}" is a number`,
      'leave it out, or read the target as classes: --task binary',
    );
  }
  const rules = items.map((item) => ruleOf(item, task));
  rules.forEach(({ truth, answer }, i) => {
    const same = rules.findIndex((rule) => rule.truth === truth && rule.answer === answer);
    if (same < i) throw wrong(items[i], `says again what ${items[same]} says`);
  });
  return rules;
}

/** The numbers of a column of amounts. @throws AssayError exit 2: no numbers; exit 3: a missing cell, naming its row */
function readAmounts(name: string, table: Table, rows: ArrayLike<number>): Float64Array {
  const column = table.column(resolveColumn(name, table.names, '--cost'));
  if (column.type !== 'number') {
    throw usageError(
      'ASSAY_COST_TYPE',
      `--cost ${column.name} needs numbers; the column is ${column.type}`,
      `--types ${column.name}=number, or another column`,
    );
  }
  return Float64Array.from(rows, (row) => {
    const amount = column.values[row];
    if (Number.isFinite(amount)) return amount;
    throw dataError(
      'ASSAY_ROLE_MISSING',
      `--cost ${column.name} is missing in row ${row}`,
      'fill these cells or remove these rows first',
    );
  });
}

/**
 * What each answer to each row costs.
 * @param items as typed: `fp=1`  @param table that holds the columns of amounts  @param rows of the table
 * @returns [rows * classes] row-major by the answer, shared memory
 * @throws AssayError exit 2: a form, class or column that is none; exit 3: a missing amount
 */
export function readCosts(
  items: readonly string[],
  task: Task,
  truth: Float64Array,
  table: Table,
  rows: ArrayLike<number>,
): Float64Array {
  const width = task.classes.length;
  const costs = sharedFloats(rows.length * width);
  for (const rule of parseCosts(items, task)) {
    const { amount } = rule;
    const amounts = typeof amount === 'number' ? null : readAmounts(amount, table, rows);
    for (let i = 0; i < rows.length; i++) {
      if (truth[i] === rule.truth)
        costs[i * width + rule.answer] = amounts === null ? Number(amount) : amounts[i];
    }
  }
  return costs;
}
