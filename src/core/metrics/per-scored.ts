/** What several metrics need of the same rows is worked out once: counts, sorted scores. */
import type { Scored } from './metric.js';

/** `derive`, remembered for as long as its argument lives. Callers must not change what they get. */
export function perScored<T>(derive: (scored: Scored) => T): (scored: Scored) => T {
  const known = new WeakMap<Scored, { readonly value: T }>();
  return (scored) => {
    const kept = known.get(scored);
    if (kept) return kept.value;
    const value = derive(scored);
    known.set(scored, { value });
    return value;
  };
}

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
