// Squared distances from one point to all, for rules that ask row by row; the twin is core's `measureOf`.
//
// Points lie in groups of eight, column by column, f64: numbers, then codes. P: numbers of layouts/points.ts. Sums go in column
// order, so that they have the bits of the twin.
import * as POINTS from '../layouts/points';

@inline function twice(P: usize, place: usize): v128 { return v128.load64_splat(P + (place << 3)); }

/** Adds the squared difference of two numbers to a sum; nothing where one is missing. */
@inline function addSeen(sum: v128, difference: v128): v128 {
  return f64x2.pmax(sum, f64x2.add(sum, f64x2.mul(difference, difference)));
}

/** The sum over the numbers that both have, times all numbers by those; what rows have that share none where there are none. */
@inline function scaledUp(sum: v128, seen: v128, all: v128, apart: v128): v128 {
  const scaled = f64x2.mul(f64x2.div(sum, seen), all);
  const some = v128.bitselect(apart, scaled, f64x2.eq(seen, f64x2.splat(0)));
  return v128.bitselect(sum, some, f64x2.eq(seen, all));
}

@inline function seenOne(difference: v128): v128 { return v128.and(f64x2.splat(1), f64x2.eq(difference, difference)); }
@inline function addCode(count: v128, x: v128, y: v128): v128 {
  return f64x2.add(count, v128.and(f64x2.splat(1), f64x2.ne(x, y)));
}

/** OUT [8 f64]: the squared distances of the point at OWN, in a group of its own, to those of the group at G. */
export function squaredOfGroup(P: usize, OWN: usize, G: usize, dn: i32, dc: i32, OUT: usize): void {
  const codes = OWN + (<usize>dn << 6), end = codes + (<usize>dc << 6);
  let a = f64x2.splat(0), b = a, c = a, d = a;
  if (load<f64>(P + (POINTS.holey << 3)) != 0) {
    let seenA = a, seenB = a, seenC = a, seenD = a;
    for (; OWN < codes; OWN += 64, G += 64) {
      const x = v128.load64_splat(OWN);
      const toA = f64x2.sub(x, v128.load(G)), toB = f64x2.sub(x, v128.load(G, 16));
      const toC = f64x2.sub(x, v128.load(G, 32)), toD = f64x2.sub(x, v128.load(G, 48));
      a = addSeen(a, toA); b = addSeen(b, toB); c = addSeen(c, toC); d = addSeen(d, toD);
      seenA = f64x2.add(seenA, seenOne(toA)); seenB = f64x2.add(seenB, seenOne(toB));
      seenC = f64x2.add(seenC, seenOne(toC)); seenD = f64x2.add(seenD, seenOne(toD));
    }
    const all = f64x2.splat(<f64>dn), apart = twice(P, POINTS.apart);
    a = scaledUp(a, seenA, all, apart); b = scaledUp(b, seenB, all, apart);
    c = scaledUp(c, seenC, all, apart); d = scaledUp(d, seenD, all, apart);
  } else {
    for (; OWN < codes; OWN += 64, G += 64) {
      const x = v128.load64_splat(OWN);
      const toA = f64x2.sub(x, v128.load(G)), toB = f64x2.sub(x, v128.load(G, 16));
      const toC = f64x2.sub(x, v128.load(G, 32)), toD = f64x2.sub(x, v128.load(G, 48));
      a = f64x2.add(a, f64x2.mul(toA, toA)); b = f64x2.add(b, f64x2.mul(toB, toB));
      c = f64x2.add(c, f64x2.mul(toC, toC)); d = f64x2.add(d, f64x2.mul(toD, toD));
    }
  }
  if (OWN < end) {
    let inA = f64x2.splat(0), inB = inA, inC = inA, inD = inA;
    for (; OWN < end; OWN += 64, G += 64) {
      const x = v128.load64_splat(OWN);
      inA = addCode(inA, x, v128.load(G)); inB = addCode(inB, x, v128.load(G, 16));
      inC = addCode(inC, x, v128.load(G, 32)); inD = addCode(inD, x, v128.load(G, 48));
    }
    const cost = twice(P, POINTS.cost);
    a = f64x2.add(a, f64x2.mul(cost, inA)); b = f64x2.add(b, f64x2.mul(cost, inB));
    c = f64x2.add(c, f64x2.mul(cost, inC)); d = f64x2.add(d, f64x2.mul(cost, inD));
  }
  v128.store(OUT, a); v128.store(OUT, b, 16); v128.store(OUT, c, 32); v128.store(OUT, d, 48);
}

/** Keeps in BEST [n f64] the smaller of it and the squared distance from the point at OWN to each of G [n / 8 groups]; n: a multiple of eight. */
export function keepNearer(P: usize, OWN: usize, G: usize, n: i32, dn: i32, dc: i32, BEST: usize): void {
  const group = <usize>(dn + dc) << 6, found = P + POINTS.room;
  for (const end = BEST + (<usize>n << 3); BEST < end; BEST += 64, G += group) {
    squaredOfGroup(P, OWN, G, dn, dc, found);
    for (let at: usize = 0; at < 64; at += 16) {
      v128.store(BEST + at, f64x2.pmin(v128.load(BEST + at), v128.load(found + at)));
    }
  }
}

/** 1 when `needed` of the first n points of G are nearer to the point at OWN than a squared distance, else 0. */
export function hasNearer(P: usize, OWN: usize, G: usize, n: i32, dn: i32, dc: i32, limit: f64, needed: i32): i32 {
  const group = <usize>(dn + dc) << 6, found = P + POINTS.room, below = f64x2.splat(limit);
  for (let votes = 0, first = 0; first < n; first += 8, G += group) {
    squaredOfGroup(P, OWN, G, dn, dc, found);
    let bits = 0;
    for (let at: usize = 0, shift = 0; at < 64; at += 16, shift += 2) {
      bits |= i64x2.bitmask(f64x2.lt(v128.load(found + at), below)) << shift;
    }
    if (n - first < 8) bits &= (1 << (n - first)) - 1;
    votes += popcnt(bits);
    if (votes >= needed) return 1;
  }
  return 0;
}
