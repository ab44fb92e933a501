// Growing what hangs below a node of at most 64 rows, with one bit a row.
//
// Most nodes of a fully grown forest are small. Here a node is a word of bits, a feature 64 bytes that are fetched once for the
// whole subtree, a cut one comparison of vectors, and its counts are numbers of bits: no row moves, nothing is cleared.
// A row that was drawn several times counts by the binary digits of that number, each digit a word of bits.
import { bestA, bestBin, bestD, bestFeature, bestSide, forgetBest, gainOf, keepBest } from './best-split';
import { nthFeature } from './draw-features';
import { below } from './rng';
import { drawCut } from './split-drawn';
import {
  bins, block, cellsOf, criterion, drawsCuts, ENTROPY, f64At, factors, LEFT, maxDepth, maxFeatures, maxLeaves, minGain, minLeaf, minSplit, MISSING,
  NONE_SEEN, nRows, nVarying, RIGHT, rng, rootWeight, rowsOf, setF64, signs, sums, u32At,
} from './tree-job';
import { writeLeaf, writeSplit } from './tree-nodes';

/** Rows of a block, and times that a row may have been drawn. */
const BLOCK_ROWS: i32 = 64, MOST_TIMES: u64 = 15;

// Of a block: words of bits, the stack, then for each feature its serial number, its missing rows, its 64 bins.
const SERIAL: usize = 0, ROWS: usize = 4, TIMES: usize = 16, ONES: usize = 48, MANY: usize = 80, STACK: usize = 96, FEATURES: usize = 1664;
const FEATURE_BYTES: usize = 80, STACK_BYTES: usize = 24;

/** Can the node be grown as a block? */
export function fitsBlock(P: usize, start: i32, m: i32): bool {
  if (m > BLOCK_ROWS || maxLeaves(P) > 0 || signs(P) != 0 || criterion(P) == ENTROPY) return false;
  const G = cellsOf(P) + (<usize>start << 3);
  let most: u64 = 0;
  for (let i: usize = 0; i < <usize>m; i++) most |= load<u64>(G + (i << 3));
  return most >> 32 <= MOST_TIMES;
}

@inline function storeDigits(at: usize, d0: u64, d1: u64, d2: u64, d3: u64): void {
  store<u64>(at, d0);
  store<u64>(at, d1, 8);
  store<u64>(at, d2, 16);
  store<u64>(at, d3, 24);
}

function layBlock(P: usize, start: i32, m: i32): void {
  const B = block(P), G = cellsOf(P) + (<usize>start << 3);
  store<u32>(B, load<u32>(B, SERIAL) + 1, SERIAL);
  store<u32>(B, rowsOf(P) + (<usize>start << 2), ROWS);
  let t0: u64 = 0, t1: u64 = 0, t2: u64 = 0, t3: u64 = 0, ones: u64 = 0;
  for (let i: u64 = 0; i < <u64>m; i++) {
    const cell = load<u64>(G + (<usize>i << 3)), times = cell >> 32;
    t0 |= (times & 1) << i;
    t1 |= ((times >> 1) & 1) << i;
    t2 |= ((times >> 2) & 1) << i;
    t3 |= (times >> 3) << i;
    ones |= <u64>((cell & 0xffffffff) != 0) << i;
  }
  storeDigits(B + TIMES, t0, t1, t2, t3);
  storeDigits(B + ONES, t0 & ones, t1 & ones, t2 & ones, t3 & ones);
  store<u32>(B, <u32>((t2 | t3) != 0), MANY);
}

/** How often the rows of M were drawn in all, by the digits at `words`. */
@inline function times(words: usize, M: u64, many: bool): f64 {
  let sum = popcnt(M & load<u64>(words)) + (popcnt(M & load<u64>(words, 8)) << 1);
  if (many) sum += (popcnt(M & load<u64>(words, 16)) << 2) + (popcnt(M & load<u64>(words, 24)) << 3);
  return <f64>(<i32>sum);
}

