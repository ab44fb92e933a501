/**
 * The rows in two dimensions: the principal components of the real ones (Pearson 1901), so that the axes are those of the
 * data, and new rows show where they lie in it. Numbers in standard deviations, missing ones at the mean; categories of
 * few levels as 0/1 columns.
 */
import { stream } from '../rng.js';
import { symmetricEigen } from '../statistics/symmetric-eigen.js';
import { type Column, isNumeric, type NumericColumn, sliceColumn } from '../table.js';
import { transforms } from '../transforms/list.js';
import { type LookedAt, sideRows } from './looked-at.js';

/** A row in the plot. */
export interface ProjectedRow {
  readonly x: number;
  readonly y: number;
  readonly side: 'real' | 'new';
  /** Index of its class. */
  readonly label: number;
}

export interface Projection {
  /** 0/1 columns counted each. */
  readonly columns: number;
  /** Shares of the variance of the real rows, along the two axes. */
  readonly explained: readonly [number, number];
  /** Some of the rows, the real ones first. */
  readonly rows: readonly ProjectedRow[];
}

const MOST_LEVELS = 20;
const MOST_COLUMNS = 200;
/** Rows a side that are drawn. */
const MOST_DRAWN = 1000;
/** What the eye can tell. */
const DECIMALS = 1e4;

const ENCODING = ['impute', 'standardise', 'one-hot'] as const;

/** Every row encoded as the real ones say. */
function encode({ table, nReal }: LookedAt): Float64Array[] {
  let columns: Column[] = table.columns.filter(
    (column) => isNumeric(column) || column.levels.length <= MOST_LEVELS,
  );
  for (const id of ENCODING) {
    const transform = transforms.get(id);
    const state = transform.fit(columns.map((column) => sliceColumn(column, 0, nReal)));
    columns = transform.apply(columns, state);
  }
  return columns.slice(0, MOST_COLUMNS).map((column) => (column as NumericColumn).values);
}

function meanOf(values: Float64Array, n: number): number {
  let sum = 0;
  for (let row = 0; row < n; row++) sum += values[row];
  return sum / n;
}

/** Covariances of the first n rows, divisor n. */
function covariances(columns: readonly Float64Array[], means: readonly number[], n: number): Float64Array[] {
  const matrix = columns.map(() => new Float64Array(columns.length));
  for (let i = 0; i < columns.length; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let row = 0; row < n; row++) sum += (columns[i][row] - means[i]) * (columns[j][row] - means[j]);
      matrix[i][j] = sum / n;
      matrix[j][i] = sum / n;
    }
  }
  return matrix;
}

function drawn(looked: LookedAt, side: 'real' | 'new', seed: number): Uint32Array {
  const rows = sideRows(looked, side);
  if (rows.length <= MOST_DRAWN) return rows;
  return stream(seed, `quality/plot ${side}`).shuffle(rows).subarray(0, MOST_DRAWN).sort();
}

/** @returns null where fewer than two columns vary */
export function project(looked: LookedAt, seed: number): Projection | null {
  const columns = encode(looked);
  const { nReal, y } = looked;
  if (columns.length < 2 || nReal < 2) return null;
  const means = columns.map((values) => meanOf(values, nReal));
  const { values, vectors } = symmetricEigen(covariances(columns, means, nReal));
  const total = values.reduce((sum, value) => sum + Math.max(0, value), 0);
  if (!(values[1] > 0)) return null;
  const along = (axis: Float64Array, row: number) => {
    const sum = columns.reduce((so, column, i) => so + axis[i] * (column[row] - means[i]), 0);
    return Math.round(sum * DECIMALS) / DECIMALS + 0;
  };
  const rowsOf = (side: 'real' | 'new') =>
    Array.from(drawn(looked, side, seed), (row): ProjectedRow => {
      return { x: along(vectors[0], row), y: along(vectors[1], row), side, label: y[row] };
    });
  return {
    columns: columns.length,
    explained: [values[0] / total, values[1] / total],
    rows: [...rowsOf('real'), ...rowsOf('new')],
  };
}
