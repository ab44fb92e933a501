// What a support vector machine spends its time on: rows of the matrix of its radial kernel, and the choice of the two numbers that
// each step moves (Fan, Chen & Lin 2005, JMLR 6:1889-1918, WSS 2). The twins are in ../svm.ts.
//
// Points lie as in point-distances.ts; kernel rows are f32; n is a multiple of eight everywhere. What may not move
// has -Infinity in UPS, or Infinity in DOWNS, and 0 otherwise: so has what only fills the last eight up.
import * as POINTS from '../layouts/points';
import { exp2x } from './exp';
import { squaredOfGroup } from './point-distances';

/** K of two squared distances, as two f32. */
@inline function radial(gamma: v128, squared: v128): v128 {
  return f32x4.demote_f64x2_zero(exp2x(f64x2.mul(gamma, squared)));
}

/** OUT [n f32]: K between the point at OWN, in a group of its own, and all of G [n / 8 groups]. P: numbers of layouts/points.ts. */
export function radialRow(P: usize, OWN: usize, G: usize, n: i32, dn: i32, dc: i32, OUT: usize): void {
  const group = <usize>(dn + dc) << 6, found = P + POINTS.room;
  const gamma = f64x2.splat(-load<f64>(P + (POINTS.gamma << 3)));
  for (const end = OUT + (<usize>n << 2); OUT < end; OUT += 32, G += group) {
    squaredOfGroup(P, OWN, G, dn, dc, found);
    v128.store64_lane(OUT, radial(gamma, v128.load(found)), 0);
    v128.store64_lane(OUT, radial(gamma, v128.load(found, 16)), 0, 8);
    v128.store64_lane(OUT, radial(gamma, v128.load(found, 32)), 0, 16);
    v128.store64_lane(OUT, radial(gamma, v128.load(found, 48)), 0, 24);
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
