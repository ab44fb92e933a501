/**
 * Inductive Venn-Abers prediction (Vovk, Petej & Fedorova 2015, "Large-scale probabilistic predictors with and without
 * guarantees of validity"): isotonic regression with the new row taken in once as outside (p0) and once as inside the class
 * (p1); P = p1 / (1 - p0 + p1), which is best for log loss.
 */
import type { PredictionCalibrator } from './calibrator.js';
import { groupScores, type ScoreGroups } from './pool-adjacent.js';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Not a turn to the left at b. */
const noLeftTurn = (a: Point, b: Point, c: Point) =>
  (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x) <= 0;

const slope = (a: Point, b: Point) => (b.y - a.y) / (b.x - a.x);

/** Cumulative weight and weight inside the class, from the point before a row of the class that comes first. */
function diagram({ shares, weights }: ScoreGroups): Point[] {
  const points: Point[] = [
    { x: -1, y: -1 },
    { x: 0, y: 0 },
  ];
  shares.forEach((share, i) => {
    const last = points[i + 1];
    points.push({ x: last.x + weights[i], y: last.y + weights[i] * share });
  });
  return points;
}

/** Corners of the greatest convex minorant, the first one on top (algorithm 1). */
function corners(points: readonly Point[]): Point[] {
  const stack: Point[] = [];
  for (const point of points) {
    while (stack.length > 1 && noLeftTurn(stack[stack.length - 2], stack[stack.length - 1], point))
      stack.pop();
    stack.push(point);
  }
  return stack.reverse();
}

/**
 * p1 of a row that scores as each group: its value where it stands before the group as one more row of the class
 * (algorithm 2). O(groups). @returns [groups]
 */
function insideValues(groups: ScoreGroups): Float64Array {
  const points = diagram(groups);
  const stack = corners(points);
  const top = (down = 0) => stack[stack.length - 1 - down];
  return groups.shares.map((_, i) => {
    const value = slope(top(), top(1));
    // The row steps over the group: P[i - 1] = P[i - 2] + P[i] - P[i - 1], counted from -1 in the paper, from 0 here.
    const moved = {
      x: points[i].x + points[i + 2].x - points[i + 1].x,
      y: points[i].y + points[i + 2].y - points[i + 1].y,
    };
    points[i + 1] = moved;
    const onLine = top().y + slope(top(), top(1)) * (moved.x - top().x);
    if (moved.y >= onLine) return value;
    stack.pop();
    while (stack.length > 1 && noLeftTurn(moved, top(), top(1))) stack.pop();
    stack.push(moved);
    return value;
  });
}

const reflected = ({ scores, shares, weights }: ScoreGroups): ScoreGroups => ({
  scores: scores.map((score) => -score).reverse(),
  shares: shares.map((share) => 1 - share).reverse(),
  weights: weights.slice().reverse(),
});

/** Constant between scores: where the constant changes, ascending, and what it is from there on, or up to there. */
interface Steps {
  readonly at: readonly number[];
  readonly p: readonly number[];
}

interface Bounds {
  /** p0, from each score on; 0 before the first. */
  readonly outside: Steps;
  /** p1, up to each score; 1 after the last. */
  readonly inside: Steps;
}

function stepsAt(scores: Float64Array, values: Float64Array, isStep: (i: number) => boolean): Steps {
  const steps = [...values.keys()].filter(isStep);
  return { at: steps.map((i) => scores[i]), p: steps.map((i) => values[i]) };
}

/** How many of the ascending numbers are below; with `orEqual` those that are equal too. */
function countBelow(ascending: readonly number[], value: number, orEqual: boolean): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle] < value || (orEqual && ascending[middle] === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function merged({ outside, inside }: Bounds, score: number): number {
  const from = countBelow(outside.at, score, true);
  const upTo = countBelow(inside.at, score, false);
  const p0 = from === 0 ? 0 : outside.p[from - 1];
  const p1 = upTo === inside.at.length ? 1 : inside.p[upTo];
  return p1 / (1 - p0 + p1);
}

/** Weights of mean 1: the new row is one such row. */
function ofMeanOne(groups: ScoreGroups, nRows: number): ScoreGroups {
  const mean = groups.weights.reduce((sum, weight) => sum + weight, 0) / nRows;
  return { ...groups, weights: groups.weights.map((weight) => weight / mean) };
}

export const vennAbers: PredictionCalibrator = {
  id: 'venn-abers',
  aliases: ['ivap'],
  summary: 'isotonic with the new row taken in either way; never quite 0 or 1',
  fit(rows) {
    const groups = ofMeanOne(groupScores(rows), rows.scores.length);
    const inside = insideValues(groups);
    const outside = insideValues(reflected(groups))
      .map((value) => 1 - value)
      .reverse();
    return {
      outside: stepsAt(groups.scores, outside, (i) => i === 0 || outside[i] !== outside[i - 1]),
      inside: stepsAt(groups.scores, inside, (i) => i === inside.length - 1 || inside[i] !== inside[i + 1]),
    } satisfies Bounds;
  },
  apply: (scores, state) => scores.map((score) => merged(state as unknown as Bounds, score)),
};
