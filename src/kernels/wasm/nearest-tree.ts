// A k-d tree over points without holes and codes (Bentley 1975, CACM 18:509-517): half of the points of a node on either side of
// its widest number, down to leaves of some groups of eight; a box around each node's points.
//
// A box's distance is summed in column order, as those of points are. Rounding never turns an order round, so no point's
// distance comes out below that of its box: what is skipped cannot be nearer, and the answer is that of the plain loop.
//
// A node covers whole groups of eight; its children are 2 node + 1 and 2 node + 2, the left one with half of the groups.
import * as HAND from '../layouts/nearest-hand';
import { LEAF_GROUPS } from '../layouts/nearest-tree';
import { boxesOf, kOf, lowestOf, membersOf, nNumbers, nPoints, packOf, placeOf, rowAt } from './nearest-job';
import { insert } from './nearest-lists';

@inline function memberAt(P: usize, at: i32): i32 { return load<i32>(membersOf(P) + (<usize>at << 2)); }
@inline function setMember(P: usize, at: i32, point: i32): void { store<i32>(membersOf(P) + (<usize>at << 2), point); }
@inline function numberOf(P: usize, at: i32, number: i32): f64 {
  return load<f64>(rowAt(P, memberAt(P, at)) + (<usize>number << 3));
}
/**
 * Where a node's box begins. The boxes of siblings lie number by number in the lanes of pairs: f64 [nNumbers] lows of the left and the
 * right one, highs of both.
 */
@inline function boxOf(P: usize, node: i32): usize {
  const pair = <usize>((node + 1) >> 1), lane = <usize>((node + 1) & 1);
  return boxesOf(P) + (pair * <usize>nNumbers(P) << 5) + (lane << 3);
}
/** The lowest name of a node's points. */
@inline function lowestAt(P: usize, node: i32): usize { return lowestOf(P) + (<usize>node << 2); }

/** Two neighbouring numbers of a row; an odd last one twice. */
@inline function twoAt(row: usize, number: i32, dn: i32): v128 {
  const at = row + (<usize>number << 3);
  return number + 1 < dn ? v128.load(at) : v128.load64_splat(at);
}

/** Finds the box and the lowest name of the members from..end - 1. */
function fitBox(P: usize, node: i32, from: i32, end: i32): void {
  const dn = nNumbers(P), box = boxOf(P, node);
  let lowest = i32.MAX_VALUE;
  for (let at = from; at < end; at++) lowest = min(lowest, placeOf(P, memberAt(P, at)));
  store<i32>(lowestAt(P, node), lowest);
  for (let j = 0; j < dn; j += 2) {
    let low = f64x2.splat(Infinity), high = f64x2.splat(-Infinity);
    for (let at = from; at < end; at++) {
      const x = twoAt(rowAt(P, memberAt(P, at)), j, dn);
      low = f64x2.pmin(low, x);
      high = f64x2.pmax(high, x);
    }
    const first = box + (<usize>j << 5);
    v128.store64_lane(first, low, 0);
    v128.store64_lane(first, high, 0, 16);
    if (j + 1 == dn) break;
    v128.store64_lane(first, low, 1, 32);
    v128.store64_lane(first, high, 1, 48);
  }
}

/** The number in which a node is widest; ties to the first. */
function widest(P: usize, node: i32): i32 {
  const dn = nNumbers(P), box = boxOf(P, node);
  let best = 0, width: f64 = -1;
  for (let j = 0; j < dn; j++) {
    const at = box + (<usize>j << 5), w = load<f64>(at, 16) - load<f64>(at);
    if (w > width) { best = j; width = w; }
  }
  return best;
}

/** Orders members from..end - 1 so that none before `middle` has a greater number than those from it on (Hoare's FIND). */
function halve(P: usize, from: i32, end: i32, middle: i32, number: i32): void {
  let low = from, high = end - 1;
  while (low < high) {
    const pivot = numberOf(P, (low + high) >> 1, number);
    let i = low, j = high;
    while (i <= j) {
      while (numberOf(P, i, number) < pivot) i++;
      while (numberOf(P, j, number) > pivot) j--;
      if (i > j) break;
      const point = memberAt(P, i);
      setMember(P, i++, memberAt(P, j));
      setMember(P, j--, point);
    }
    if (middle <= j) high = j;
    else if (middle >= i) low = i;
    else return;
  }
}

