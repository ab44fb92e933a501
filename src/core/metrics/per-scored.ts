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
