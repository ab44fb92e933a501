// First and second derivatives of each objective at the raw scores, and their quantised form.
//
// Rows are taken in blocks, two at a time; the second of an odd pair falls into padding. Sums of a block are added in
// row order, blocks in block order, so nothing depends on who did which block.
import {
  alpha, answers, blocks, channel, countsRows, drawState, gradients, hessians, nAll, nChannels, nDrawn, nTrained, objective,
  packedA, roundSums, rowKey, rowsA, scaleG, scaleH, scores, setScaleG, setScaleH, setShift, shift, stride, undrawn, weights,
} from './boost-job';
import { exp2x } from './exp';
import { below } from './rng';

export const GRADIENT_BLOCK: i32 = 8192;

// Objectives by number, as kernels/exports.ts lists them.
const LOG_LOSS: i32 = 0, SOFTMAX: i32 = 1, SQUARED: i32 = 2, ABSOLUTE: i32 = 3, QUANTILE: i32 = 4, HUBER: i32 = 5,
  POISSON: i32 = 6;

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
    if (which == HUBER) g = f64x2.max(f64x2.min(d, two(a)), two(-a));
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
    for (let k: usize = 1; k < K; k++) most = f64x2.max(most, v128.load(S + at + k * n8));
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

/** Sums of |g| and h of a channel's rows. */
function sumBlock(P: usize, k: usize, from: usize, to: usize, out: usize): void {
  const offset = (k * stride(P)) << 3, G = gradients(P) + offset, H: usize = hessians(P) ? hessians(P) + offset : 0;
  let size: f64 = 0, curve: f64 = 0;
  for (let row = from; row < to; row++) {
    size += Math.abs(load<f64>(G + (row << 3)));
    if (H) curve += load<f64>(H + (row << 3));
  }
  store<f64>(out, size);
  store<f64>(out, H ? curve : <f64>(to - from), 8);
}

@inline export function nGradientBlocks(P: usize): i32 { return (nTrained(P) + GRADIENT_BLOCK - 1) / GRADIENT_BLOCK; }

/** A part: gradients, hessians and their sums for a block of rows, all channels. */
export function gradientBlock(P: usize, block: i32): void {
  const from = <usize>(block * GRADIENT_BLOCK), to = <usize>min(nTrained(P), (block + 1) * GRADIENT_BLOCK);
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

/** Random 64 bits of a row: splitmix64 (Steele, Lea & Flood 2014) at a place given by its number. */
@inline function randomOf(key: u64, row: u64): u64 {
  let z = key + (row + 1) * 0x9e3779b97f4a7c15;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

/** x rounded up or down at random by `bits`, up with the probability of its fraction; a whole number stays. */
@inline function roundBy(x: f64, bits: u32): i64 {
  const shifted = x + (<f64>bits + 0.5) * (1.0 / 4294967296) - 0.5 + 6755399441055744;
  return reinterpret<i64>(shifted) - reinterpret<i64>(<f64>6755399441055744);
}

/** A part: quantised gradients of a block of positions, and their sum to the block's first word. */
export function quantiseBlock(P: usize, block: i32): void {
  const G = gradients(P) + ((<usize>channel(P) * stride(P)) << 3), R = rowsA(P), OUT = packedA(P);
  const H: usize = countsRows(P) ? 0 : hessians(P) + ((<usize>channel(P) * stride(P)) << 3);
  const sg = scaleG(P), sh = scaleH(P), bits = <i64>shift(P), key = rowKey(P);
  const to = <usize>min(nDrawn(P), (block + 1) * GRADIENT_BLOCK);
  let sum: i64 = 0;
  for (let i = <usize>(block * GRADIENT_BLOCK); i < to; i++) {
    const row = <usize>load<u32>(R + (i << 2)), random = randomOf(key, <u64>row);
    const h: i64 = H ? roundBy(load<f64>(H + (row << 3)) * sh, <u32>random) : 1;
    const packed = (roundBy(load<f64>(G + (row << 3)) * sg, <u32>(random >> 32)) << bits) + h;
    store<i64>(OUT + (i << 3), packed);
    sum += packed;
  }
  store<i64>(blocks(P) + (<usize>block << 5), sum);
}

/** Fills the rows that a tree sees, ascending: all, or just so many, drawn one by one (Knuth's algorithm S). */
export function drawRows(P: usize): void {
  const n = nTrained(P), R = rowsA(P), U = undrawn(P), want = nDrawn(P);
  let taken = 0;
  for (let row = 0; row < n; row++) {
    const takes = want == n || <i32>below(drawState(P), n - row) < want - taken;
    if (takes) store<u32>(R + (<usize>taken << 2), row);
    else store<u32>(U + (<usize>(row - taken) << 2), row);
    taken += <i32>takes;
  }
}
