// Growing what hangs below a node of at most 32 rows, with one bit a row.
//
// Most nodes of a fully grown forest are small. Here a node is a word of bits, a feature 32 bytes that are fetched once for the
// whole subtree, a cut one comparison of vectors, and its counts are numbers of bits: no row moves, nothing is cleared.
// A row that was drawn several times counts by the binary digits of that number, each digit a word of bits.
import { BLOCK_BYTES, BLOCK_FEATURE_BYTES } from '../layouts/tree-parts';
import { bestA, bestBin, bestD, bestFeature, bestSide, forgetBest, gainOf, keepBest } from './best-split';
import { nthFeature } from './draw-features';
import { below } from './rng';
import { drawCut, extent } from './split-drawn';
import {
  bins, block, criterion, drawsCuts, ENTROPY, f64At, factors, LEFT, maxDepth, maxFeatures, maxLeaves, minGain,
  minLeaf, minSplit, MISSING, NONE_SEEN, nRows, nVarying, RIGHT, rng, rootWeight, rowOf, rowsOf, setF64, signs,
  sums, u32At,
} from './tree-job';
import { writeLeaf, writeSplit } from './tree-nodes';
import { bitsOfFour } from './words';

/** Rows of a block, and times that a row may have been drawn. */
const BLOCK_ROWS: i32 = 32, MOST_TIMES: u32 = 15;

// Of a block: words of bits, bytes of 255 for the rows outside a node, the stack, then for each feature its serial number, its
// missing rows, its 32 bins.
const SERIAL: usize = 0, ROWS: usize = 4, MANY: usize = 8, TIMES: usize = 16, ONES: usize = 32, OUTSIDE: usize = 48;
const STACK: usize = 80, FEATURES: usize = BLOCK_BYTES;
const STACK_BYTES: usize = 16;
// A feature, BLOCK_FEATURE_BYTES: byte offsets of its parts. An entry of the stack: the node, its level, its rows.
const MISSING_ROWS: usize = 4, BINS: usize = 16;
const NODE: usize = 0, LEVEL: usize = 4, MASK: usize = 8;

/** Can the node be grown as a block? */
export function fitsBlock(P: usize, start: i32, m: i32): bool {
  if (m > BLOCK_ROWS || maxLeaves(P) > 0 || signs(P) != 0 || criterion(P) == ENTROPY) return false;
  const R = rowsOf(P) + (<usize>start << 2);
  let most: u32 = 0;
  for (let i: usize = 0; i < <usize>m; i++) most |= u32At(R, i);
  return most >> 25 <= MOST_TIMES;
}

/** One bit a row of those in the block: a bit of its word. */
function bitsOfRows(R: usize, m: i32, bit: i32): u32 {
  let bits: u32 = 0;
  for (let i = 0; i < m; i += 4) bits |= bitsOfFour(R + (<usize>i << 2), 31 - bit) << i;
  return bits & allRows(m);
}

@inline function allRows(m: i32): u32 { return <u32>-1 >> (BLOCK_ROWS - m); }

function layBlock(P: usize, start: i32, m: i32): void {
  const B = block(P), R = rowsOf(P) + (<usize>start << 2), ones = bitsOfRows(R, m, 24);
  store<u32>(B, load<u32>(B, SERIAL) + 1, SERIAL);
  store<u32>(B, R, ROWS);
  let many: u32 = 0;
  for (let digit = 0; digit < 4; digit++) {
    const times = bitsOfRows(R, m, 25 + digit), at = B + (<usize>digit << 2);
    store<u32>(at, times, TIMES);
    store<u32>(at, times & ones, ONES);
    if (digit > 1) many |= times;
  }
  store<u32>(B, <u32>(many != 0), MANY);
}

/** How often the rows of M were drawn in all, by the digits at `words`. */
@inline function times(words: usize, M: u32, many: bool): f64 {
  let sum = popcnt(M & load<u32>(words)) + (popcnt(M & load<u32>(words, 4)) << 1);
  if (many) sum += (popcnt(M & load<u32>(words, 8)) << 2) + (popcnt(M & load<u32>(words, 12)) << 3);
  return <f64>(<i32>sum);
}