/** The rows whose bin is at most the cut; missing is above all. */
@inline function upTo(column: usize, cut: v128, m: i32): u64 {
  let bits = <u64>i8x16.bitmask(i8x16.le_u(v128.load(column), cut));
  if (m > 16) bits |= <u64>i8x16.bitmask(i8x16.le_u(v128.load(column, 16), cut)) << 16;
  if (m > 32) {
    bits |= <u64>i8x16.bitmask(i8x16.le_u(v128.load(column, 32), cut)) << 32;
    bits |= <u64>i8x16.bitmask(i8x16.le_u(v128.load(column, 48), cut)) << 48;
  }
  return bits;
}

@inline function equalTo(column: usize, bin: v128): u64 {
  return <u64>i8x16.bitmask(i8x16.eq(v128.load(column), bin))
    | <u64>i8x16.bitmask(i8x16.eq(v128.load(column, 16), bin)) << 16
    | <u64>i8x16.bitmask(i8x16.eq(v128.load(column, 32), bin)) << 32
    | <u64>i8x16.bitmask(i8x16.eq(v128.load(column, 48), bin)) << 48;
}

/** A feature's bins of the block's rows, fetched when first asked for. @returns its place: serial, 8 missing rows, 16 bins */
@inline function featureAt(P: usize, f: i32, m: i32): usize {
  const B = block(P), at = B + FEATURES + <usize>f * FEATURE_BYTES;
  if (load<u32>(at) != load<u32>(B, SERIAL)) fetch(P, B, at, f, m);
  return at;
}

function fetch(P: usize, B: usize, at: usize, f: i32, m: i32): void {
  const column = bins(P) + <usize>f * <usize>nRows(P), R = <usize>load<u32>(B, ROWS);
  for (let i: usize = 0; i < <usize>m; i++) store<u8>(at + i, load<u8>(column + u32At(R, i)), 16);
  store<u64>(at, equalTo(at + 16, i8x16.splat(-1)), 8);
  store<u32>(at, load<u32>(B, SERIAL));
}

/** Judges the split that sends the rows of L left, of those of M. The lower rank wins among equals of a feature. */
@inline function judgeMask(P: usize, L: u64, M: u64, W: f64, S: f64, many: bool, f: i32, rank: i32, held: i32): i32 {
  const B = block(P), F = factors(P), least = minLeaf(P);
  const n = times(B + TIMES, L, many), ones = times(B + ONES, L, many);
  const sL = ones * f64At(F, 1), wL = (n - ones) * f64At(F, 0) + sL;
  const fall = sL * W - wL * S, a = fall * fall, d = wL * (W - wL);
  const x = a * bestD(P), y = bestA(P) * d;
  if (!(x >= y) || (x == y && rank >= held)) return held;
  if (least > 1 && (<i32>popcnt(L) < least || <i32>popcnt(M ^ L) < least)) return held;
  if (L == M) return held;
  keepBest(P, a, d, 0, f, rank & 255, rank >> 8);
  return rank;
}

/** Looks at all cuts of a feature over the rows of M. Returns false when it is constant there. */
function tryMask(P: usize, f: i32, M: u64, W: f64, S: f64, m: i32, many: bool): bool {
  const at = featureAt(P, f, m), column = at + 16, missing = load<u64>(at, 8) & M;
  let rest = M & ~missing;
  if (rest == 0) return false;
  if ((equalTo(column, v128.load_splat<u8>(column + <usize>ctz(rest))) & M) == M) return false;
  const side = missing ? RIGHT : NONE_SEEN;
  let held = -1;
  while (rest != 0) {
    const from = column + <usize>ctz(rest);
    rest &= rest - 1;
    const L = upTo(column, v128.load_splat<u8>(from), m) & M, bin = <i32>load<u8>(from);
    held = judgeMask(P, L, M, W, S, many, f, (side << 8) | bin, held);
    if (missing) held = judgeMask(P, L | missing, M, W, S, many, f, (LEFT << 8) | bin, held);
  }
  return true;
}

