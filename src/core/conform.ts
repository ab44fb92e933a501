/**
 * New rows as a saved model wants them: its features in its order, coded by its level lists. Each row on its own: what
 * becomes of a cell does not depend on the other rows.
 */
import { type CodedColumn, type Column, isNumeric, sharedInts, Table } from './table.js';
import type { FeatureSchema } from './task.js';
import { truthOf } from './truth.js';

export interface Unseen {
  readonly column: string;
  readonly nCells: number;
  /** Levels that the model's list lacks, in code unit order. */
  readonly levels: readonly string[];
}

export interface Conformed {
  /**
   * The features. A coded column begins its levels with the model's; codes beyond these are levels that the model never
   * saw: `predictPipeline` knows what each model makes of them.
   */
  readonly table: Table;
  /** Of the columns that have some. */
  readonly unseen: readonly Unseen[];
}

/** The names of features that the rows lack, in the model's order. */
export const missingFeatures = (names: readonly string[], features: readonly FeatureSchema[]): string[] =>
  features.filter(({ name }) => !names.includes(name)).map(({ name }) => name);

/** A file may have had truth values of its own (Parquet, JSON); others write them `True`, `TRUE`, `1`. */
const areTruthValues = (levels: readonly string[]): boolean =>
  levels.length === 2 && ['false', 'true'].every((word, at) => levels[at].toLowerCase() === word);

/**
 * The model's level that a text is: its own spelling, or for a bool and for the levels `false` and `true` (any case) the
 * one that says the same; -1 for none.
 */
function codeFinder({ type, levels = [] }: FeatureSchema): (text: string) => number {
  if (type === 'bool' || areTruthValues(levels)) {
    const truths = levels.map(truthOf);
    return (text) => truths.indexOf(truthOf(text));
  }
  const codes = new Map(levels.map((level, code) => [level, code]));
  return (text) => codes.get(text) ?? -1;
}

/** The cells recoded; levels that the model lacks stand behind its own. */
function recoded({ codes, levels: found }: CodedColumn, feature: FeatureSchema) {
  const known = feature.levels ?? [];
  const codeOf = codeFinder(feature);
  const unknown: string[] = [];
  const newCodes = found.map((level) => {
    const code = codeOf(level);
    return code >= 0 ? code : known.length + unknown.push(level) - 1;
  });
  const cells = sharedInts(codes.length);
  let nUnseen = 0;
  for (let row = 0; row < codes.length; row++) {
    cells[row] = codes[row] < 0 ? -1 : newCodes[codes[row]];
    if (cells[row] >= known.length) nUnseen++;
  }
  const type = feature.type as CodedColumn['type'];
  // The model's own list when it will do: what was encoded for a worker once need not be again.
  const levels = unknown.length > 0 ? [...known, ...unknown] : known;
  const column: CodedColumn = { name: feature.name, type, codes: cells, levels };
  return { column, unseen: { column: feature.name, nCells: nUnseen, levels: unknown } };
}

/**
 * @param table holds every feature, read as the type that the model has for it
 * @throws Error for a column of another type: a bug of the reader
 */
export function conform(table: Table, features: readonly FeatureSchema[]): Conformed {
  const unseen: Unseen[] = [];
  const columns = features.map((feature): Column => {
    const column = table.column(feature.name);
    if (column.type !== feature.type)
      throw new Error(`column ${feature.name} is read as ${column.type}, not ${feature.type}`);
    if (isNumeric(column)) return column;
    const made = recoded(column, feature);
    if (made.unseen.nCells > 0) unseen.push(made.unseen);
    return made.column;
  });
  return { table: new Table(table.nRows, columns), unseen };
}
