// Growing one decision tree on binned columns.
//
// Bins: u8, one column after the other. Bins 0..nBins[f]-1 are values in order, bin 255 is missing.
// One channel (binary, regression): each row has a number y, the split maximises S_L^2/W_L + S_R^2/W_R, where S is the
// sum of w*y and W the sum of w: least squares, and for y in {0, 1} the Gini gain (Breiman et al. 1984, section 9.3).
// K channels (multiclass): S is a vector of class weights; the same sum over classes is the Gini gain.
// Sums are floats added in row order by one thread, so they do not depend on anything else.
import { below } from './rng';

const MISSING: i32 = 255;
// The side that missing values take at a split.
const RIGHT: i32 = 0, LEFT: i32 = 1, NONE_SEEN: i32 = 2;
/** Nodes with fewer rows keep a 256-bit map of the bins that occur, so that only those are cleared and scanned. */
const SPARSE_ROWS: i32 = 160;

// The job: a block of 32-bit fields that JavaScript fills (kernels/exports.ts names them).
@inline function field(P: usize, index: usize): usize { return <usize>load<u32>(P + (index << 2)); }
@inline function bins(P: usize): usize { return field(P, 0); }          // u8 [F*n]
@inline function nBins(P: usize): usize { return field(P, 1); }         // i32 [F]
@inline function answers(P: usize): usize { return field(P, 2); }       // one channel: f64 [n]; else i32 [n] class
@inline function weights(P: usize): usize { return field(P, 3); }       // f64 [n] sample weights
@inline function drawn(P: usize): usize { return field(P, 4); }         // f64 [n] scratch: weight times bootstrap count
@inline function rowsOf(P: usize): usize { return field(P, 5); }        // u32 [n] scratch: rows, by node
@inline function spare(P: usize): usize { return field(P, 6); }         // u32 [n] scratch: the right side of a partition
@inline function gathered(P: usize): usize { return field(P, 7); }      // 16 bytes [n] scratch: (w, w*y) or (w, class)
@inline function histogram(P: usize): usize { return field(P, 8); }     // f64 [256*(K+1)] scratch: w, then each channel
@inline function counts(P: usize): usize { return field(P, 9); }        // u32 [256] scratch: rows in each bin
@inline function order(P: usize): usize { return field(P, 10); }        // i32 [F] scratch: features, being drawn
@inline function stack(P: usize): usize { return field(P, 11); }        // 16 bytes [n+1] scratch: node, start, rows, depth
@inline function rng(P: usize): usize { return field(P, 12); }          // u32 [4]
@inline function nodes(P: usize): usize { return field(P, 13); }        // OUT i32 [3*2n]: feature or -1, bin | left<<8, left child
@inline function leaves(P: usize): usize { return field(P, 14); }       // OUT f64 [K*n]: mean, or class shares
@inline function gains(P: usize): usize { return field(P, 30); }        // OUT f64 [2n]: what each split gained
@inline function sums(P: usize): usize { return field(P, 15); }         // f64 [3*(K+1)] scratch: total, left, missing
@inline function nRows(P: usize): i32 { return <i32>field(P, 16); }
@inline function nFeatures(P: usize): i32 { return <i32>field(P, 17); }
@inline function nChannels(P: usize): i32 { return <i32>field(P, 18); }
@inline function maxFeatures(P: usize): i32 { return <i32>field(P, 19); }
@inline function maxDepth(P: usize): i32 { return <i32>field(P, 20); }
@inline function minSplit(P: usize): i32 { return <i32>field(P, 21); }
@inline function minLeaf(P: usize): i32 { return <i32>field(P, 22); }
@inline function bootstrap(P: usize): bool { return field(P, 23) != 0; }
// The best split so far: score f64 at 24, feature i32 at 26, bin at 27, side of missing at 28.
@inline function bestAt(P: usize): usize { return P + (24 << 2); }

@inline function f64At(base: usize, i: usize): f64 { return load<f64>(base + (i << 3)); }
@inline function setF64(base: usize, i: usize, x: f64): void { store<f64>(base + (i << 3), x); }
@inline function u32At(base: usize, i: usize): u32 { return load<u32>(base + (i << 2)); }