/** Fits a node's box and, unless it is a leaf, halves its points. */
function splitNode(P: usize, node: i32, firstGroup: i32, endGroup: i32): bool {
  const from = 8 * firstGroup, end = min(8 * endGroup, nPoints(P));
  fitBox(P, node, from, end);
  if (endGroup - firstGroup <= LEAF_GROUPS) return false;
  halve(P, from, end, 8 * ((firstGroup + endGroup) >> 1), widest(P, node));
  return true;
}

function growNode(P: usize, node: i32, firstGroup: i32, endGroup: i32): void {
  if (!splitNode(P, node, firstGroup, endGroup)) return;
  const middle = (firstGroup + endGroup) >> 1;
  growNode(P, 2 * node + 1, firstGroup, middle);
  growNode(P, 2 * node + 2, middle, endGroup);
}

/** Packs the points of some groups in the order of the tree. */
function packGroups(P: usize, firstGroup: i32, endGroup: i32): void {
  const n = nPoints(P), dn = nNumbers(P);
  for (let at = 8 * firstGroup; at < 8 * endGroup; at++) {
    let to = packOf(P) + (<usize>(at >> 3) * <usize>dn << 6) + (<usize>(at & 7) << 3);
    for (let j = 0; j < dn; j++, to += 64) store<f64>(to, at < n ? numberOf(P, at, j) : Infinity);
  }
}

/** Begins the tree of a job: all points, and the root's halves. */
export function beginPointTree(P: usize): void {
  const n = nPoints(P);
  for (let at = 0; at < n; at++) setMember(P, at, at);
  splitNode(P, 0, 0, (n + 7) >> 3);
}

/**
 * Grows one half of a tree that has begun, 0 the left and 1 the right one: fills its members, boxes, lowest names and pack, f64
 * [groups][nNumbers][8]. O(n d log n).
 */
export function growHalfTree(P: usize, half: i32): void {
  const groups = (nPoints(P) + 7) >> 3, middle = groups >> 1;
  const first = half == 0 ? 0 : middle, end = half == 0 ? middle : groups;
  if (groups > LEAF_GROUPS) growNode(P, 1 + half, first, end);
  packGroups(P, first, end);
}

/** The squared distances of a row from the boxes of two siblings, the left one's first. */
@inline function boxDistances(P: usize, left: i32, row: usize): v128 {
  const end = row + (<usize>nNumbers(P) << 3), none = f64x2.splat(0);
  let sum = none;
  for (let box = boxOf(P, left); row < end; row += 8, box += 32) {
    const x = v128.load64_splat(row), below = f64x2.sub(v128.load(box), x), above = f64x2.sub(x, v128.load(box, 16));
    const far = f64x2.pmax(none, f64x2.pmax(below, above));
    sum = f64x2.add(sum, f64x2.mul(far, far));
  }
  return sum;
}

/** May a node hold what is nearer than the last of a list? */
@inline function mayHold(P: usize, node: i32, bound: f64, k: i32, D: usize, I: usize): bool {
  const worst = load<f64>(D + (<usize>(k - 1) << 3));
  return bound < worst || (bound == worst && load<i32>(lowestAt(P, node)) < load<i32>(I + (<usize>(k - 1) << 2)));
}

@inline function close(sums: v128, worst: v128): i32 { return i64x2.bitmask(f64x2.le(sums, worst)); }

/** Compares a row with the points of some groups. */
function scanLeaf(P: usize, row: usize, self: i32, firstGroup: i32, endGroup: i32, k: i32, D: usize, I: usize): void {
  const dn = <usize>nNumbers(P), end = row + (dn << 3), n = nPoints(P);
  let g = packOf(P) + (<usize>firstGroup * dn << 6);
  for (let group = firstGroup; group < endGroup; group++) {
    let s0 = f64x2.splat(0), s1 = s0, s2 = s0, s3 = s0;
    for (let q = row; q < end; q += 8, g += 64) {
      const x = v128.load64_splat(q);
      const a = f64x2.sub(x, v128.load(g)), b = f64x2.sub(x, v128.load(g, 16));
      const c = f64x2.sub(x, v128.load(g, 32)), d = f64x2.sub(x, v128.load(g, 48));
      s0 = f64x2.add(s0, f64x2.mul(a, a)); s1 = f64x2.add(s1, f64x2.mul(b, b));
      s2 = f64x2.add(s2, f64x2.mul(c, c)); s3 = f64x2.add(s3, f64x2.mul(d, d));
    }
    const worst = f64x2.splat(load<f64>(D + (<usize>(k - 1) << 3)));
    let bits = close(s0, worst) | (close(s1, worst) << 2) | (close(s2, worst) << 4) | (close(s3, worst) << 6);
    for (; bits != 0; bits &= bits - 1) {
      const lane = ctz(bits), at = 8 * group + lane;
      if (at >= n) break;
      const point = memberAt(P, at), pair = lane < 4 ? (lane < 2 ? s0 : s1) : lane < 6 ? s2 : s3;
      const dist = lane & 1 ? f64x2.extract_lane(pair, 1) : f64x2.extract_lane(pair, 0);
      if (point != self) insert(placeOf(P, point), dist, k, D, I);
    }
  }
}

