// Which rows a tree sees, how often, and what it sees of each.
import { CALLED_ROWS } from '../layouts/calls';
import {
  ABSOLUTE, answers, balances, cellsOf, chances, criterion, drawn, factors, f64At, i32At, kind, nChannels, nDraws, nQuotas, nRows,
  rng, rowsOf, setF64, sorted, COUNTS, SUMS, u32At, weights,
} from './tree-job';
import { drawByChance } from './chance-bag';
import { drawByClass } from './class-bag';

/**
 * Draws rows with replacement: adds 1 to each one's u16. The generator of rng.ts, its state in locals: draws wait for each
 * other.
 */
function drawSome(P: usize, count: i32): void {
  const S = rng(P), D = drawn(P), n = <u64>nRows(P);
  let s0 = load<u32>(S), s1 = load<u32>(S, 4), s2 = load<u32>(S, 8), s3 = load<u32>(S, 12);
  for (let i = count; i > 0; i--) {
    const draw = rotl<u32>(s1 * 5, 7) * 9, t = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= t;
    s3 = rotl<u32>(s3, 11);
    const at = D + (<usize>((<u64>draw * n) >> 32) << 1);
    store<u16>(at, load<u16>(at) + 1);
  }
  store<u32>(S, s0);
  store<u32>(S, s1, 4);
  store<u32>(S, s2, 8);
  store<u32>(S, s3, 12);
}

function drawRows(P: usize): void {
  let left = nDraws(P);
  for (; left > CALLED_ROWS; left -= CALLED_ROWS) drawSome(P, CALLED_ROWS);
  drawSome(P, left);
}

@inline function classOf(P: usize, row: usize): usize {
  const Y = answers(P), form = kind(P);
  if (form == COUNTS) return <usize>load<u8>(Y + row);
  return form == SUMS ? <usize>f64At(Y, row) : <usize>i32At(Y, row);
}

/** Makes the classes weigh alike in the bag: n / (classes present * count), scikit-learn's `balanced_subsample`. */
function balance(P: usize): void {
  const n = <usize>nRows(P), W = factors(P), D = drawn(P);
  const K: usize = nChannels(P) == 1 ? 2 : <usize>nChannels(P);
  let all: f64 = 0, present: f64 = 0;
  memory.fill(W, 0, K << 3);
  for (let row: usize = 0; row < n; row++) {
    const times = <f64>load<u16>(D + (row << 1)), k = classOf(P, row);
    setF64(W, k, f64At(W, k) + times);
    all += times;
  }
  for (let k: usize = 0; k < K; k++) if (f64At(W, k) > 0) present++;
  for (let k: usize = 0; k < K; k++) if (f64At(W, k) > 0) setF64(W, k, all / (present * f64At(W, k)));
}

/** The cell of a row that is in the bag `times` times. */
@inline function storeCell<C>(P: usize, at: usize, row: usize, times: u32): void {
  let w = <f64>times;
  if (weights(P)) w *= f64At(weights(P), row);
  if (isVector<C>()) {
    const y = f64At(answers(P), row);
    if (balances(P)) w *= f64At(factors(P), <usize>y);
    store<f64>(at, w);
    store<f64>(at, w * y, 8);
  } else {
    const y = i32At(answers(P), row);
    w *= f64At(factors(P), y);
    store<f64>(at, w);
    store<i32>(at, y, 8);
  }
}

/** Adds the rows from..end that are in the bag to the m that are there. @returns how many there are then */
function fillRows<C>(P: usize, from: usize, end: usize, m: usize): usize {
  const D = drawn(P), R = rowsOf(P), G = cellsOf(P), byAnswer = criterion(P) == ABSOLUTE;
  for (let i = from; i < end; i++) {
    const row = byAnswer ? <usize>u32At(sorted(P), i) : i, times = <u32>load<u16>(D + (row << 1));
    if (isInteger<C>()) {
      store<u32>(R + (m << 2), <u32>row | (<u32>load<u8>(answers(P) + row) << 24) | (times << 25));
    } else {
      store<u32>(R + (m << 2), <u32>row);
      storeCell<C>(P, G + (m << 4), row, times);
    }
    m += <usize>(times != 0);
  }
  return m;
}

/** Fills rows and cells, or words, in row order, or of ABSOLUTE by their answers. @returns how many rows are in */
export function fillBag<C>(P: usize): i32 {
  const n = <usize>nRows(P), D = drawn(P);
  if (nQuotas(P) > 0) {
    drawByClass(P);
  } else if (chances(P)) {
    drawByChance(P);
  } else if (nDraws(P) > 0) {
    memory.fill(D, 0, n << 1);
    drawRows(P);
  } else {
    for (let row: usize = 0; row < n; row++) store<u16>(D + (row << 1), 1);
  }
  if (balances(P)) balance(P);
  let m: usize = 0, row: usize = 0;
  for (; row + CALLED_ROWS < n; row += CALLED_ROWS) m = fillRows<C>(P, row, row + CALLED_ROWS, m);
  return <i32>fillRows<C>(P, row, n, m);
}
