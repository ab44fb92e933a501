// First and second derivatives of each objective at the raw scores, and their quantised form.
//
// Rows are taken in blocks, two at a time; the second of an odd pair falls into padding. Sums of a block are added in
// row order, blocks in block order, so nothing depends on who did which block.
import { BLOCK_BYTES } from '../layouts/boost-parts';
import {
  ABSOLUTE, alpha, answers, BLOCK, blocks, channel, countsRows, drawState, gradients, hessians, HUBER, LOG_LOSS,
  nAll, nChannels, nDrawn, nTrained, objective, packedA, POISSON, QUANTILE, roundSums, rowKey, rowsA, scaleG,
  scaleH, scores, setScaleG, setScaleH, setShift, shift, SOFTMAX, SQUARED, stride, undrawn, weights,
} from './boost-job';
import { exp2x } from './exp';
import { below } from './rng';

/** Adding it to a number leaves the nearest whole one in the low bits; 1.5 * 2^52. */
const ROUNDER: f64 = 6755399441055744;

/** LightGBM's poisson_max_delta_step: the hessian is taken that much further on, which shortens steps. */
const POISSON_STEP: f64 = 0.7;

@inline function two(x: f64): v128 { return f64x2.splat(x); }

/** p - y and p(1-p) of the logistic function, without cancellation: all comes from e^-|s|. */
@inline function logLoss(s: v128, y: v128, g: usize, h: usize): void {
  const e = exp2x(f64x2.neg(f64x2.abs(s)));
  const inverse = f64x2.div(two(1), f64x2.add(two(1), e)), small = f64x2.mul(e, inverse);
  // 1 - p of the class that the row has: small where the sign of s agrees with it.
  const sign = f64x2.sub(two(1), f64x2.mul(two(2), y)), agrees = f64x2.lt(f64x2.mul(s, sign), two(0));
  v128.store(g, f64x2.mul(sign, v128.bitselect(small, inverse, agrees)));
  v128.store(h, f64x2.mul(small, inverse));
}

/** Rows from..to-1 of an objective with one channel whose hessian varies. */
function curvedBlock(P: usize, from: usize, to: usize): void {
  const S = scores(P), Y = answers(P), G = gradients(P), H = hessians(P), which = objective(P);
  for (let at = from << 3; at < to << 3; at += 16) {
    const s = v128.load(S + at), y = v128.load(Y + at);
    if (which == LOG_LOSS) logLoss(s, y, G + at, H + at);
    else if (which == POISSON) {
      v128.store(G + at, f64x2.sub(exp2x(s), y));
      v128.store(H + at, exp2x(f64x2.add(s, two(POISSON_STEP))));
    } else {
      const ratio = f64x2.mul(y, exp2x(f64x2.neg(s)));
      v128.store(G + at, f64x2.sub(two(1), ratio));
      v128.store(H + at, ratio);
    }
  }
}

/** Rows from..to-1 of an objective whose hessian is 1. */
function flatBlock(P: usize, from: usize, to: usize): void {
  const S = scores(P), Y = answers(P), G = gradients(P), which = objective(P), a = alpha(P);
  for (let at = from << 3; at < to << 3; at += 16) {
    const d = f64x2.sub(v128.load(S + at), v128.load(Y + at));
    let g = d;
    if (which == HUBER) g = f64x2.pmax(two(-a), f64x2.pmin(two(a), d));
    else if (which == QUANTILE) g = v128.bitselect(two(1 - a), two(-a), f64x2.ge(d, two(0)));
    else if (which == ABSOLUTE) {
      const above = v128.and(two(1), f64x2.gt(d, two(0))), below = v128.and(two(1), f64x2.lt(d, two(0)));
      g = f64x2.sub(above, below);
    }
    v128.store(G + at, g);
  }
}

