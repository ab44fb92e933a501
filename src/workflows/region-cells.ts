/** Intervals and sets as cells of predictions.csv: `low_90`, `high_90`; `set_90`, labels joined by `|`. */
import { levelName } from '../core/conformal/conformal.js';
import type { Regions } from '../core/conformal/regions.js';
import { isClassification, type Task } from '../core/task.js';
import { csvCell } from '../data/write-csv.js';

const SET_PREFIX = 'set_';

/** Is the column one of sets? Its cells are text whatever the labels are. */
export const isSetColumn = (name: string): boolean => name.startsWith(SET_PREFIX);

/** The columns of some levels. */
export const regionNames = (task: Task, levels: readonly number[]): string[] =>
  levels.map(levelName).flatMap((name) => {
    return isClassification(task) ? [`${SET_PREFIX}${name}`] : [`low_${name}`, `high_${name}`];
  });

/** Labels joined by `|`; as a JSON list where a label of the task holds one. */
function setText({ classes }: Task, holds: Uint8Array, row: number): string {
  const held = classes.filter((_, k) => holds[row * classes.length + k] === 1);
  return classes.some((label) => label.includes('|')) ? JSON.stringify(held) : held.join('|');
}

/** The cells of a row, each after a comma. @param regions by level */
export function regionCells(task: Task, regions: readonly Regions[], row: number): string {
  let cells = '';
  for (const region of regions) {
    cells +=
      'holds' in region
        ? `,${csvCell(setText(task, region.holds, row))}`
        : `,${region.low[row]},${region.high[row]}`;
  }
  return cells;
}
