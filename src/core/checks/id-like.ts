/** Features that look like row ids and are used all the same, since `--keep` asked for them. */
import { type Column, isNumeric } from '../table.js';
import type { Check, CheckInput, Finding } from './check.js';

const MIN_ROWS = 20;

/** Whole numbers, all distinct: without gaps in any order, strictly rising, or in a column named like an id. */
function idLikeNumbers(name: string, values: Float64Array): boolean {
  const present = values.filter((value) => !Number.isNaN(value));
  if (present.length < MIN_ROWS || !present.every(Number.isInteger)) return false;
  const rising = present.every((value, i) => i === 0 || value > present[i - 1]);
  if (rising) return true;
  const sorted = present.toSorted();
  if (sorted.some((value, i) => i > 0 && value === sorted[i - 1])) return false;
  const gapless = sorted[sorted.length - 1] - sorted[0] === sorted.length - 1;
  return gapless || /^(id|index|key)$|id$/i.test(name);
}

function allDistinct(codes: Int32Array, nLevels: number): boolean {
  const seen = new Uint8Array(nLevels);
  let present = 0;
  for (const code of codes) {
    if (code < 0) continue;
    if (seen[code]) return false;
    seen[code] = 1;
    present++;
  }
  return present >= MIN_ROWS;
}

/** Does the column look like an id (design, "Reading data")? Dates and booleans never do. O(rows log rows). */
function looksLikeId(column: Column): boolean {
  if (column.type === 'date' || column.type === 'bool') return false;
  return isNumeric(column)
    ? idLikeNumbers(column.name, column.values)
    : allDistinct(column.codes, column.levels.length);
}

function find({ problem }: CheckInput): Finding[] {
  return problem.table.columns.filter(looksLikeId).map(({ name }) => ({
    id: 'id-like',
    columns: [name],
    message: `${name} looks like a row id and is used as a feature; leave it out with --drop ${name} unless it carries meaning`,
  }));
}

export const idLike: Check = {
  id: 'id-like',
  summary: 'row ids that are used as features',
  find,
};