function visit(P: usize, row: usize, self: i32, node: i32, firstGroup: i32, endGroup: i32, k: i32, D: usize, I: usize): void {
  if (endGroup - firstGroup <= LEAF_GROUPS) {
    scanLeaf(P, row, self, firstGroup, endGroup, k, D, I);
    return;
  }
  const middle = (firstGroup + endGroup) >> 1, left = 2 * node + 1, right = left + 1;
  const both = boxDistances(P, left, row), toLeft = f64x2.extract_lane(both, 0), toRight = f64x2.extract_lane(both, 1);
  if (toLeft <= toRight) {
    if (mayHold(P, left, toLeft, k, D, I)) visit(P, row, self, left, firstGroup, middle, k, D, I);
    if (mayHold(P, right, toRight, k, D, I)) visit(P, row, self, right, middle, endGroup, k, D, I);
  } else {
    if (mayHold(P, right, toRight, k, D, I)) visit(P, row, self, right, middle, endGroup, k, D, I);
    if (mayHold(P, left, toLeft, k, D, I)) visit(P, row, self, left, firstGroup, middle, k, D, I);
  }
}

/**
 * Puts queries [n u32] into the order in which their points [u32, by query] lie in the tree, those behind all points last, so that what
 * one has looked at is at hand for the next: OUT [n u32]. T: scratch, [2 nPoints + 1 u32].
 */
export function sortByTree(P: usize, POINTS: usize, QUERIES: usize, n: i32, T: usize, OUT: usize): void {
  const count = nPoints(P), RANKS = T + (<usize>(count + 1) << 2), end = QUERIES + (<usize>n << 2);
  memory.fill(T, 0, <usize>(count + 1) << 2);
  for (let at = 0; at < count; at++) store<i32>(RANKS + (<usize>memberAt(P, at) << 2), at);
  for (let query = QUERIES; query < end; query += 4) {
    const seat = T + (<usize>rankOf(POINTS, query, RANKS, count) << 2);
    store<u32>(seat, load<u32>(seat) + 1);
  }
  for (let at = 0, sum: u32 = 0; at <= count; at++) {
    const seat = T + (<usize>at << 2), queries = load<u32>(seat);
    store<u32>(seat, sum);
    sum += queries;
  }
  for (let query = QUERIES; query < end; query += 4) {
    const seat = T + (<usize>rankOf(POINTS, query, RANKS, count) << 2), to = load<u32>(seat);
    store<u32>(OUT + (<usize>to << 2), load<u32>(query));
    store<u32>(seat, to + 1);
  }
}

/** Where the point of a query lies in the order of the tree; behind all when it is none. */
@inline function rankOf(POINTS: usize, query: usize, RANKS: usize, count: i32): i32 {
  const point = load<u32>(POINTS + (<usize>load<u32>(query) << 2));
  return point < <u32>count ? load<i32>(RANKS + (<usize>point << 2)) : count;
}

/**
 * Finds the neighbours of the rows in hand down the tree of a job; about O(log n) leaves each while numbers are few. Lists
 * must have been cleared. A point is no neighbour of its own.
 */
export function nearestInTree(P: usize, H: usize): void {
  const n = load<i32>(H + (HAND.nAskers << 2)), k = kOf(P), groups = (nPoints(P) + 7) >> 3;
  let D = <usize>load<u32>(H + (HAND.distances << 2)), I = <usize>load<u32>(H + (HAND.index << 2));
  const askers = <usize>load<u32>(H + (HAND.askers << 2));
  for (let i = 0; i < n; i++, D += <usize>k << 3, I += <usize>k << 2) {
    const asker = load<i32>(askers + (<usize>i << 2));
    visit(P, rowAt(P, asker), asker, 0, 0, groups, k, D, I);
  }
}
