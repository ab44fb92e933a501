/**
 * Random over-sampling: rows of the smaller classes are repeated, drawn with replacement.
 * Batista, Prati & Monard 2004, "A study of the behavior of several methods for balancing machine learning training
 * data", SIGKDD Explorations 6(1):20-29; the counts are those of imbalanced-learn's RandomOverSampler.
 *
 * With `shrinkage` each repeat becomes a new row, its numbers moved by normal noise: ROSE. Menardi & Torelli 2014,
 * "Training and assessing classification rules with imbalanced data", Data Mining and Knowledge Discovery 28:92-122. The
 * noise of a column has the standard deviation s * (4 / ((d + 2) n))^(1 / (d + 4)) * sd of the class, of d numbers in n rows
 * (section 3, after Bowman & Azzalini 1997; n all training rows as in imbalanced-learn). Categories stay.
 */

import { usageError } from '../errors.js';
import { meanAndStd } from '../neighbours/space.js';
import { exp, log } from '../numeric.js';
import { type Column, isNumeric, joinUints, type NumericColumn, type Table } from '../table.js';
import { formOf, numbersByClass, parseByClass } from './class-names.js';
import { rowsOfClasses } from './class-rows.js';
import { newRows } from './growth.js';
import { onlyKeep } from './keep-only.js';
import type { Resampled, SampleInput, Sampler } from './sampler.js';
import { overStrategy, rowsToAdd } from './strategy.js';

const ID = 'random-over';

/** Rows that are drawn from one class. */
interface Drawn {
  readonly label: number;
  readonly members: Uint32Array;
  /** Rows of the table. */
  readonly bases: Uint32Array;
}

function drawBases({ stream }: SampleInput, members: Uint32Array, label: number, nNew: number): Drawn {
  const rng = stream(ID, label);
  const bases = new Uint32Array(nNew);
  for (let i = 0; i < nNew; i++) bases[i] = members[rng.below(members.length)];
  return { label, members, bases };
}

/** The noise's standard deviation over that of the class, for a shrinkage of 1. @param d numbers @param n rows */
export const smoothing = (d: number, n: number): number => exp(log(4 / ((d + 2) * n)) / (d + 4));

/** Adds noise to numbers of one class. @param factors of each class @param rank of the column, by name, among the numbers @param out OUT its new cells */
function addNoise(
  { stream }: SampleInput,
  { values }: NumericColumn,
  { label, members }: Drawn,
  factors: Float64Array,
  rank: number,
  out: Float64Array,
): void {
  const deviation = factors[label] * meanAndStd(values, members).std;
  const rng = stream('random-over/noise', label, rank);
  for (let i = 0; i < out.length; i++) out[i] += deviation * rng.normal(log);
}

const numbersOf = (table: Table) =>
  table.columns
    .filter(isNumeric)
    .map(({ name }) => name)
    .sort();

/** How far new rows of each class may lie. @throws AssayError exit 2 for a class that grows, and has no shrinkage of its own */
function factorsOf(
  { rows, params, task }: SampleInput,
  drawn: readonly Drawn[],
  nNumbers: number,
): Float64Array {
  const shrinkage = numbersByClass(ID, 'shrinkage', params, task);
  const lacking = drawn.find(({ label, bases }) => bases.length > 0 && Number.isNaN(shrinkage[label]));
  if (lacking) {
    const name = task.classes[lacking.label];
    throw usageError(
      'ASSAY_SHRINKAGE_CLASS',
      `${ID}: class ${name} gets new rows, and shrinkage=${params.shrinkage} does not say how far they may lie`,
      `name it too: -p ${ID}.shrinkage=${params.shrinkage},${name}:1; 0 makes copies`,
    );
  }
  const smooth = smoothing(nNumbers, rows.length);
  return shrinkage.map((one) => one * smooth);
}

/** New rows around those drawn. */
function smoothed(input: SampleInput, drawn: readonly Drawn[], bases: Uint32Array): Resampled {
  const { table } = input;
  const names = numbersOf(table);
  const factors = factorsOf(input, drawn, names.length);
  const columns: readonly Column[] = table.take(bases).columns;
  columns.forEach((column, at) => {
    if (!isNumeric(column)) return;
    let end = 0;
    for (const one of drawn) {
      const out = column.values.subarray(end, end + one.bases.length);
      addNoise(input, table.columns[at] as NumericColumn, one, factors, names.indexOf(column.name), out);
      end += one.bases.length;
    }
  });
  const labels = Float64Array.from(bases, (row) => input.y[row]);
  return newRows(input, columns, bases, labels);
}

function sample(input: SampleInput): Resampled {
  const byClass = rowsOfClasses(ID, input);
  const added = rowsToAdd(ID, input, byClass);
  const drawn = byClass.map((members, label) => drawBases(input, members, label, added[label]));
  const bases = joinUints(drawn.map((one) => one.bases));
  if (input.params.shrinkage !== null) return smoothed(input, drawn, bases);
  const keep = new Uint32Array(input.rows.length + bases.length);
  keep.set(input.rows);
  keep.set(bases, input.rows.length);
  return onlyKeep(input.table, keep);
}

export const randomOver: Sampler = {
  id: ID,
  aliases: ['random-over-sampler'],
  kind: 'over',
  summary: 'repeats random rows of the smaller classes; with shrinkage, new rows around them (ROSE)',
  params: {
    shrinkage: {
      type: 'float',
      default: null,
      nullable: true,
      min: 0,
      form: formOf('one for each class as CLASS:0.5,CLASS:2', parseByClass),
      help: 'noise on the numbers of repeats, 1 as ROSE has it; none: repeats are copies',
    },
    sampling_strategy: overStrategy,
  },
  checkClasses: (params, task) => {
    if (params.shrinkage !== null) numbersByClass(ID, 'shrinkage', params, task);
  },
  sample,
};