/** Rows from..to-1 of softmax: p - [y = k], and p(1-p) K/(K-1) as Friedman's (2001) multiclass step has it. */
function softmaxBlock(P: usize, from: usize, to: usize): void {
  const K = <usize>nChannels(P), S = scores(P), Y = answers(P), G = gradients(P), H = hessians(P);
  const n8 = <usize>nAll(P) << 3, s8 = stride(P) << 3, factor = <f64>K / <f64>(K - 1);
  for (let at = from << 3; at < to << 3; at += 16) {
    let most = v128.load(S + at);
    for (let k: usize = 1; k < K; k++) most = f64x2.pmax(most, v128.load(S + at + k * n8));
    let sum = two(0);
    for (let k: usize = 0; k < K; k++) {
      const e = exp2x(f64x2.sub(v128.load(S + at + k * n8), most));
      v128.store(G + at + k * s8, e);
      sum = f64x2.add(sum, e);
    }
    const y = v128.load(Y + at), inverse = f64x2.div(two(1), sum);
    for (let k: usize = 0; k < K; k++) {
      const p = f64x2.mul(v128.load(G + at + k * s8), inverse), mine = f64x2.eq(y, two(<f64>k));
      v128.store(G + at + k * s8, f64x2.sub(p, v128.and(two(1), mine)));
      v128.store(H + at + k * s8, f64x2.mul(two(factor), f64x2.mul(p, f64x2.sub(two(1), p))));
    }
  }
}

@inline function hasFlatHessian(which: i32): bool { return which >= SQUARED && which <= HUBER; }

/** Multiplies a channel's gradients by the weights; where hessians are the weights, they are there already. */
function weigh(P: usize, k: usize, from: usize, to: usize): void {
  const W = weights(P), G = gradients(P) + ((k * stride(P)) << 3), H = hessians(P) + ((k * stride(P)) << 3);
  const flat = hasFlatHessian(objective(P));
  for (let at = from << 3; at < to << 3; at += 16) {
    const w = v128.load(W + at);
    v128.store(G + at, f64x2.mul(v128.load(G + at), w));
    if (!flat) v128.store(H + at, f64x2.mul(v128.load(H + at), w));
  }
}

@inline function bothLanes(x: v128): f64 { return f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1); }

/** Sums of |g| and h of a channel's rows, even and odd ones apart; an odd last row stands before its padding. */
function sumBlock(P: usize, k: usize, from: usize, to: usize, out: usize): void {
  const offset = (k * stride(P)) << 3, G = gradients(P) + offset, H: usize = hessians(P) ? hessians(P) + offset : 0;
  let size = f64x2.splat(0), curve = f64x2.splat(0);
  if (to & 1) {
    store<f64>(G + (to << 3), 0);
    if (H) store<f64>(H + (to << 3), 0);
  }
  for (let at = from << 3; at < to << 3; at += 16) {
    size = f64x2.add(size, f64x2.abs(v128.load(G + at)));
    if (H) curve = f64x2.add(curve, v128.load(H + at));
  }
  store<f64>(out, bothLanes(size));
  store<f64>(out, H ? bothLanes(curve) : <f64>(to - from), 8);
}

@inline export function nGradientBlocks(P: usize): i32 { return (nTrained(P) + BLOCK - 1) / BLOCK; }

/** A part: gradients, hessians and their sums for a block of rows, all channels. */
export function gradientBlock(P: usize, block: i32): void {
  const from = <usize>(block * BLOCK), to = <usize>min(nTrained(P), (block + 1) * BLOCK);
  if (objective(P) == SOFTMAX) softmaxBlock(P, from, to);
  else if (hasFlatHessian(objective(P))) flatBlock(P, from, to);
  else curvedBlock(P, from, to);
  for (let k = 0; k < nChannels(P); k++) {
    if (weights(P)) weigh(P, <usize>k, from, to);
    sumBlock(P, <usize>k, from, to, roundSums(P) + (<usize>(k * nGradientBlocks(P) + block) << 4));
  }
}

/** The largest power of two by which a sum stays below `most`; scaling by it is exact. At most 2^300. */
function scaleFor(sum: f64, most: f64): f64 {
  let scale: f64 = 1;
  while (sum * scale >= most) scale *= 0.5;
  while (sum * scale * 2 < most && scale < 2.037035976334486e90) scale *= 2;
  return scale;
}

/**
 * Chooses how gradients and hessians share 64 bits, so that no sum of any rows can overflow: rounding adds less than 1
 * a row. Counts take just the bits that they need, else hessians get 30, or more for very many rows.
 */
export function chooseScales(P: usize): void {
  const n = <f64>nTrained(P), nBlocks = nGradientBlocks(P), from = roundSums(P) + (<usize>(channel(P) * nBlocks) << 4);
  let size: f64 = 0, curve: f64 = 0;
  for (let block: usize = 0; block < <usize>nBlocks; block++) {
    size += load<f64>(from + (block << 4));
    curve += load<f64>(from + (block << 4), 8);
  }
  const countBits = 32 - <i32>clz<i32>(nTrained(P));
  const bits = countsRows(P) ? countBits : max(30, countBits + 4);
  setShift(P, bits);
  setScaleH(P, countsRows(P) ? 1 : scaleFor(curve, <f64>((<i64>1 << <i64>bits) - 1) - n));
  setScaleG(P, scaleFor(size, <f64>(<i64>1 << <i64>(62 - bits)) - n));
}

