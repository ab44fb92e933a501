// Which split is best: criteria, directions to keep, and the best one so far.
//
// A score is a fraction a / d, so that most are compared without a division. With one channel and squares it is the fall of
// the squares within, times the weight W: (S_L W - W_L S)^2 / (W_L W_R). For y in {0, 1} that is half the Gini gain times W
// (Breiman et al. 1984, section 9.3). A side that weighs nothing beside the other, as sums are rounded, never wins.
import * as STATE from '../layouts/tree-state';
import { log } from './log';
import {
  ABSOLUTE, criterion, ENTROPY, f64At, GINI, lowerBound, nChannels, POISSON, setF64, signs, sums, upperBound,
} from './tree-job';

const PER_LN2: f64 = 1.4426950408889634;

@inline export function bestA(P: usize): f64 { return load<f64>(P, STATE.bestA); }
@inline export function bestD(P: usize): f64 { return load<f64>(P, STATE.bestD); }
/** What the sides may not cross when the feature has a direction. */
@inline export function bestMiddle(P: usize): f64 { return load<f64>(P, STATE.bestMiddle); }
@inline export function bestFeature(P: usize): i32 { return load<i32>(P, STATE.bestFeature); }
@inline export function bestBin(P: usize): i32 { return load<i32>(P, STATE.bestBin); }
@inline export function bestSide(P: usize): i32 { return load<i32>(P, STATE.bestSide); }

export function forgetBest(P: usize): void {
  store<f64>(P, -Infinity, STATE.bestA);
  store<f64>(P, 1, STATE.bestD);
  store<i32>(P, -1, STATE.bestFeature);
}

@inline export function keepBest(P: usize, a: f64, d: f64, middle: f64, f: i32, bin: i32, side: i32): void {
  store<f64>(P, a, STATE.bestA);
  store<f64>(P, d, STATE.bestD);
  store<f64>(P, middle, STATE.bestMiddle);
  store<i32>(P, f, STATE.bestFeature);
  store<i32>(P, bin, STATE.bestBin);
  store<i32>(P, side, STATE.bestSide);
}

/** Puts back a split that was the best of a node that had to wait. */
export function keepSplit(P: usize, f: i32, bin: i32, side: i32): void {
  keepBest(P, 0, 1, 0, f, bin, side);
}

@inline function xlogx(x: f64): f64 { return x > 0 ? x * log(x) : 0; }
/** Minus the entropy of two classes times their weight. */
@inline function order2(w: f64, s: f64): f64 { return xlogx(s) + xlogx(w - s) - xlogx(w); }

/**
 * Do both sides lie within the node's bounds, in the feature's direction? A feature without one may cross bounds: leaves are
 * held to them.
 */
function keepsDirections(P: usize, left: f64, right: f64, f: i32): bool {
  const sign = <f64>load<i8>(signs(P) + <usize>f), lower = lowerBound(P), upper = upperBound(P);
  if (sign == 0) return true;
  if (left < lower || right < lower || left > upper || right > upper) return false;
  return (left - right) * sign <= 0;
}

/** Do both sides weigh anything? The right one is a difference, which rounding may leave nothing of, or less. */
@inline function weighs(wL: f64, wR: f64): bool { return wL > 0 && wR > 0; }

/** Judges a split with one channel; the first of equally good ones stays. */
@inline export function judge(P: usize, wL: f64, sL: f64, W: f64, S: f64, f: i32, bin: i32, side: i32): void {
  const rule = criterion(P);
  let a: f64, d: f64;
  if (rule == ENTROPY) {
    a = order2(wL, sL) + order2(W - wL, S - sL);
    d = 1;
  } else if (rule == POISSON) {
    const sR = S - sL;
    if (!(sL > 0 && sR > 0)) return;
    a = sL * log(sL / wL) + sR * log(sR / (W - wL));
    d = 1;
  } else {
    const n = sL * W - wL * S;
    a = n * n;
    d = wL * (W - wL);
  }
  if (!(a * bestD(P) > bestA(P) * d) || !weighs(wL, W - wL)) return;
  let middle: f64 = 0;
  if (signs(P) != 0) {
    const left = sL / wL, right = (S - sL) / (W - wL);
    if (!keepsDirections(P, left, right, f)) return;
    middle = (left + right) * 0.5;
  }
  keepBest(P, a, d, middle, f, bin, side);
}

/** Judges a split by a score, both medians given. */
export function judgeMedians(P: usize, score: f64, left: f64, right: f64, f: i32, bin: i32, side: i32): void {
  if (!(score > bestA(P))) return;
  if (signs(P) != 0 && !keepsDirections(P, left, right, f)) return;
  keepBest(P, score, 1, (left + right) * 0.5, f, bin, side);
}

/** Judges a split of K classes, whose left weights stand at L [K+1] and totals at `sums`. */
export function judgeClasses(P: usize, L: usize, f: i32, bin: i32, side: i32): void {
  const K = <usize>nChannels(P), T = sums(P);
  const wL = load<f64>(L), wR = load<f64>(T) - wL;
  let left: f64 = 0, right: f64 = 0, a: f64, d: f64;
  if (criterion(P) == ENTROPY) {
    for (let k: usize = 1; k <= K; k++) {
      left += xlogx(f64At(L, k));
      right += xlogx(f64At(T, k) - f64At(L, k));
    }
    a = left - xlogx(wL) + (right - xlogx(wR));
    d = 1;
  } else {
    for (let k: usize = 1; k <= K; k++) {
      const sL = f64At(L, k), sR = f64At(T, k) - sL;
      left += sL * sL;
      right += sR * sR;
    }
    a = left * wR + right * wL;
    d = wL * wR;
  }
  if (a * bestD(P) > bestA(P) * d && weighs(wL, wR)) keepBest(P, a, d, 0, f, bin, side);
}

/** What the best split gained: the fall of impurity times weight. Totals at `sums`. */
export function gainOf<C>(P: usize): f64 {
  const T = sums(P), W = load<f64>(T), S = load<f64>(T, 8), rule = criterion(P), score = bestA(P) / bestD(P);
  if (isFloat<C>()) {
    const K = <usize>nChannels(P);
    let parent: f64 = 0;
    for (let k: usize = 1; k <= K; k++) parent += rule == ENTROPY ? xlogx(f64At(T, k)) : f64At(T, k) * f64At(T, k);
    return rule == ENTROPY ? (score - parent + xlogx(W)) * PER_LN2 : score - parent / W;
  }
  if (rule == ABSOLUTE) return score + f64At(T, 3);
  if (rule == ENTROPY) return (score - order2(W, S)) * PER_LN2;
  if (rule == POISSON) return score - S * log(S / W);
  return rule == GINI ? (2 * score) / W : score / W;
}

/** Adds the K+1 numbers at `from` to those at `to`. */
@inline export function addSums(P: usize, to: usize, from: usize): void {
  const K = <usize>nChannels(P);
  for (let k: usize = 0; k <= K; k++) setF64(to, k, f64At(to, k) + f64At(from, k));
}
