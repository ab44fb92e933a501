/** Rules of the naive twin of wasm/boost.ts: what a leaf is worth, which bins may go left, what bounds children have. For tests. */

const MISSING = 255;

/** What a tree is grown by; core/trees/boost-options.ts says what each is. */
export interface NaiveBoostOptions {
  readonly rounds: number;
  readonly learningRate: number;
  readonly maxLeaves: number;
  readonly maxDepth: number;
  readonly minSamplesLeaf: number;
  readonly minChildWeight: number;
  readonly l2: number;
  readonly l1: number;
  readonly gamma: number;
  readonly monotone: Int8Array | null;
  readonly interactions: readonly (readonly number[])[] | null;
  readonly categories: { readonly l2: number; readonly smooth: number; readonly most: number };
}

export interface Sums {
  n: number;
  g: number;
  h: number;
}

export interface Bounds {
  readonly low: number;
  readonly high: number;
}

export const add = (a: Sums, b: Sums): Sums => ({ n: a.n + b.n, g: a.g + b.g, h: a.h + b.h });
export const subtract = (a: Sums, b: Sums): Sums => ({ n: a.n - b.n, g: a.g - b.g, h: a.h - b.h });
export const NOTHING: Sums = { n: 0, g: 0, h: 0 };

/** The sum of gradients, nearer to 0 by l1. */
const shrunk = (g: number, l1: number) => Math.sign(g) * Math.max(0, Math.abs(g) - l1);

/** Twice what a node's loss falls by at its best value; Chen & Guestrin 2016, eq. 6. */
export const score = ({ g, h }: Sums, l1: number, l2: number) => shrunk(g, l1) ** 2 / (h + l2);

/** The same at a given value. */
export const scoreAt = ({ g, h }: Sums, value: number, l1: number, l2: number) =>
  -(2 * shrunk(g, l1) * value + (h + l2) * value * value);

/** The best value within bounds; eq. 5. */
export const bestValue = ({ g, h }: Sums, { low, high }: Bounds, l1: number, l2: number) =>
  Math.min(high, Math.max(low, h + l2 > 0 ? -shrunk(g, l1) / (h + l2) : 0));

/** All bins up to the last of those that go left, and half of the gap before the next one that the leaf has. */
export const upTo = (goesLeft: readonly number[], present: readonly number[]) => {
  const last = Math.max(...goesLeft.filter((bin) => bin !== MISSING));
  const next = Math.min(...present.filter((bin) => bin !== MISSING && bin > last));
  const cut = next === Number.POSITIVE_INFINITY ? last : (last + next) >> 1;
  return Array.from({ length: cut + 1 }, (_, bin) => bin);
};

/** May these features stand on one path? */
export const mayMeet = (groups: NaiveBoostOptions['interactions'], features: readonly number[]) =>
  groups === null || groups.some((group) => features.every((feature) => group.includes(feature)));

/** A split on a rising feature leaves the middle of its values between its sides (LightGBM's `basic` method). */
export function childBounds(
  bounds: Bounds,
  [left, right]: readonly [number, number],
  direction: number,
): [Bounds, Bounds] {
  const middle = (left + right) / 2;
  const below = { low: bounds.low, high: Math.min(bounds.high, middle) };
  const above = { low: Math.max(bounds.low, middle), high: bounds.high };
  if (direction === 0) return [bounds, bounds];
  return direction > 0 ? [below, above] : [above, below];
}

/** Which bins may go left: those up to a cut; first with the missing ones right, then with them left. */
export function numberParts(sums: ReadonlyMap<number, Sums>): number[][] {
  const present = [...sums.keys()].filter((bin) => bin !== MISSING).sort((a, b) => a - b);
  const prefixes = present.map((_, i) => present.slice(0, i + 1));
  if (!sums.has(MISSING)) return prefixes;
  return [...prefixes, ...prefixes.map((prefix) => [...prefix, MISSING])];
}

/**
 * Which levels may go left: those at either end of the order by mean gradient, which holds the best parting in two
 * (Fisher 1958). Levels too rare to tell go right.
 */
export function categoryParts(
  sums: ReadonlyMap<number, Sums>,
  { smooth, most }: NaiveBoostOptions['categories'],
): number[][] {
  const mean = ({ g, h }: Sums) => g / (h + smooth);
  const order = [...sums.entries()]
    .filter(([, { n }]) => n >= smooth)
    .sort(([binA, a], [binB, b]) => mean(a) - mean(b) || binA - binB)
    .map(([bin]) => bin);
  const sizes = Array.from({ length: Math.min(most, (order.length + 1) >> 1) }, (_, i) => i + 1);
  return [
    ...sizes.map((size) => order.slice(0, size)),
    ...sizes.map((size) => order.slice(order.length - size)),
  ];
}
