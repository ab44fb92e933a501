/** Random search (Bergstra & Bengio 2012): every parameter drawn on its own, trial by trial. */
import { exp, log } from '../numeric.js';
import type { ParamValue, Space } from '../params.js';
import type { Rng } from '../rng.js';
import type { Search } from './search.js';

function draw(space: Space, rng: Rng): ParamValue {
  if ('choices' in space) return space.choices[rng.below(space.choices.length)];
  const { low, high, integer } = space;
  if (space.log) {
    // Whole numbers: uniform in log over [low, high + 1), rounded down, so that the ends are as likely as their share.
    const top = integer ? high + 1 : high;
    const value = exp(log(low) + rng.uniform() * (log(top) - log(low)));
    return integer ? Math.min(high, Math.max(low, Math.floor(value))) : Math.min(high, Math.max(low, value));
  }
  return integer ? low + rng.below(high - low + 1) : low + rng.uniform() * (high - low);
}

/** Values that can be drawn; Infinity for a range of fractions. */
function nValues(space: Space): number {
  if ('choices' in space) return new Set(space.choices).size;
  return space.integer ? space.high - space.low + 1 : Number.POSITIVE_INFINITY;
}

export const random: Search = {
  id: 'random',
  summary: 'every parameter drawn on its own from its range, no setting twice',
  batch: 8,
  defaultTrials: 30,
  size: (space) => Object.values(space).reduce((product, where) => product * nValues(where), 1),
  ask: ({ space, rng }) =>
    Object.fromEntries(Object.entries(space).map(([name, where]) => [name, draw(where, rng)])),
};
