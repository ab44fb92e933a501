/** Rows that were scored in several parts, as one. */
import type { Scored } from './metric.js';

/** Arrays one after the other. */
export function joined(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** @param parts of one task, at least one; what only some of them have (probabilities, weights, costs) is left out */
export function joinRows(parts: readonly Scored[]): Scored {
  const joinedIf = (of: (scored: Scored) => Float64Array | null | undefined) => {
    const own = parts.flatMap((scored) => of(scored) ?? []);
    return own.length === parts.length ? joined(own) : null;
  };
  const weights = joinedIf((scored) => scored.weights);
  const costs = joinedIf((scored) => scored.costs);
  return {
    task: parts[0].task,
    nRows: parts.reduce((sum, { nRows }) => sum + nRows, 0),
    truth: joined(parts.map(({ truth }) => truth)),
    predicted: joined(parts.map(({ predicted }) => predicted)),
    proba: joinedIf(({ proba }) => proba),
    ...(weights && { weights }),
    ...(costs && { costs }),
  };
}
