// What a support vector machine spends its time on: rows of the matrix of its radial kernel, and the choice of the two numbers that
// each step moves (Fan, Chen & Lin 2005, JMLR 6:1889-1918, WSS 2). The twins are in ../svm.ts.
//
// Points lie in groups of eight, column by column, f64; kernel rows are f32; n is a multiple of eight everywhere. What may not move
// has -Infinity in UPS, or Infinity in DOWNS, and 0 otherwise: so has what only fills the last eight up.
import * as RADIAL from '../layouts/radial';
import { exp2x } from './exp';

@inline function f64At(P: usize, place: usize): f64 { return load<f64>(P + (place << 3)); }
@inline function twice(P: usize, place: usize): v128 { return v128.load64_splat(P + (place << 3)); }

/** Adds the squared difference of two numbers to a sum; nothing where one is missing, and then it is not counted. */
@inline function addSeen(sum: v128, difference: v128): v128 {
  return f64x2.pmax(sum, f64x2.add(sum, f64x2.mul(difference, difference)));
}

/** The sum over the numbers that both have, times all numbers by those; what rows have that share none where there are none. */
@inline function scaledUp(sum: v128, seen: v128, all: v128, apart: v128): v128 {
  const scaled = f64x2.mul(f64x2.div(sum, seen), all);
  const some = v128.bitselect(apart, scaled, f64x2.eq(seen, f64x2.splat(0)));
  return v128.bitselect(sum, some, f64x2.eq(seen, all));
}

/** K of two squared distances, as two f32. */
@inline function radial(P: usize, squared: v128): v128 {
  return f32x4.demote_f64x2_zero(exp2x(f64x2.mul(f64x2.neg(twice(P, RADIAL.gamma)), squared)));
}

/** OUT [n f32]: K between a point of POINTS [n / 8][dn + dc][8 f64] and all. P: numbers of layouts/radial.ts. */
export function radialRow(P: usize, POINTS: usize, at: i32, n: i32, dn: i32, dc: i32, OUT: usize): void {
  const group = <usize>(dn + dc) << 6, own = POINTS + <usize>(at >> 3) * group + (<usize>(at & 7) << 3);
  const cost = twice(P, RADIAL.cost), apart = twice(P, RADIAL.apart), all = f64x2.splat(<f64>dn), one = f64x2.splat(1);
  const holey = f64At(P, RADIAL.holey) != 0, ownCodes = own + (<usize>dn << 6), ownEnd = own + group;
  for (const end = OUT + (<usize>n << 2); OUT < end; OUT += 32) {
    let a = f64x2.splat(0), b = a, c = a, d = a;
    if (holey) {
      let sa = a, sb = a, sc = a, sd = a;
      for (let w = own; w < ownCodes; w += 64, POINTS += 64) {
        const x = v128.load64_splat(w);
        const ea = f64x2.sub(x, v128.load(POINTS)), eb = f64x2.sub(x, v128.load(POINTS, 16));
        const ec = f64x2.sub(x, v128.load(POINTS, 32)), ed = f64x2.sub(x, v128.load(POINTS, 48));
        a = addSeen(a, ea); b = addSeen(b, eb); c = addSeen(c, ec); d = addSeen(d, ed);
        sa = f64x2.add(sa, v128.and(one, f64x2.eq(ea, ea))); sb = f64x2.add(sb, v128.and(one, f64x2.eq(eb, eb)));
        sc = f64x2.add(sc, v128.and(one, f64x2.eq(ec, ec))); sd = f64x2.add(sd, v128.and(one, f64x2.eq(ed, ed)));
      }
      a = scaledUp(a, sa, all, apart); b = scaledUp(b, sb, all, apart);
      c = scaledUp(c, sc, all, apart); d = scaledUp(d, sd, all, apart);
    } else {
      for (let w = own; w < ownCodes; w += 64, POINTS += 64) {
        const x = v128.load64_splat(w);
        const ea = f64x2.sub(x, v128.load(POINTS)), eb = f64x2.sub(x, v128.load(POINTS, 16));
        const ec = f64x2.sub(x, v128.load(POINTS, 32)), ed = f64x2.sub(x, v128.load(POINTS, 48));
        a = f64x2.add(a, f64x2.mul(ea, ea)); b = f64x2.add(b, f64x2.mul(eb, eb));
        c = f64x2.add(c, f64x2.mul(ec, ec)); d = f64x2.add(d, f64x2.mul(ed, ed));
      }
    }
    let na = f64x2.splat(0), nb = na, nc = na, nd = na;
    for (let w = ownCodes; w < ownEnd; w += 64, POINTS += 64) {
      const x = v128.load64_splat(w);
      na = f64x2.add(na, v128.and(one, f64x2.ne(x, v128.load(POINTS))));
      nb = f64x2.add(nb, v128.and(one, f64x2.ne(x, v128.load(POINTS, 16))));
      nc = f64x2.add(nc, v128.and(one, f64x2.ne(x, v128.load(POINTS, 32))));
      nd = f64x2.add(nd, v128.and(one, f64x2.ne(x, v128.load(POINTS, 48))));
    }
    v128.store64_lane(OUT, radial(P, f64x2.add(a, f64x2.mul(cost, na))), 0);
    v128.store64_lane(OUT, radial(P, f64x2.add(b, f64x2.mul(cost, nb))), 0, 8);
    v128.store64_lane(OUT, radial(P, f64x2.add(c, f64x2.mul(cost, nc))), 0, 16);
    v128.store64_lane(OUT, radial(P, f64x2.add(d, f64x2.mul(cost, nd))), 0, 24);
  }
}

