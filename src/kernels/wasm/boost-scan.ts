// The best split of a leaf on one feature, from its histogram.
//
// Gain: T(G_L)^2/(H_L+l2) + T(G_R)^2/(H_R+l2) - T(G)^2/(H+l2), T(G) = G shortened by l1: twice that of Chen & Guestrin
// 2016, eq. 7, as their library and LightGBM count it too; it must exceed gamma.
import { MISSING_BIN, SET_BYTES } from '../layouts/nodes';
import {
  categoryL2, categorySmooth, clearSplit, counts, countsRows, featureHistogram, gainOf, gamma, hasMissing, highOf, histAt,
  isCategory, l1, l2, lowOf, minChildWeight, minLeaf, monotone, mostCategories, nBins, quantaG, quantaH, rowsOf, scaleG,
  scaleH, setMissingLeft, setOf, shift, sumOf, weights, writeSplit,
} from './boost-job';

const MISSING: usize = MISSING_BIN;
/** Side of missing values: RIGHT, LEFT, or NONE_SEEN when the leaf has none. */
const RIGHT: i32 = 0, LEFT: i32 = 1;
export const NONE_SEEN: i32 = 2;

// What the scans of one leaf share, in the thread's scratch memory of SCRATCH_BYTES: byte offsets.
const QUANTA_G: usize = 0;          // f64
const QUANTA_H: usize = 8;          // f64
const LEAST_H: usize = 16;          // f64 quanta
const PARENT_SCORE: usize = 24;     // f64
const NEEDED_GAIN: usize = 32;      // f64
const ROWS_PER_QUANTUM: usize = 40; // f64
const COUNTS_AT: usize = 48;        // u32 exact rows by bin, or 0
const KEYS: usize = 64;             // f64 [256] sort keys of the categories in the leaf
const ITEMS: usize = KEYS + 2048;   // i32 [256] their bins
@inline function quantaOfG(S: usize): f64 { return load<f64>(S, QUANTA_G); }
@inline function quantaOfH(S: usize): f64 { return load<f64>(S, QUANTA_H); }
@inline function leastH(S: usize): f64 { return load<f64>(S, LEAST_H); }
@inline function parentScore(S: usize): f64 { return load<f64>(S, PARENT_SCORE); }
@inline function neededGain(S: usize): f64 { return load<f64>(S, NEEDED_GAIN); }
@inline function rowsPerQuantum(S: usize): f64 { return load<f64>(S, ROWS_PER_QUANTUM); }
@inline function countsAt(S: usize): usize { return load<u32>(S, COUNTS_AT); }
@inline function keys(S: usize): usize { return S + KEYS; }
@inline function items(S: usize): usize { return S + ITEMS; }

/** Exact rows by bin of one feature, or 0. */
@inline function countsOf(P: usize, S: usize, f: usize): usize {
  return countsAt(S) ? countsAt(S) + (load<u32>(histAt(P) + (f << 2)) >> 1) : 0;
}

/** Shortens a sum of gradients by l1. */
@inline export function soften(g: f64, by: f64): f64 {
  return by == 0 ? g : Math.max(Math.abs(g) - by, 0) * (g < 0 ? -1 : 1);
}

/**
 * Lays out what the scans of a leaf share. Rounding at random makes gains of its own, of about (q_g^2 + w^2 q_h^2) n/H for
 * quanta q and leaf value w; a split must be well above them. @param counted the rows in each bin are known exactly
 */
export function prepareScan(P: usize, L: usize, S: usize, counted: bool): void {
  const G = quantaG(P, sumOf(L)), H = quantaH(P, sumOf(L)), m = <f64>rowsOf(L), least = <f64>minLeaf(P);
  const g = G / scaleG(P), h = H / scaleH(P), value = g / h;
  const t = soften(g, l1(P)), parent = t * t / (h + l2(P));
  const qG = 1 / scaleG(P), qH = countsRows(P) ? 0 : 1 / scaleH(P);
  const noise = 16 * (qG * qG + value * value * qH * qH) * m / h + 1e-12 * parent;
  let leastQuanta = Math.max(minChildWeight(P) * scaleH(P), 1);
  if (!counted && countsRows(P)) leastQuanta = Math.max(leastQuanta, least);
  // Of weighted rows hessians tell nothing of their number: a split that has too few of them is found out when they are parted.
  else if (!counted && least > 1 && weights(P) == 0) leastQuanta = Math.max(leastQuanta, (least - 0.5) * H / m);
  store<f64>(S, G, QUANTA_G);
  store<f64>(S, H, QUANTA_H);
  store<f64>(S, leastQuanta, LEAST_H);
  store<f64>(S, parent, PARENT_SCORE);
  store<f64>(S, Math.max(gamma(P), noise), NEEDED_GAIN);
  store<f64>(S, m / H, ROWS_PER_QUANTUM);
  store<u32>(S, counted ? counts(P) : 0, COUNTS_AT);
}

