// Histograms of quantised gradients: rows added to them four features at a time, and subtraction.
import {
  column, counts, featureHistogram, histAt, histEnd, histogramOf, leafPacked, leafRows, nTreeFeatures,
  partialHistogram, rowsOf, slotOf, treeFeatures,
} from './boost-job';

/** Adds to one bin. */
@inline function add(H: usize, bin: usize, packed: i64): void {
  const at = H + (bin << 3);
  store<i64>(at, load<i64>(at) + packed);
}

/** Four features in one walk: rows and gradients are loaded once, and no addition waits for the one before. */
function addFour(
  R: usize, G: usize, m: usize,
  C0: usize, C1: usize, C2: usize, C3: usize, H0: usize, H1: usize, H2: usize, H3: usize,
): void {
  for (const end = R + (m << 2); R < end; R += 4, G += 8) {
    const row = <usize>load<u32>(R), packed = load<i64>(G);
    add(H0, <usize>load<u8>(C0 + row), packed);
    add(H1, <usize>load<u8>(C1 + row), packed);
    add(H2, <usize>load<u8>(C2 + row), packed);
    add(H3, <usize>load<u8>(C3 + row), packed);
  }
}

function addTwo(R: usize, G: usize, m: usize, C0: usize, C1: usize, H0: usize, H1: usize): void {
  for (const end = R + (m << 2); R < end; R += 4, G += 8) {
    const row = <usize>load<u32>(R), packed = load<i64>(G);
    add(H0, <usize>load<u8>(C0 + row), packed);
    add(H1, <usize>load<u8>(C1 + row), packed);
  }
}

function addOne(R: usize, G: usize, m: usize, C: usize, H: usize): void {
  for (const end = R + (m << 2); R < end; R += 4, G += 8) add(H, <usize>load<u8>(C + <usize>load<u32>(R)), load<i64>(G));
}

/** Builds the histogram of a leaf's rows from..to-1 on up to `count` features of a list. */
function buildRows(P: usize, L: usize, from: usize, to: usize, histogram: usize, list: usize, count: i32): void {
  const R = leafRows(P, L) + (from << 2), G = leafPacked(P, L) + (from << 3), m = to - from;
  for (let i: usize = 0; i < <usize>count; i++) {
    const at = <usize>load<u32>(list + (i << 2)) << 2, from = load<u32>(histAt(P) + at);
    memory.fill(histogram + from, 0, load<u32>(histEnd(P) + at) - from);
  }
  let i = 0;
  for (; i + 3 < count; i += 4) {
    const F = list + (<usize>i << 2);
    const a = <usize>load<u32>(F), b = <usize>load<u32>(F, 4), c = <usize>load<u32>(F, 8), d = <usize>load<u32>(F, 12);
    addFour(R, G, m, column(P, a), column(P, b), column(P, c), column(P, d),
      featureHistogram(P, histogram, a), featureHistogram(P, histogram, b),
      featureHistogram(P, histogram, c), featureHistogram(P, histogram, d));
  }
  if (i + 1 < count) {
    const F = list + (<usize>i << 2), a = <usize>load<u32>(F), b = <usize>load<u32>(F, 4);
    addTwo(R, G, m, column(P, a), column(P, b), featureHistogram(P, histogram, a), featureHistogram(P, histogram, b));
    i += 2;
  }
  if (i < count) {
    const f = <usize>load<u32>(list + (<usize>i << 2));
    addOne(R, G, m, column(P, f), featureHistogram(P, histogram, f));
  }
}

/** Builds a leaf's histogram of up to `count` features of a list. */
export function buildFeatures(P: usize, L: usize, histogram: usize, list: usize, count: i32): void {
  buildRows(P, L, 0, <usize>rowsOf(L), histogram, list, count);
}

/**
 * A part: the histogram of one of `nChunks` chunks of a leaf's rows, all features. The first stands in the leaf's own
 * histogram, the others are partial ones, to be added to it by addPartials.
 */
export function buildChunk(P: usize, L: usize, nChunks: i32, chunk: i32): void {
  const m = <i64>rowsOf(L), from = <usize>(m * chunk / nChunks), to = <usize>(m * (chunk + 1) / nChunks);
  const histogram = chunk == 0 ? histogramOf(P, slotOf(L)) : partialHistogram(P, chunk - 1);
  buildRows(P, L, from, to, histogram, treeFeatures(P), nTreeFeatures(P));
}

/** Adds the partial histograms of a feature to a leaf's. */
export function addPartials(P: usize, histogram: usize, nChunks: i32, f: usize): void {
  const end = <usize>load<u32>(histEnd(P) + (f << 2));
  for (let chunk = 1; chunk < nChunks; chunk++) {
    const partial = partialHistogram(P, chunk - 1);
    for (let at = <usize>load<u32>(histAt(P) + (f << 2)); at < end; at += 16) {
      v128.store(histogram + at, i64x2.add(v128.load(histogram + at), v128.load(partial + at)));
    }
  }
}

/** from -= taken, for a feature's bytes, which are a multiple of 16. */
export function subtractFeature(P: usize, from: usize, taken: usize, f: usize): void {
  const end = <usize>load<u32>(histEnd(P) + (f << 2));
  for (let at = <usize>load<u32>(histAt(P) + (f << 2)); at < end; at += 16) {
    v128.store(from + at, i64x2.sub(v128.load(from + at), v128.load(taken + at)));
  }
}

@inline function chunkCounts(P: usize, chunk: i32): usize { return chunk == 0 ? counts(P) : partialHistogram(P, chunk - 1); }

/** A part: rows of a chunk of a leaf in each bin of a feature, laid out as histograms are, with 4 bytes a bin. */
export function countChunk(P: usize, L: usize, f: usize, nChunks: i32, chunk: i32): void {
  const R = leafRows(P, L), C = column(P, f), m = <i64>rowsOf(L), to = <usize>(m * (chunk + 1) / nChunks);
  const from = load<u32>(histAt(P) + (f << 2)) >> 1, H = chunkCounts(P, chunk) + from;
  memory.fill(H, 0, (load<u32>(histEnd(P) + (f << 2)) >> 1) - from);
  for (let i = <usize>(m * chunk / nChunks); i < to; i++) {
    const at = H + (<usize>load<u8>(C + <usize>load<u32>(R + (i << 2))) << 2);
    store<u32>(at, load<u32>(at) + 1);
  }
}

/** Adds the chunks' counts of a feature together. */
export function joinCounts(P: usize, f: usize, nChunks: i32): void {
  const end = load<u32>(histEnd(P) + (f << 2)) >> 1;
  for (let chunk = 1; chunk < nChunks; chunk++) {
    for (let at = <usize>load<u32>(histAt(P) + (f << 2)) >> 1; at < end; at += 4) {
      store<u32>(counts(P) + at, load<u32>(counts(P) + at) + load<u32>(chunkCounts(P, chunk) + at));
    }
  }
}