@inline function promoted(ROW: usize): v128 { return f64x2.promote_low_f32x4(v128.load64_zero(ROW)); }

/** The larger of two lanes, of equal ones that with the larger place. */
@inline function placeOfMost(most: v128, place: v128): i32 {
  const a = f64x2.extract_lane(most, 0), b = f64x2.extract_lane(most, 1);
  const placeA = f64x2.extract_lane(place, 0), placeB = f64x2.extract_lane(place, 1);
  return <i32>(a > b || (a == b && placeA > placeB) ? placeA : placeB);
}

/**
 * Takes size * (UP - DOWN), two kernel rows [n f32], from U [n f64]. Returns the last place of the largest U that may go up; -1
 * when none may.
 */
export function svmMove(U: usize, UPS: usize, UP: usize, DOWN: usize, n: i32, size: f64): i32 {
  const step = f64x2.splat(size), two = f64x2.splat(2), none = f64x2.splat(-Infinity);
  let most = none, place = f64x2.splat(-1), i = f64x2.replace_lane(f64x2.splat(0), 1, 1);
  for (const end = U + (<usize>n << 3); U < end; U += 16, UPS += 16, UP += 8, DOWN += 8) {
    const u = f64x2.sub(v128.load(U), f64x2.mul(step, f64x2.sub(promoted(UP), promoted(DOWN))));
    v128.store(U, u);
    const x = f64x2.add(u, v128.load(UPS)), isMost = v128.and(f64x2.ge(x, most), f64x2.gt(x, none));
    most = v128.bitselect(x, most, isMost);
    place = v128.bitselect(i, place, isMost);
    i = f64x2.add(i, two);
  }
  return placeOfMost(most, place);
}

/** What a division may be off, and a product: no gain that is as large as another one is taken for a smaller one. */
const SLACK: f64 = 1 - 1e-15;

/**
 * Returns the last place of the largest gain (upmost - U)^2 / (2 - 2 K) among those that may go down, K: a kernel row [n f32]; -1 when
 * none is below `upmost` by the tolerance. Curvatures are at least `least`. Divides only where a product says that it may matter.
 */
export function svmChoose(U: usize, DOWNS: usize, K: usize, n: i32, upmost: f64, tolerance: f64, least: f64): i32 {
  const up = f64x2.splat(upmost), two = f64x2.splat(2), zero = f64x2.splat(0), lowest = f64x2.splat(least);
  let most = zero, enough = zero, place = f64x2.splat(-1), i = f64x2.replace_lane(zero, 1, 1), widest = f64x2.splat(-Infinity);
  for (const end = U + (<usize>n << 3); U < end; U += 16, DOWNS += 16, K += 8) {
    const violation = f64x2.sub(up, f64x2.add(v128.load(U), v128.load(DOWNS)));
    widest = f64x2.pmax(widest, violation);
    const curvature = f64x2.pmax(lowest, f64x2.sub(two, f64x2.mul(two, promoted(K))));
    const square = f64x2.mul(violation, violation);
    const mayBe = v128.and(f64x2.ge(square, f64x2.mul(enough, curvature)), f64x2.gt(violation, zero));
    if (v128.any_true(mayBe)) {
      const gain = f64x2.div(square, curvature), isMost = v128.and(f64x2.ge(gain, most), mayBe);
      most = v128.bitselect(gain, most, isMost);
      place = v128.bitselect(i, place, isMost);
      enough = f64x2.splat(SLACK * max(f64x2.extract_lane(most, 0), f64x2.extract_lane(most, 1)));
    }
    i = f64x2.add(i, two);
  }
  if (max(f64x2.extract_lane(widest, 0), f64x2.extract_lane(widest, 1)) < tolerance) return -1;
  return placeOfMost(most, place);
}