/** The rows whose bin is at most the cut; missing is above all. */
@inline function upTo(column: usize, cut: v128): u32 {
  return i8x16.bitmask(i8x16.le_u(v128.load(column), cut)) | (i8x16.bitmask(i8x16.le_u(v128.load(column, 16), cut)) << 16);
}

@inline function equalTo(column: usize, bin: v128): u32 {
  return i8x16.bitmask(i8x16.eq(v128.load(column), bin)) | (i8x16.bitmask(i8x16.eq(v128.load(column, 16), bin)) << 16);
}

/** 255 for each of 16 rows that is not in M. @param places which byte of M each row's bit is in */
@inline function outside(M: u32, places: v128): v128 {
  const bit = i8x16(1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128);
  return v128.not(i8x16.eq(v128.and(i8x16.swizzle(i32x4.splat(M), places), bit), bit));
}

/** A feature's bins of the block's rows, fetched when first asked for. @returns its place */
@inline function featureAt(P: usize, f: i32, m: i32): usize {
  const B = block(P), at = B + FEATURES + <usize>f * BLOCK_FEATURE_BYTES;
  if (load<u32>(at, SERIAL) != load<u32>(B, SERIAL)) fetch(P, B, at, f, m);
  return at;
}

function fetch(P: usize, B: usize, at: usize, f: i32, m: i32): void {
  const column = bins(P) + <usize>f * <usize>nRows(P), R = <usize>load<u32>(B, ROWS);
  for (let i: usize = 0; i < <usize>m; i++) store<u8>(at + i, load<u8>(column + rowOf<u64>(u32At(R, i))), BINS);
  store<u32>(at, equalTo(at + BINS, i8x16.splat(-1)), MISSING_ROWS);
  store<u32>(at, load<u32>(B, SERIAL), SERIAL);
}

/** Judges the split that sends the rows of L left, of those of M. The lower rank wins among equals of a feature. */
@inline function judgeMask(P: usize, L: u32, M: u32, W: f64, S: f64, many: bool, f: i32, rank: i32, held: i32): i32 {
  const B = block(P), F = factors(P), least = minLeaf(P);
  const n = times(B + TIMES, L, many), ones = times(B + ONES, L, many);
  const sL = ones * f64At(F, 1), wL = (n - ones) * f64At(F, 0) + sL;
  const fall = sL * W - wL * S, a = fall * fall, d = wL * (W - wL);
  const x = a * bestD(P), y = bestA(P) * d;
  if (!(x >= y) || (x == y && rank >= held)) return held;
  if (least > 1 && (<i32>popcnt(L) < least || <i32>popcnt(M ^ L) < least)) return held;
  if (!(d > 0)) return held;
  keepBest(P, a, d, 0, f, rank & 255, rank >> 8);
  return rank;
}

/** Looks at all cuts of a feature over the rows of M. Returns false when it is constant there. */
function tryMask(P: usize, f: i32, M: u32, W: f64, S: f64, m: i32, many: bool): bool {
  const at = featureAt(P, f, m), column = at + BINS, missing = load<u32>(at, MISSING_ROWS) & M;
  let rest = M & ~missing;
  if (rest == 0) return false;
  const side = missing ? RIGHT : NONE_SEEN;
  let held = -1;
  while (rest != 0) {
    const from = column + <usize>ctz(rest), cut = v128.load_splat<u8>(from);
    const L = upTo(column, cut) & M, same = equalTo(column, cut) & M, bin = <i32>load<u8>(from);
    if (same == M) return false;
    rest &= ~same;
    held = judgeMask(P, L, M, W, S, many, f, (side << 8) | bin, held);
    if (missing) held = judgeMask(P, L | missing, M, W, S, many, f, (LEFT << 8) | bin, held);
  }
  return true;
}

