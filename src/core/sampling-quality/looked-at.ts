/**
 * The rows that the quality report looks at: real ones of the classes that grew, and new ones, at most `MOST_LOOKED_AT` of
 * each, drawn by the seed. Everything but copies and categories, which are looked up in all of the data, is about these.
 */
import { stream } from '../rng.js';
import type { Resampled } from '../samplers/sampler.js';
import { gather, gatherUints, joinUints, type Table } from '../table.js';
import type { TaskData } from '../task.js';

/** Rows a side. */
export const MOST_LOOKED_AT = 20_000;

export interface LookedAt {
  /** Real rows, then new ones; the features. */
  readonly table: Table;
  /** [rows] class index. */
  readonly y: Float64Array;
  readonly nReal: number;
  /** [rows] row of the data that each is, or was grown from. */
  readonly base: Uint32Array;
}

/** Some of them, ascending. */
function draw(rows: Uint32Array, seed: number, side: string): Uint32Array {
  if (rows.length <= MOST_LOOKED_AT) return rows;
  const shuffled = stream(seed, `quality/${side}`).shuffle(rows.slice());
  return shuffled.subarray(0, MOST_LOOKED_AT).sort();
}

const rowsOf = (length: number) => Uint32Array.from({ length }, (_, row) => row);

/** @returns null when the sampler made no new rows: there is nothing to look at */
export function lookAt(data: TaskData, resampled: Resampled, seed: number): LookedAt | null {
  const { synthetic, syntheticY, origin } = resampled;
  if (synthetic.nRows === 0) return null;
  const grew = new Set(syntheticY);
  const real = draw(
    rowsOf(data.y.length).filter((row) => grew.has(data.y[row])),
    seed,
    'real',
  );
  const made = draw(rowsOf(synthetic.nRows), seed, 'new');
  const y = new Float64Array(real.length + made.length);
  y.set(gather(data.y, real));
  y.set(gather(syntheticY, made), real.length);
  return {
    table: data.table.take(real).concat(synthetic.take(made)),
    y,
    nReal: real.length,
    base: joinUints([real, gatherUints(origin, made)]),
  };
}

/** Positions of the rows of one side, of a class when one is given. */
export function sideRows({ y, nReal }: LookedAt, side: 'real' | 'new', label?: number): Uint32Array {
  const [first, end] = side === 'real' ? [0, nReal] : [nReal, y.length];
  const rows = Uint32Array.from({ length: end - first }, (_, at) => first + at);
  return label === undefined ? rows : rows.filter((row) => y[row] === label);
}