/** Four random words of four numbered places: the hash "lowbias32" (Wellons 2018). */
@inline function randomWords(places: v128): v128 {
  let x = v128.xor(places, i32x4.shr_u(places, 16));
  x = i32x4.mul(x, i32x4.splat(0x7feb352d));
  x = v128.xor(x, i32x4.shr_u(x, 15));
  x = i32x4.mul(x, i32x4.splat(0x846ca68b));
  return v128.xor(x, i32x4.shr_u(x, 16));
}

/**
 * Two numbers rounded up or down at random, up with the probability of the fraction; whole ones stay. The words are
 * made odd, so that half a unit is never added in full.
 */
@inline function roundBy(x: v128, words: v128): v128 {
  const shaken = f64x2.mul(f64x2.convert_low_i32x4_s(v128.or(words, i32x4.splat(1))), f64x2.splat(1.0 / 4294967296));
  const rounder = f64x2.splat(ROUNDER);
  return i64x2.sub(f64x2.add(f64x2.add(x, shaken), rounder), rounder);
}

/** Quantised gradients of two rows. H 0: hessians are 1. */
@inline function quantisePair(P: usize, G: usize, H: usize, row: usize, other: usize): v128 {
  const key = v128.load(rowKey(P)), first = i32x4.splat(<i32>row);
  const numbers = i32x4.replace_lane(i32x4.replace_lane(first, 1, <i32>other), 3, <i32>other);
  const words = randomWords(i32x4.add(i32x4.mul(numbers, i32x4.splat(0x9e3779b9)), key));
  const g = v128.load64_lane(G + (other << 3), v128.load64_zero(G + (row << 3)), 1);
  const quanta = i64x2.shl(roundBy(f64x2.mul(g, f64x2.splat(scaleG(P))), words), shift(P));
  if (!H) return i64x2.add(quanta, i64x2.splat(1));
  const h = v128.load64_lane(H + (other << 3), v128.load64_zero(H + (row << 3)), 1);
  const high = i32x4.shuffle(words, words, 2, 3, 2, 3);
  return i64x2.add(quanta, roundBy(f64x2.mul(h, f64x2.splat(scaleH(P))), high));
}

/**
 * A part: quantised gradients of a block of positions, and their sum to the block's first word. Without a draw, the rows
 * are laid out first.
 */
export function quantiseBlock(P: usize, block: i32): void {
  const offset = (<usize>channel(P) * stride(P)) << 3, G = gradients(P) + offset, R = rowsA(P), OUT = packedA(P);
  const H: usize = countsRows(P) ? 0 : hessians(P) + offset;
  const to = <usize>min(nDrawn(P), (block + 1) * BLOCK);
  const first = <usize>(block * BLOCK);
  if (nDrawn(P) == nTrained(P)) for (let row = first; row < to; row++) store<u32>(R + (row << 2), <u32>row);
  let sums = i64x2.splat(0), i = first;
  for (; i + 1 < to; i += 2) {
    const pair = quantisePair(P, G, H, <usize>load<u32>(R + (i << 2)), <usize>load<u32>(R + (i << 2), 4));
    v128.store(OUT + (i << 3), pair);
    sums = i64x2.add(sums, pair);
  }
  let sum = i64x2.extract_lane(sums, 0) + i64x2.extract_lane(sums, 1);
  if (i < to) {
    const row = <usize>load<u32>(R + (i << 2)), packed = i64x2.extract_lane(quantisePair(P, G, H, row, row), 0);
    store<i64>(OUT + (i << 3), packed);
    sum += packed;
  }
  store<i64>(blocks(P) + <usize>block * BLOCK_BYTES, sum);
}

/** Draws the rows that a tree sees, ascending: just so many, one by one (Knuth's algorithm S). */
export function drawRows(P: usize): void {
  const n = nTrained(P), R = rowsA(P), U = undrawn(P), want = nDrawn(P);
  let taken = 0;
  for (let row = 0; row < n; row++) {
    const takes = <i32>below(drawState(P), n - row) < want - taken;
    if (takes) store<u32>(R + (<usize>taken << 2), row);
    else store<u32>(U + (<usize>(row - taken) << 2), row);
    taken += <i32>takes;
  }
}