/** Fills `drawn` and `rowsOf`: all rows, or n draws with replacement. Returns how many rows are in. */
function drawRows(P: usize): i32 {
  const n = nRows(P), D = drawn(P), R = rowsOf(P), W = weights(P);
  if (bootstrap(P)) {
    memory.fill(D, 0, <usize>n << 3);
    for (let i = 0; i < n; i++) {
      const row = <usize>below(rng(P), n);
      setF64(D, row, f64At(D, row) + 1);
    }
    for (let i: usize = 0; i < <usize>n; i++) setF64(D, i, f64At(D, i) * f64At(W, i));
  } else {
    memory.copy(D, W, <usize>n << 3);
  }
  let m = 0;
  for (let i: usize = 0; i < <usize>n; i++) {
    if (f64At(D, i) > 0) { store<u32>(R + (<usize>m << 2), <u32>i); m++; }
  }
  return m;
}

/** Gathers a node's (w, w*y) or (w, class) in row order, and its totals. Returns whether all answers are equal. */
function gather(P: usize, start: i32, m: i32): bool {
  const K = nChannels(P), R = rowsOf(P) + (<usize>start << 2), G = gathered(P), D = drawn(P), Y = answers(P);
  const T = sums(P);
  let pure = true;
  memory.fill(T, 0, <usize>(K + 1) << 3);
  if (K == 1) {
    const first = f64At(Y, u32At(R, 0));
    let w: f64 = 0, s: f64 = 0;
    for (let i: usize = 0; i < <usize>m; i++) {
      const row = u32At(R, i), weight = f64At(D, row), y = f64At(Y, row);
      if (y != first) pure = false;
      store<f64>(G + (i << 4), weight);
      store<f64>(G + (i << 4), weight * y, 8);
      w += weight;
      s += weight * y;
    }
    setF64(T, 0, w);
    setF64(T, 1, s);
    return pure;
  }
  const first = u32At(Y, u32At(R, 0));
  for (let i: usize = 0; i < <usize>m; i++) {
    const row = u32At(R, i), weight = f64At(D, row), y = u32At(Y, row);
    if (y != first) pure = false;
    store<f64>(G + (i << 4), weight);
    store<u32>(G + (i << 4), y, 8);
    setF64(T, 0, f64At(T, 0) + weight);
    setF64(T, y + 1, f64At(T, y + 1) + weight);
  }
  return pure;
}

/** Adds a node's rows to the histogram of one feature; the map of occurring bins is kept when `map` is not 0. */
function fillHistogram(P: usize, f: i32, start: i32, m: i32, map: usize, counting: bool): void {
  const K = nChannels(P), H = histogram(P), C = counts(P), G = gathered(P);
  const R = rowsOf(P) + (<usize>start << 2), column = bins(P) + <usize>f * <usize>nRows(P);
  const width = <usize>(K + 1) << 3;
  if (map) memory.fill(map, 0, 32); else { memory.fill(H, 0, width << 8); if (counting) memory.fill(C, 0, 1024); }
  for (let i: usize = 0; i < <usize>m; i++) {
    const bin = <usize>load<u8>(column + u32At(R, i));
    const h = H + bin * width;
    if (map) {
      const word = map + ((bin >> 6) << 3), bit = <u64>1 << <u64>(bin & 63), seen = load<u64>(word);
      if (!(seen & bit)) { store<u64>(word, seen | bit); memory.fill(h, 0, width); if (counting) store<u32>(C + (bin << 2), 0); }
    }
    const g = G + (i << 4);
    if (K == 1) v128.store(h, f64x2.add(v128.load(h), v128.load(g)));
    else {
      const channel = h + ((<usize>load<u32>(g, 8) + 1) << 3), w = load<f64>(g);
      store<f64>(h, load<f64>(h) + w);
      store<f64>(channel, load<f64>(channel) + w);
    }
    if (counting) store<u32>(C + (bin << 2), u32At(C, bin) + 1);
  }
}