/** Draws one cut of a feature over the rows of M, as `tryCut` does. */
function tryMaskCut(P: usize, f: i32, M: u32, W: f64, S: f64, m: i32, many: bool): bool {
  const at = featureAt(P, f, m), column = at + BINS, missing = load<u32>(at, MISSING_ROWS) & M, none = i8x16.splat(-1);
  const a = v128.load(column), b = v128.load(column, 16), outA = v128.load(block(P), OUTSIDE), outB = v128.load(block(P), OUTSIDE + 16);
  const ends = extent(
    i8x16.min_u(v128.or(a, outA), v128.or(b, outB)),
    i8x16.min_u(v128.or(v128.not(a), v128.or(outA, i8x16.eq(a, none))), v128.or(v128.not(b), v128.or(outB, i8x16.eq(b, none)))),
  );
  const low = ends & 255, high = ends >> 8;
  if (low == MISSING || (low == high && missing == 0)) return false;
  let side = NONE_SEEN, cut = low;
  if (missing) side = <i32>below(rng(P), 2);
  if (low < high) cut = drawCut(P, f, low, high);
  else if (side == LEFT) return true;
  const L = (upTo(column, i8x16.splat(<i8>cut)) & M) | (side == LEFT ? missing : 0);
  judgeMask(P, L, M, W, S, many, f, (side << 8) | cut, -1);
  return true;
}

/** Looks for the best split of the rows of M, as `bestSplit` does. */
function splitMask(P: usize, M: u32, m: i32, many: bool): bool {
  const F = nVarying(P), want = maxFeatures(P), W = load<f64>(sums(P)), S = load<f64>(sums(P), 8), draws = drawsCuts(P);
  forgetBest(P);
  if (draws) {
    v128.store(block(P), outside(M, i8x16(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1)), OUTSIDE);
    v128.store(block(P), outside(M, i8x16(2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3)), OUTSIDE + 16);
  }
  let varies = false;
  for (let i = 0; i < F && (i < want || !varies); i++) {
    const f = nthFeature(P, i);
    if (draws ? tryMaskCut(P, f, M, W, S, m, many) : tryMask(P, f, M, W, S, m, many)) varies = true;
  }
  return bestFeature(P) >= 0;
}

/** Writes the totals of M to `sums`. Returns whether it has one class. */
@inline function totalMask(P: usize, M: u32, many: bool): bool {
  const B = block(P), F = factors(P), n = times(B + TIMES, M, many), ones = times(B + ONES, M, many);
  const S = ones * f64At(F, 1);
  setF64(sums(P), 0, (n - ones) * f64At(F, 0) + S);
  setF64(sums(P), 1, S);
  return ones == 0 || ones == n;
}

@inline function pushMask(B: usize, at: usize, node: i32, level: i32, M: u32): void {
  const entry = B + STACK + at * STACK_BYTES;
  store<i32>(entry, node, NODE);
  store<i32>(entry, level, LEVEL);
  store<u32>(entry, M, MASK);
}

/** Grows the subtree below a node that `fitsBlock`. */
export function growBlock(P: usize, root: i32, start: i32, m: i32, rootLevel: i32): void {
  const B = block(P);
  layBlock(P, start, m);
  const many = load<u32>(B, MANY) != 0;
  let waiting: usize = 1;
  pushMask(B, 0, root, rootLevel, allRows(m));
  while (waiting > 0) {
    waiting--;
    const entry = B + STACK + waiting * STACK_BYTES;
    const node = load<i32>(entry, NODE), level = load<i32>(entry, LEVEL), M = load<u32>(entry, MASK), rows = <i32>popcnt(M);
    const pure = totalMask(P, M, many);
    const closed = pure || rows < minSplit(P) || rows < 2 * minLeaf(P) || level >= maxDepth(P);
    if (closed || !splitMask(P, M, m, many)) { writeLeaf(P, node); continue; }
    const gain = gainOf<u64>(P);
    if (gain / rootWeight(P) + f64.EPSILON < minGain(P)) { writeLeaf(P, node); continue; }
    const at = featureAt(P, bestFeature(P), m), side = bestSide(P);
    let L = upTo(at + BINS, i8x16.splat(<i8>bestBin(P))) & M;
    if (side == LEFT) L |= load<u32>(at, MISSING_ROWS) & M;
    const nL = <i32>popcnt(L), left = writeSplit(P, node, gain, side == NONE_SEEN ? 2 * nL > rows : side == LEFT);
    pushMask(B, waiting, left + 1, level + 1, M ^ L);
    pushMask(B, waiting + 1, left, level + 1, L);
    waiting += 2;
  }
}
