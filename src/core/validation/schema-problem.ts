/** What is wrong with a table schema that is well formed: bounds and patterns that no column could meet. */
import { daysOfIso } from '../dates.js';
import type { ColumnRule, TableSchema } from '../schemas/validate.js';

/** A number, or the days of a date; NaN for other text. */
const boundNumber = (bound: number | string) => (typeof bound === 'number' ? bound : daysOfIso(bound));

function patternProblem({ pattern }: ColumnRule): string | null {
  if (pattern === undefined) return null;
  try {
    new RegExp(pattern, 'u');
    return null;
  } catch (error) {
    return `pattern: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function boundProblem(rule: ColumnRule): string | null {
  for (const name of ['min', 'max'] as const) {
    const bound = rule[name];
    if (bound === undefined) continue;
    if (Number.isNaN(boundNumber(bound))) return `${name}: "${bound}" is neither a number nor an ISO date`;
    if (rule.type === 'number' && typeof bound === 'string') return `${name}: a number column needs a number`;
  }
  const { min, max } = rule;
  const crossed = min !== undefined && max !== undefined && boundNumber(min) > boundNumber(max);
  return crossed ? `min ${min} is above max ${max}` : null;
}

/** The first thing that is wrong, with its place; null when nothing is. */
export function schemaProblem({ columns, min_rows, max_rows }: TableSchema): string | null {
  for (const [name, rule] of Object.entries(columns)) {
    const problem = boundProblem(rule) ?? patternProblem(rule);
    if (problem !== null) return `columns.${name}.${problem}`;
  }
  const crossed = min_rows !== undefined && max_rows !== undefined && min_rows > max_rows;
  return crossed ? `min_rows ${min_rows} is above max_rows ${max_rows}` : null;
}