/** The score of a split whose left side is at L (w, channels): sum over channels of S_L^2/W_L + S_R^2/W_R. */
@inline function splitScore(T: usize, L: usize, K: i32): f64 {
  const wL = load<f64>(L), wR = load<f64>(T) - wL;
  let left: f64 = 0, right: f64 = 0;
  for (let k: usize = 1; k <= <usize>K; k++) {
    const sL = f64At(L, k), sR = f64At(T, k) - sL;
    left += sL * sL;
    right += sR * sR;
  }
  return left / wL + right / wR;
}

function keepBest(P: usize, score: f64, f: i32, bin: i32, side: i32): void {
  const at = bestAt(P);
  if (score <= load<f64>(at)) return;
  store<f64>(at, score);
  store<i32>(at, f, 8);
  store<i32>(at, bin, 12);
  store<i32>(at, side, 16);
}

/** Scans bins in order with missing on one side. Returns whether some split leaves rows on both sides. */
function scan(P: usize, f: i32, m: i32, map: usize, counting: bool, side: i32, nMissing: i32): bool {
  const missingLeft = side == LEFT;
  const K = nChannels(P), H = histogram(P), C = counts(P), T = sums(P);
  const width = <usize>(K + 1) << 3, L = T + width, M = T + 2 * width;
  const least = minLeaf(P), last = load<i32>(nBins(P) + (<usize>f << 2)) - 1;
  if (missingLeft) memory.copy(L, M, width); else memory.fill(L, 0, width);
  const total = load<f64>(T);
  let rowsLeft = missingLeft ? nMissing : 0, found = false;
  for (let k = 0; k <= last; k++) {
    if (map) {
      const rest = load<u64>(map + ((<usize>k >> 6) << 3)) >> <u64>(k & 63);
      if (rest == 0) { k |= 63; continue; }
      k += <i32>ctz(rest);
      if (k > last) break;
    }
    const h = H + <usize>k * width;
    if (load<f64>(h) == 0) continue;
    for (let c: usize = 0; c <= <usize>K; c++) setF64(L, c, f64At(L, c) + f64At(h, c));
    if (counting) rowsLeft += <i32>u32At(C, k);
    if (!(total - load<f64>(L) > 1e-12 * total)) break;
    found = true;
    if (counting && (rowsLeft < least || m - rowsLeft < least)) continue;
    keepBest(P, splitScore(T, L, K), f, k, side);
  }
  return found;
}

/** Looks for the best split on one feature. Returns false when the feature is constant in the node. */
function tryFeature(P: usize, f: i32, start: i32, m: i32): bool {
  const K = nChannels(P), H = histogram(P), width = <usize>(K + 1) << 3, M = sums(P) + 2 * width;
  const map: usize = m <= SPARSE_ROWS ? sums(P) + 3 * width : 0;
  const counting = minLeaf(P) > 1;
  fillHistogram(P, f, start, m, map, counting);
  const hasMissing = map ? (load<u64>(map, 24) >> 63) != 0 : load<f64>(H + <usize>MISSING * width) > 0;
  const nMissing = counting && hasMissing ? <i32>u32At(counts(P), MISSING) : 0;
  let found = scan(P, f, m, map, counting, hasMissing ? RIGHT : NONE_SEEN, 0);
  if (hasMissing) {
    memory.copy(M, H + <usize>MISSING * width, width);
    if (scan(P, f, m, map, counting, LEFT, nMissing)) found = true;
  }
  return found;
}

/** Draws features until maxFeatures that vary were tried; with all of them, in order and without a draw. */
function bestSplit(P: usize, start: i32, m: i32): bool {
  const F = nFeatures(P), want = maxFeatures(P), O = order(P);
  store<f64>(bestAt(P), -1);
  store<i32>(bestAt(P), -1, 8);
  let tried = 0;
  for (let i = 0; i < F && tried < want; i++) {
    let f = i;
    if (want < F) {
      const at = O + (<usize>(i + <i32>below(rng(P), F - i)) << 2), here = O + (<usize>i << 2);
      f = load<i32>(at);
      store<i32>(at, load<i32>(here));
      store<i32>(here, f);
    }
    if (tryFeature(P, f, start, m)) tried++;
  }
  return load<i32>(bestAt(P), 8) >= 0;
}

