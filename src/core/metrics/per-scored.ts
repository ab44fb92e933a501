/** What several metrics need of the same rows is worked out once: counts, sorted scores. */
import type { Confusion, Scored } from './metric.js';

/** `derive`, remembered for as long as its argument lives. */
function remembered<K extends object, T>(derive: (key: K) => T): (key: K) => T {
  const known = new WeakMap<K, { readonly value: T }>();
  return (key) => {
    const kept = known.get(key);
    if (kept) return kept.value;
    const value = derive(key);
    known.set(key, { value });
    return value;
  };
}

/** `derive`, remembered for the rows and their weights. Callers must not change what they get. */
export const perScored = <T>(derive: (scored: Scored) => T) => remembered(derive);

/** `derive`, remembered for the counts. Callers must not change what they get. */
export const perConfusion = <T>(derive: (confusion: Confusion) => T) => remembered(derive);

/** The rows that others are the same as, but for their weights. */
const origins = new WeakMap<Scored, Scored>();

/** The same rows under other weights, as a bootstrap asks for them: what `perRows` found of them holds on. */
export function weighedAnew(scored: Scored, weights: Float64Array): Scored {
  const made = { ...scored, weights };
  origins.set(made, origins.get(scored) ?? scored);
  return made;
}

/** `perScored` of what does not depend on weights: the same rows weighed anew are not looked at again. */
export function perRows<T>(derive: (scored: Scored) => T): (scored: Scored) => T {
  const known = perScored(derive);
  return (scored) => known(origins.get(scored) ?? scored);
}