@inline function clamp(L: usize, value: f64): f64 { return Math.min(Math.max(value, lowOf(L)), highOf(L)); }

/** Score of a side whose leaf is given the value w, within bounds: what it takes off the loss, twice. */
@inline function scoreOfValue(t: f64, h: f64, w: f64): f64 { return -(2 * t * w + h * w * w); }

/** Score of both sides in real units, or -1 when they would break a monotone constraint. */
function pairScore(P: usize, L: usize, S: usize, gL: f64, hL: f64, more: f64, direction: i32): f64 {
  const sg = scaleG(P), sh = scaleH(P), by = l1(P), shrink = l2(P) + more;
  const a = soften(gL / sg, by), b = soften((quantaOfG(S) - gL) / sg, by);
  const hA = hL / sh + shrink, hB = (quantaOfH(S) - hL) / sh + shrink;
  if (!monotone(P)) return a * a / hA + b * b / hB;
  const left = clamp(L, -a / hA), right = clamp(L, -b / hB);
  if (<f64>direction * (right - left) < 0) return -1;
  return scoreOfValue(a, hA, left) + scoreOfValue(b, hB, right);
}

/**
 * Half-way from bin k to the next one that the leaf has rows in: where values that it has not seen are parted.
 * @param C exact rows by bin, or 0: bins without quanta are taken for empty
 */
function middleOfGap(H: usize, C: usize, k: i32, last: i32): i32 {
  let next = k + 1;
  while (next < last && load<i64>(H + (<usize>next << 3)) == 0 && (C == 0 || load<i32>(C + (<usize>next << 2)) == 0)) next++;
  return next < last ? (k + next) >> 1 : k;
}

/** Bins in order, missing on one side, plain gains: fractions are compared by products, nothing is divided. */
function scanPlain(P: usize, S: usize, f: usize, H: usize, side: i32, out: usize): void {
  const G = quantaOfG(S), all = quantaOfH(S), least = leastH(S), shrink = l2(P) * scaleH(P);
  const bits = <i64>shift(P), mask = (<i64>1 << bits) - 1, unit = scaleH(P) / (scaleG(P) * scaleG(P));
  const bar = Math.max(neededGain(S), gainOf(out)) + parentScore(S), last = <usize>load<i32>(nBins(P) + (f << 2));
  let top = bar / unit, bottom: f64 = 1, left: i64 = side == LEFT ? load<i64>(H + (MISSING << 3)) : 0;
  let bestLeft: i64 = 0, cut = -1;
  for (let k: usize = 0; k < last; k++) {
    const bin = load<i64>(H + (k << 3));
    if (bin == 0) continue;
    left += bin;
    const hL = <f64>(left & mask), hR = all - hL;
    if (hL < least) continue;
    if (hR < least) break;
    const gL = <f64>(left >> bits), gR = G - gL, a = hL + shrink, b = hR + shrink;
    const numerator = gL * gL * b + gR * gR * a, denominator = a * b;
    if (numerator * bottom <= top * denominator) continue;
    top = numerator;
    bottom = denominator;
    bestLeft = left;
    cut = <i32>k;
  }
  if (cut >= 0) writeSplit(out, top / bottom * unit - parentScore(S), f, bestLeft, middleOfGap(H, 0, cut, <i32>last), side, 0);
}

/** Bins in order, missing on one side, with l1, monotone constraints or exact counts. */
function scanBounded(P: usize, L: usize, S: usize, f: usize, H: usize, side: i32, out: usize): void {
  const all = quantaOfH(S), least = leastH(S), last = load<i32>(nBins(P) + (f << 2));
  const direction = monotone(P) ? <i32>load<i8>(monotone(P) + f) : 0;
  const C = countsOf(P, S, f), m = rowsOf(L);
  let left: i64 = side == LEFT ? load<i64>(H + (MISSING << 3)) : 0;
  let rows = C && side == LEFT ? load<i32>(C + (MISSING << 2)) : 0;
  for (let k = 0; k < last; k++) {
    const bin = load<i64>(H + (<usize>k << 3)), count = C ? load<i32>(C + (<usize>k << 2)) : 0;
    if (bin == 0 && count == 0) continue;
    left += bin;
    rows += count;
    const hL = quantaH(P, left);
    if (hL < least || (C && rows < minLeaf(P))) continue;
    if (all - hL < least || (C && m - rows < minLeaf(P))) break;
    const gain = pairScore(P, L, S, quantaG(P, left), hL, 0, direction) - parentScore(S);
    if (gain > neededGain(S) && gain > gainOf(out)) writeSplit(out, gain, f, left, middleOfGap(H, C, k, last), side, 0);
  }
}