/** Moves the node's rows so that the left ones come first, order kept. Returns how many are left. */
function partition(P: usize, start: i32, m: i32): i32 {
  const best = bestAt(P), R = rowsOf(P) + (<usize>start << 2), R2 = spare(P);
  const column = bins(P) + <usize>load<i32>(best, 8) * <usize>nRows(P);
  const cut = load<i32>(best, 12), missingLeft = load<i32>(best, 16) == LEFT;
  let nL: usize = 0, nR: usize = 0;
  for (let i: usize = 0; i < <usize>m; i++) {
    const row = u32At(R, i), bin = <i32>load<u8>(column + row);
    const left = bin == MISSING ? missingLeft : bin <= cut;
    if (left) { store<u32>(R + (nL << 2), row); nL++; } else { store<u32>(R2 + (nR << 2), row); nR++; }
  }
  memory.copy(R + (nL << 2), R2, nR << 2);
  return <i32>nL;
}

@inline function push(P: usize, depth: i32, node: i32, start: i32, m: i32, level: i32): void {
  const s = stack(P) + (<usize>depth << 4);
  store<i32>(s, node);
  store<i32>(s, start, 4);
  store<i32>(s, m, 8);
  store<i32>(s, level, 12);
}

/** Writes a leaf: its mean or class shares from its totals. */
@inline function writeLeaf(P: usize, node: i32, leaf: i32): void {
  const K = <usize>nChannels(P), T = sums(P), V = leaves(P) + ((<usize>leaf * K) << 3), w = load<f64>(T);
  for (let k: usize = 0; k < K; k++) setF64(V, k, f64At(T, k + 1) / w);
  const N = nodes(P) + <usize>node * 12;
  store<i32>(N, -1);
  store<i32>(N, leaf, 4);
  store<i32>(N, node, 8);
  setF64(gains(P), node, 0);
}

/** What the best split gained: the fall of weighted impurity. */
@inline function gainOf(P: usize): f64 {
  const K = <usize>nChannels(P), T = sums(P);
  let parent: f64 = 0;
  for (let k: usize = 1; k <= K; k++) parent += f64At(T, k) * f64At(T, k);
  return load<f64>(bestAt(P)) - parent / load<f64>(T);
}

/** Where missing goes: as learned, or with most rows when the node had none. */
@inline function missingSide(P: usize, nL: i32, m: i32): i32 {
  const learned = load<i32>(bestAt(P), 16);
  return learned == NONE_SEEN ? <i32>(2 * nL > m) : learned;
}

/** Grows a tree. Returns the number of its nodes; children of a node stand side by side. */
export function growTree(P: usize): i32 {
  const F = nFeatures(P);
  for (let f = 0; f < F; f++) store<i32>(order(P) + (<usize>f << 2), f);
  let nNodes = 1, nLeaves = 0, depth = 1;
  push(P, 0, 0, 0, drawRows(P), 0);
  while (depth > 0) {
    depth--;
    const s = stack(P) + (<usize>depth << 4);
    const node = load<i32>(s), start = load<i32>(s, 4), m = load<i32>(s, 8), level = load<i32>(s, 12);
    const pure = gather(P, start, m);
    const stop = pure || m < minSplit(P) || m < 2 * minLeaf(P) || level >= maxDepth(P);
    if (stop || !bestSplit(P, start, m)) { writeLeaf(P, node, nLeaves++); continue; }
    const nL = partition(P, start, m);
    const best = bestAt(P), N = nodes(P) + <usize>node * 12;
    store<i32>(N, load<i32>(best, 8));
    store<i32>(N, load<i32>(best, 12) | (missingSide(P, nL, m) << 8), 4);
    store<i32>(N, nNodes, 8);
    setF64(gains(P), node, gainOf(P));
    push(P, depth, nNodes + 1, start + nL, m - nL, level + 1);
    push(P, depth + 1, nNodes, start, nL, level + 1);
    depth += 2;
    nNodes += 2;
  }
  return nNodes;
}
