/**
 * Grid search: every combination of a few points of each parameter.
 *
 * In the order in which the parameters are given, the last one varying fastest. Fewer trials than combinations are a
 * seeded sample of them instead: the first ones of that order would hold the first parameters still.
 */
import { exp, log } from '../numeric.js';
import type { Params, ParamValue, Space } from '../params.js';
import type { Search, SearchSpace } from './search.js';

/** Points of a range that is not taken whole. */
export const POINTS = 5;
/** Whole numbers that are all taken, unless they stand in a logarithmic range. */
export const MOST_WHOLE = 12;

/** Takes the noise of the last bits off, so that a tenth is written 0.1. */
const tidy = (value: number) => Number(value.toPrecision(12));

function spread({ low, high, log: isLog, integer }: Exclude<Space, { choices: unknown }>): number[] {
  const between = (share: number) =>
    isLog ? exp(log(low) + share * (log(high) - log(low))) : low + share * (high - low);
  const inner = Array.from({ length: POINTS - 2 }, (_, i) => between((i + 1) / (POINTS - 1)));
  return [low, ...inner.map((value) => (integer ? Math.round(value) : tidy(value))), high];
}

/**
 * The points of one parameter: choices as they are; whole numbers all when there are few (`MOST_WHOLE`, in a logarithmic
 * range `POINTS`); else `POINTS` from end to end, at equal distances or in equal ratios.
 */
export function gridPoints(space: Space): ParamValue[] {
  if ('choices' in space) return [...new Set(space.choices)];
  const { low, high, integer } = space;
  const nWhole = integer ? high - low + 1 : Number.POSITIVE_INFINITY;
  if (nWhole <= (space.log ? POINTS : MOST_WHOLE)) return Array.from({ length: nWhole }, (_, i) => low + i);
  return [...new Set(spread(space))];
}

/** The combination of a number, as digits of a number whose last place counts fastest. */
function combination(axes: readonly (readonly [string, readonly ParamValue[]])[], number: number): Params {
  let rest = number;
  const chosen = axes.toReversed().map(([name, points]) => {
    const point = points[rest % points.length];
    rest = Math.floor(rest / points.length);
    return [name, point] as const;
  });
  return Object.fromEntries(chosen.toReversed());
}

const axesOf = (space: SearchSpace) =>
  Object.entries(space).map(([name, where]) => [name, gridPoints(where)] as const);

const sizeOf = (space: SearchSpace) =>
  axesOf(space).reduce((product, [, points]) => product * points.length, 1);

export const grid: Search = {
  id: 'grid',
  summary: 'every combination of a few points of each range; with fewer --trials a seeded sample of them',
  batch: 8,
  defaultTrials: 'all',
  size: sizeOf,
  ask({ space, number, trials, rng }) {
    const axes = axesOf(space);
    if (trials >= sizeOf(space)) return combination(axes, number);
    return Object.fromEntries(axes.map(([name, points]) => [name, points[rng.below(points.length)]]));
  },
};
