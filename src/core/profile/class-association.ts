/**
 * What one column alone says about several classes: Theil's uncertainty coefficient, I(column; class) / H(class).
 * Entropies carry the Miller-Madow correction (Miller 1955), without which columns of many levels look informative.
 */
import { runEnd } from '../argsort.js';
import { log } from '../numeric.js';
import type { Association } from '../schemas/eda.js';
import type { CodedColumn, NumericColumn } from '../table.js';

const PARTS = 16;

/** Entropy in nats of counts, plus (cells present - 1) / 2n. */
function entropy(counts: Float64Array, n: number): number {
  let sum = 0;
  let present = 0;
  for (const count of counts) {
    if (count === 0) continue;
    sum -= (count / n) * log(count / n);
    present++;
  }
  return sum + (present - 1) / (2 * n);
}

/**
 * @param part [nRows] 0-based part of each row, -1 = missing
 * @param y [nRows] class index
 */
function uncertainty(part: Int32Array, nParts: number, y: Float64Array, nClasses: number) {
  const joint = new Float64Array(nParts * nClasses);
  const ofPart = new Float64Array(nParts);
  const ofClass = new Float64Array(nClasses);
  let n = 0;
  for (let row = 0; row < part.length; row++) {
    if (part[row] < 0) continue;
    joint[part[row] * nClasses + y[row]]++;
    ofPart[part[row]]++;
    ofClass[y[row]]++;
    n++;
  }
  const ofTarget = n > 0 ? entropy(ofClass, n) : 0;
  const shared = n > 0 ? ofTarget + entropy(ofPart, n) - entropy(joint, n) : 0;
  const value = ofTarget > 0 ? Math.min(1, Math.max(0, shared / ofTarget)) : null;
  return { value, rows: n };
}

/** Up to 16 parts of about equal size, equal values together. */
function partsOf(values: Float64Array, order: Uint32Array): Int32Array {
  const part = new Int32Array(values.length).fill(-1);
  let current = 0;
  for (let from = 0; from < order.length; ) {
    const to = runEnd(values, order, from);
    for (let i = from; i < to; i++) part[order[i]] = current;
    if (to >= ((current + 1) * order.length) / PARTS) current++;
    from = to;
  }
  return part;
}

export function classNumber(
  { name, values }: NumericColumn,
  order: Uint32Array,
  y: Float64Array,
  nClasses: number,
): Association {
  const measured = uncertainty(partsOf(values, order), PARTS + 1, y, nClasses);
  return { column: name, measure: 'uncertainty', ...measured, rates: null };
}

export function classLevels(
  { name, codes, levels }: CodedColumn,
  y: Float64Array,
  nClasses: number,
): Association {
  const measured = uncertainty(codes, levels.length, y, nClasses);
  return { column: name, measure: 'uncertainty', ...measured, rates: null };
}
