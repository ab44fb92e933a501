/**
 * Which of two rows of a ranking is simpler: the model that stands earlier in the list; then the one that does not resample,
 * weigh classes, calibrate or choose its cut; then, of one model, the one whose parameters all make it as simple or simpler.
 * Never time: it moves from run to run.
 */
import { models } from '../models/list.js';
import type { ParamSpec, Params, ParamValue } from '../params.js';
import type { CompareRow } from '../schemas/compare.js';
import type { Candidate } from './candidate.js';

/** A row of the ranking, and what it is of. */
export interface Ranked {
  readonly row: CompareRow;
  readonly candidate: Candidate;
}

/** What an order of complexity is made of, compared key by key. */
function complexity({ model, sampler, differs }: CompareRow): number[] {
  const at = models.ids().indexOf(model);
  return [
    at < 0 ? models.ids().length : at,
    sampler === 'none' ? 0 : 1,
    differs.class_weight === undefined ? 0 : 1,
    differs.calibrate === undefined ? 0 : 1,
    typeof differs.threshold === 'string' ? 1 : 0,
  ];
}

/** null is no limit. */
const sizeOf = (value: ParamValue): number | null =>
  value === null ? Number.POSITIVE_INFINITY : typeof value === 'number' ? value : null;

/** Above 0 where the first is the more complex; null where one of them is no size. */
function moreComplex(spec: ParamSpec, a: ParamValue, b: ParamValue): number | null {
  if (a === b) return 0;
  const [first, second] = [sizeOf(a), sizeOf(b)];
  if (first === null || second === null) return null;
  return spec.simpler === 'low' ? Math.sign(first - second) : Math.sign(second - first);
}

/** Of one model: no parameter of size makes the first more complex, and one makes it simpler. */
function isSmaller(model: string, a: Params, b: Params): boolean {
  if (!models.has(model)) return false;
  const sizes = Object.entries(models.get(model).params).filter(([, spec]) => spec.simpler !== undefined);
  const signs = sizes
    .filter(([name]) => name in a && name in b)
    .map(([name, spec]) => moreComplex(spec, a[name], b[name]));
  return signs.every((sign) => sign !== null && sign <= 0) && signs.some((sign) => sign === -1);
}

export function isSimpler(a: Ranked, b: Ranked): boolean {
  const [keysA, keysB] = [complexity(a.row), complexity(b.row)];
  const first = keysA.findIndex((key, i) => key !== keysB[i]);
  if (first >= 0) return keysA[first] < keysB[first];
  const [paramsA, paramsB] = [a, b].map(({ candidate }) => candidate.entries[0].results.params);
  return a.row.model === b.row.model && isSmaller(a.row.model, paramsA, paramsB);
}
