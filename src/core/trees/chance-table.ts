/**
 * Rows that are drawn by their weights, as scikit-learn's forests do since 1.9: a table from which it takes two random
 * numbers a draw: the alias method (Walker 1977, ACM TOMS 3(3):253-256), built in linear time (Vose 1991, IEEE TSE
 * 17(9):972-975). Trees count each draw once. Were rows weighed in splits instead, class weights would do next to nothing to
 * fully grown trees: a leaf of one row gives the same answer whatever that row weighs.
 */
import type { TrainBlock } from '../models/model.js';
import type { JobFields } from './job-fields.js';
import type { TreeOptions } from './tree-options.js';

/** Words of a row: the chance of keeping it, in parts of 2^32, and the row that is drawn in its place. */
const CHANCE_WORDS = 2;

/** The largest chance that a word can hold. A row that is never given up has itself in its place. */
const MOST = 2 ** 32 - 1;

/**
 * The table of some weights.
 * @param weights [n] finite, none negative, not all 0
 * @returns [n * CHANCE_WORDS]
 */
export function chanceTable(weights: Float64Array): Uint32Array {
  const n = weights.length;
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / n;
  const left = weights.map((weight) => weight / mean);
  const table = Uint32Array.from({ length: n * CHANCE_WORDS }, (_, word) =>
    word % 2 === 0 ? MOST : word >> 1,
  );
  const few = [...left.keys()].filter((row) => left[row] < 1);
  const many = [...left.keys()].filter((row) => left[row] >= 1);
  while (few.length > 0 && many.length > 0) {
    const row = few.pop() as number;
    const giver = many[many.length - 1];
    table[row * CHANCE_WORDS] = Math.min(MOST, Math.floor(left[row] * 2 ** 32));
    table[row * CHANCE_WORDS + 1] = giver;
    left[giver] -= 1 - left[row];
    if (left[giver] < 1) few.push(many.pop() as number);
  }
  return table;
}

/** The weights that rows are drawn by; null when all are as likely. */
export function drawingWeights(
  { weights }: Pick<TrainBlock, 'weights'>,
  { draws, drawsByWeight }: Pick<TreeOptions, 'draws' | 'drawsByWeight'>,
): Float64Array | null {
  if (draws === null || !drawsByWeight || weights === null) return null;
  return weights.every((weight) => weight === weights[0]) ? null : weights;
}

/** How often the likeliest row is drawn, on average. @param weights as of `drawingWeights` */
export function mostDrawn(nRows: number, draws: number | null, weights: Float64Array | null): number {
  if (draws === null) return 1;
  if (weights === null) return draws / nRows;
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return (draws * weights.reduce((most, weight) => Math.max(most, weight), 0)) / all;
}

/** Lays the table out for the kernel. @param weights as of `drawingWeights` */
export function layChances(job: JobFields, weights: Float64Array | null): void {
  if (weights === null) {
    job.set('chances', 0);
    return;
  }
  const words = weights.length * CHANCE_WORDS;
  job.scratch.u32(job.give('chances', 4 * words), words).set(chanceTable(weights));
}
