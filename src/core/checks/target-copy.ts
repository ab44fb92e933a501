/**
 * One column that gives the target away: it equals it on all rows, or (classes) its levels or cuts, of 20 rows or more
 * each, hold one class each. Missing cells count as a level of their own: "filled in only for defaults" is a leak too.
 */
import { argsort, runEnd } from '../argsort.js';
import { labelNumber } from '../labels.js';
import { type CodedColumn, type Column, isNumeric, type NumericColumn } from '../table.js';
import { isClassification, type Problem, type Task } from '../task.js';
import type { Check, Finding } from './check.js';

const MIN_ROWS = 20;
/** Pure levels under 20 rows may hold this share of the rows before they count as chance. */
const SMALL_LEVELS_SHARE = 0.05;

/** The value of the target in each row: the number, the number a label spells, NaN. */
export function numbersOfTarget({ task, y }: Problem): Float64Array {
  if (!isClassification(task)) return y;
  const values = task.classes.map(labelNumber);
  return values.some((value) => Number.isNaN(value)) ? new Float64Array(0) : y.map((label) => values[label]);
}

function numberEquals({ values }: NumericColumn, target: Float64Array): boolean {
  if (target.length !== values.length) return false;
  for (let row = 0; row < values.length; row++) if (values[row] !== target[row]) return false;
  return true;
}

function levelsEqual({ codes, levels }: CodedColumn, task: Task, y: Float64Array): boolean {
  const classOf = levels.map((level) => task.classes.indexOf(level));
  for (let row = 0; row < codes.length; row++) {
    if (codes[row] < 0 || classOf[codes[row]] !== y[row]) return false;
  }
  return codes.length > 0;
}

/** One class a level, missing cells being the last level. */
function pureLevels({ codes, levels }: CodedColumn, y: Float64Array): boolean {
  const classOf = new Int32Array(levels.length + 1).fill(-1);
  const rows = new Uint32Array(levels.length + 1);
  for (let row = 0; row < codes.length; row++) {
    const level = codes[row] < 0 ? levels.length : codes[row];
    if (classOf[level] >= 0 && classOf[level] !== y[row]) return false;
    classOf[level] = y[row];
    rows[level]++;
  }
  let inSmallLevels = 0;
  for (const count of rows) if (count < MIN_ROWS) inSmallLevels += count;
  return inSmallLevels <= SMALL_LEVELS_SHARE * codes.length;
}

/** The class of all missing cells, -1 when there are none, null when they hold several or are too few. */
function classOfMissing(values: Float64Array, y: Float64Array): number | null {
  let label = -1;
  let missing = 0;
  for (let row = 0; row < values.length; row++) {
    if (!Number.isNaN(values[row])) continue;
    if (missing++ > 0 && y[row] !== label) return null;
    label = y[row];
  }
  return missing === 0 || missing >= MIN_ROWS ? label : null;
}

/** The class of all rows of one value, or null. */
function classOfRun(order: Uint32Array, from: number, to: number, y: Float64Array): number | null {
  for (let i = from + 1; i < to; i++) if (y[order[i]] !== y[order[from]]) return null;
  return y[order[from]];
}

/**
 * Does one class alone hold the 20 smallest values or more? Nearly every honest column fails here, which spares it
 * the sort. O(rows).
 */
function lowestBlockIsPure(values: Float64Array, y: Float64Array): boolean {
  let lowest = 0;
  for (let row = 1; row < values.length; row++) {
    if (values[row] < values[lowest] || Number.isNaN(values[lowest])) lowest = row;
  }
  let end = Number.POSITIVE_INFINITY;
  for (let row = 0; row < values.length; row++) {
    if (y[row] !== y[lowest] && values[row] < end) end = values[row];
  }
  let rows = 0;
  for (let row = 0; row < values.length && rows < MIN_ROWS; row++) if (values[row] < end) rows++;
  return rows >= MIN_ROWS;
}

/** In the order of the column the classes stand in blocks of 20 rows or more, and no value holds two. */
function pureCuts({ values }: NumericColumn, y: Float64Array): boolean {
  if (classOfMissing(values, y) === null || !lowestBlockIsPure(values, y)) return false;
  const order = argsort(values);
  let current = -1;
  let rows = MIN_ROWS;
  for (let from = 0; from < order.length; ) {
    const to = runEnd(values, order, from);
    const label = classOfRun(order, from, to, y);
    if (label === null || (label !== current && rows < MIN_ROWS)) return false;
    rows = label === current ? rows + to - from : to - from;
    current = label;
    from = to;
  }
  return rows >= MIN_ROWS;
}

function givesTarget(column: Column, problem: Problem, target: Float64Array): string | null {
  const { task, y } = problem;
  const name = `"${column.name}"`;
  const equal = isNumeric(column) ? numberEquals(column, target) : levelsEqual(column, task, y);
  if (equal) return `${name} equals the target "${task.target}" on all rows`;
  if (!isClassification(task)) return null;
  if (isNumeric(column)) {
    return pureCuts(column, y) ? `every cut of ${name} holds one class of "${task.target}"` : null;
  }
  return pureLevels(column, y) ? `every level of ${name} holds one class of "${task.target}"` : null;
}

/** Looks at the features: a column that is left out cannot give anything away. */
export const targetCopy: Check = {
  id: 'target-copy',
  summary: 'one column that equals the target, or whose levels or cuts hold one class each',
  find({ problem }): Finding[] {
    const target = numbersOfTarget(problem);
    const findings: Finding[] = [];
    for (const column of problem.table.columns) {
      const how = givesTarget(column, problem, target);
      if (how === null) continue;
      const message = `${how}: is it known before the target is? --drop ${column.name}`;
      findings.push({ id: 'target-copy', columns: [column.name], message });
    }
    return findings;
  },
};