/** Draws one cut of a feature over the rows of M, as `tryCut` does. */
function tryMaskCut(P: usize, f: i32, M: u64, W: f64, S: f64, m: i32, many: bool): bool {
  const at = featureAt(P, f, m), column = at + 16, missing = load<u64>(at, 8) & M;
  let rest = M & ~missing, low = MISSING, high = -1;
  while (rest != 0) {
    const bin = <i32>load<u8>(column + <usize>ctz(rest));
    rest &= rest - 1;
    low = min(low, bin);
    high = max(high, bin);
  }
  if (high < 0 || (low == high && missing == 0)) return false;
  let side = NONE_SEEN, cut = low;
  if (missing) side = <i32>below(rng(P), 2);
  if (low < high) cut = drawCut(P, f, low, high);
  else if (side == LEFT) return true;
  const L = (upTo(column, i8x16.splat(<i8>cut), m) & M) | (side == LEFT ? missing : 0);
  judgeMask(P, L, M, W, S, many, f, (side << 8) | cut, -1);
  return true;
}

/** Looks for the best split of the rows of M, as `bestSplit` does. */
function splitMask(P: usize, M: u64, m: i32, many: bool): bool {
  const F = nVarying(P), want = maxFeatures(P), W = load<f64>(sums(P)), S = load<f64>(sums(P), 8), draws = drawsCuts(P);
  forgetBest(P);
  let varies = false;
  for (let i = 0; i < F && (i < want || !varies); i++) {
    const f = nthFeature(P, i);
    if (draws ? tryMaskCut(P, f, M, W, S, m, many) : tryMask(P, f, M, W, S, m, many)) varies = true;
  }
  return bestFeature(P) >= 0;
}

/** Writes the totals of M to `sums`. Returns whether it has one class. */
@inline function totalMask(P: usize, M: u64, many: bool): bool {
  const B = block(P), F = factors(P), n = times(B + TIMES, M, many), ones = times(B + ONES, M, many);
  const S = ones * f64At(F, 1);
  setF64(sums(P), 0, (n - ones) * f64At(F, 0) + S);
  setF64(sums(P), 1, S);
  return ones == 0 || ones == n;
}

@inline function pushMask(B: usize, at: usize, node: i32, level: i32, M: u64): void {
  const entry = B + STACK + at * STACK_BYTES;
  store<i32>(entry, node);
  store<i32>(entry, level, 4);
  store<u64>(entry, M, 8);
}

/** Grows the subtree below a node that `fitsBlock`. */
export function growBlock(P: usize, root: i32, start: i32, m: i32, rootLevel: i32): void {
  const B = block(P);
  layBlock(P, start, m);
  const many = load<u32>(B, MANY) != 0;
  let waiting: usize = 1;
  pushMask(B, 0, root, rootLevel, m == 64 ? ~(<u64>0) : (<u64>1 << <u64>m) - 1);
  while (waiting > 0) {
    waiting--;
    const entry = B + STACK + waiting * STACK_BYTES;
    const node = load<i32>(entry), level = load<i32>(entry, 4), M = load<u64>(entry, 8), rows = <i32>popcnt(M);
    const pure = totalMask(P, M, many);
    if (pure || rows < minSplit(P) || rows < 2 * minLeaf(P) || level >= maxDepth(P) || !splitMask(P, M, m, many)) { writeLeaf(P, node); continue; }
    const gain = gainOf<u64>(P);
    if (gain / rootWeight(P) + f64.EPSILON < minGain(P)) { writeLeaf(P, node); continue; }
    const at = featureAt(P, bestFeature(P), m), side = bestSide(P);
    let L = upTo(at + 16, i8x16.splat(<i8>bestBin(P)), m) & M;
    if (side == LEFT) L |= load<u64>(at, 8) & M;
    const nL = <i32>popcnt(L), left = writeSplit(P, node, gain, side == NONE_SEEN ? 2 * nL > rows : side == LEFT);
    pushMask(B, waiting, left + 1, level + 1, M ^ L);
    pushMask(B, waiting + 1, left, level + 1, L);
    waiting += 2;
  }
}