/** Sorts items by key, then by bin: insertion, for at most 256 of them that are often nearly in order. */
function sortItems(S: usize, n: i32): void {
  for (let i = 1; i < n; i++) {
    const key = load<f64>(keys(S) + (<usize>i << 3)), bin = load<i32>(items(S) + (<usize>i << 2));
    let at = <usize>i;
    for (; at > 0 && load<f64>(keys(S) + ((at - 1) << 3)) > key; at--) {
      store<f64>(keys(S) + (at << 3), load<f64>(keys(S) + ((at - 1) << 3)));
      store<i32>(items(S) + (at << 2), load<i32>(items(S) + ((at - 1) << 2)));
    }
    store<f64>(keys(S) + (at << 3), key);
    store<i32>(items(S) + (at << 2), bin);
  }
}

/** Collects the bins of a leaf that have enough rows to be sorted by, missing among them. Returns how many. */
function collectItems(P: usize, S: usize, f: usize, H: usize): i32 {
  const C = countsOf(P, S, f);
  const smooth = categorySmooth(P), nValues = load<i32>(nBins(P) + (f << 2));
  const end = load<u8>(hasMissing(P) + f) ? <i32>MISSING + 1 : nValues;
  let n: usize = 0;
  for (let bin = 0; bin < end; bin++) {
    if (bin == nValues) bin = <i32>MISSING;
    const packed = load<i64>(H + (<usize>bin << 3)), h = quantaH(P, packed);
    const rows = C ? <f64>load<i32>(C + (<usize>bin << 2)) : countsRows(P) ? h : Math.floor(h * rowsPerQuantum(S) + 0.5);
    if (rows < smooth || packed == 0) continue;
    store<f64>(keys(S) + (n << 3), quantaG(P, packed) / scaleG(P) / (h / scaleH(P) + smooth));
    store<i32>(items(S) + (n << 2), bin);
    n++;
  }
  return <i32>n;
}

/** Writes the set of `count` items from one end of the order. */
function writeSet(S: usize, n: i32, count: i32, step: i32, out: usize): void {
  memory.fill(setOf(out), 0, SET_BYTES);
  for (let i = 0; i < count; i++) {
    const bin = <usize>load<i32>(items(S) + (<usize>(step > 0 ? i : n - 1 - i) << 2)), word = setOf(out) + ((bin >> 5) << 2);
    store<u32>(word, load<u32>(word) | (<u32>1 << <u32>(bin & 31)));
  }
  setMissingLeft(out, <i32>(load<u32>(setOf(out), SET_BYTES - 4) >> 31));
}

/** Categories sorted by G / (H + smooth): the best set stands at one end of that order (Fisher 1958). */
function scanCategories(P: usize, L: usize, S: usize, f: usize, H: usize, out: usize): void {
  const n = collectItems(P, S, f, H), most = min(mostCategories(P), (n + 1) / 2);
  const C = countsOf(P, S, f), least = leastH(S);
  sortItems(S, n);
  for (let step = 1; step >= -1; step -= 2) {
    let left: i64 = 0, rows = 0, best = 0;
    for (let i = 0; i < most; i++) {
      const bin = <usize>load<i32>(items(S) + (<usize>(step > 0 ? i : n - 1 - i) << 2));
      left += load<i64>(H + (bin << 3));
      if (C) rows += load<i32>(C + (bin << 2));
      const hL = quantaH(P, left);
      if (hL < least || (C && rows < minLeaf(P))) continue;
      if (quantaOfH(S) - hL < least || (C && rowsOf(L) - rows < minLeaf(P))) break;
      const gain = pairScore(P, L, S, quantaG(P, left), hL, categoryL2(P), 0) - parentScore(S);
      if (gain <= neededGain(S) || gain <= gainOf(out)) continue;
      writeSplit(out, gain, f, left, 0, RIGHT, 1);
      best = i + 1;
    }
    if (best > 0) writeSet(S, n, best, step, out);
  }
}

/**
 * Are there missing values in the leaf? Where rows are counted, also those whose gradients were rounded to nothing: their
 * side then stands in the split, whose counts are kept when the rows are parted.
 */
@inline function seesMissing(P: usize, S: usize, f: usize, H: usize): bool {
  if (!load<u8>(hasMissing(P) + f)) return false;
  return load<i64>(H + (MISSING << 3)) != 0 || (countsAt(S) != 0 && load<i32>(countsOf(P, S, f) + (MISSING << 2)) > 0);
}

/** The best split of a leaf on one feature to OUT; its feature is -1 when there is none. After prepareScan. */
export function scanFeature(P: usize, L: usize, S: usize, f: usize, histogram: usize, out: usize): void {
  const H = featureHistogram(P, histogram, f);
  clearSplit(out);
  if (load<u8>(isCategory(P) + f)) return scanCategories(P, L, S, f, H, out);
  const sees = seesMissing(P, S, f, H), first = sees ? RIGHT : NONE_SEEN;
  if (l1(P) == 0 && !monotone(P) && !countsAt(S)) {
    scanPlain(P, S, f, H, first, out);
    if (sees) scanPlain(P, S, f, H, LEFT, out);
  } else {
    scanBounded(P, L, S, f, H, first, out);
    if (sees) scanBounded(P, L, S, f, H, LEFT, out);
  }
}
