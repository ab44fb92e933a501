/** Scored rows as a sample: which of them are drawn together when rows are resampled, and how they reach a worker. */
import type { Scored } from '../metrics/metric.js';
import { sharedFloats, sharedUints } from '../table.js';
import type { Task } from '../task.js';

export interface SampledRows {
  readonly scored: Scored;
  /** [nRows] the unit of each row, from 0 on without gaps: rows of one unit are drawn together. null: each is its own. */
  readonly unitOf: Uint32Array | null;
  readonly nUnits: number;
}

/** Units of rows that share a key; of keys that all differ, none. @param keys [nRows] */
export function unitsOf(keys: ArrayLike<number>): Pick<SampledRows, 'unitOf' | 'nUnits'> {
  const numbers = new Map<number, number>();
  const unitOf = new Uint32Array(keys.length);
  for (let row = 0; row < keys.length; row++) {
    const unit = numbers.get(keys[row]) ?? numbers.size;
    numbers.set(keys[row], unit);
    unitOf[row] = unit;
  }
  return { unitOf: numbers.size === keys.length ? null : unitOf, nUnits: numbers.size };
}

/** Equal ids mean equal contents: a worker keeps what it has unpacked. */
export interface SampledHandle {
  readonly id: string;
  readonly task: Task;
  readonly nRows: number;
  readonly nUnits: number;
  readonly truth: SharedArrayBuffer;
  readonly predicted: SharedArrayBuffer;
  readonly proba: SharedArrayBuffer | null;
  readonly weights: SharedArrayBuffer | null;
  readonly costs: SharedArrayBuffer | null;
  readonly unitOf: SharedArrayBuffer | null;
}

function shareFloats(values: Float64Array): SharedArrayBuffer {
  const shared = sharedFloats(values.length);
  shared.set(values);
  return shared.buffer as SharedArrayBuffer;
}

function shareUints(values: Uint32Array): SharedArrayBuffer {
  const shared = sharedUints(values.length);
  shared.set(values);
  return shared.buffer as SharedArrayBuffer;
}

let nextHandle = 0;

export const toSampledHandle = ({ scored, unitOf, nUnits }: SampledRows): SampledHandle => ({
  id: `sampled-${nextHandle++}`,
  task: scored.task,
  nRows: scored.nRows,
  nUnits,
  truth: shareFloats(scored.truth),
  predicted: shareFloats(scored.predicted),
  proba: scored.proba && shareFloats(scored.proba),
  weights: scored.weights ? shareFloats(scored.weights) : null,
  costs: scored.costs ? shareFloats(scored.costs) : null,
  unitOf: unitOf && shareUints(unitOf),
});

export const fromSampledHandle = (handle: SampledHandle): SampledRows => ({
  scored: {
    task: handle.task,
    nRows: handle.nRows,
    truth: new Float64Array(handle.truth),
    predicted: new Float64Array(handle.predicted),
    proba: handle.proba && new Float64Array(handle.proba),
    ...(handle.weights ? { weights: new Float64Array(handle.weights) } : {}),
    ...(handle.costs ? { costs: new Float64Array(handle.costs) } : {}),
  },
  unitOf: handle.unitOf && new Uint32Array(handle.unitOf),
  nUnits: handle.nUnits,
});
