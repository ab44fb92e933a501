/** The parts that a column is cut into. */
import type { Rule } from './rule.js';

export interface Part {
  /** `north`, `12 to under 20`, `2024-03`, `others`, `missing`. */
  readonly level: string;
  readonly rules: readonly Rule[];
}

/** Each row in one part; every part has rows. */
export interface CutColumn {
  readonly parts: readonly Part[];
  /** [rows] index into `parts`. */
  readonly partOf: Int32Array;
}

/** Cells without a value. */
export const missingPart = (column: string): Part => ({
  level: 'missing',
  rules: [{ column, is: 'equal', value: null }],
});

/** [rows] 1 for rows of a part. */
export function insidePart({ partOf }: CutColumn, part: number): Uint8Array {
  const inside = new Uint8Array(partOf.length);
  for (let row = 0; row < inside.length; row++) if (partOf[row] === part) inside[row] = 1;
  return inside;
}
