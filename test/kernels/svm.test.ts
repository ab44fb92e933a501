import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { layFloats } from '../../src/core/lay.js';
import { type Rng, stream } from '../../src/core/rng.js';
import { POINTS } from '../../src/kernels/exports.js';
import { naiveChoice, naiveRadial, naiveUpmost } from '../../src/kernels/svm.js';
import { createEngine } from '../../src/parallel/engine.js';

const engine = createEngine();
const { kernels } = engine;
const SIZES = [8, 24, 1000];

const uniforms = (rng: Rng, n: number) => Float64Array.from({ length: n }, () => rng.uniform());
/** Of few values, so that many are equal. */
const coarse = (rng: Rng, n: number) => Float64Array.from({ length: n }, () => rng.below(7) / 4 - 1);
const flags = (rng: Rng, n: number, oneIn: number) => Array.from({ length: n }, () => rng.below(oneIn) > 0);

/** The squared distance of two rows of numbers, then codes, as samplers have it. */
function squaredOf(a: Float64Array, b: Float64Array, dn: number, cost: number, apart: number): number {
  const shared = a.subarray(0, dn).map((x, k) => (x - b[k]) * (x - b[k]));
  const present = shared.filter((square) => !Number.isNaN(square));
  const sum = present.reduce((total, square) => total + square, 0);
  const scaled = present.length === 0 ? apart : (sum / present.length) * dn;
  return (
    (present.length === dn ? sum : scaled) +
    cost * a.subarray(dn).filter((code, c) => code !== b[dn + c]).length
  );
}

describe('kernels of a support vector machine', () => {
  for (const [dn, dc, oneMissing] of [
    [5, 0, 0],
    [3, 2, 0],
    [0, 3, 0],
    [4, 1, 3],
    [1, 0, 2],
  ]) {
    test(`a kernel row: ${dn} numbers, ${dc} codes${oneMissing ? ', some missing' : ''}`, () => {
      const [n, width, cost, apart, gamma] = [40, dn + dc, 0.3, 1.7, 0.8];
      const rng = stream(1, 'radial', dn, dc);
      const cell = (k: number) => (k < dn ? 2 * rng.uniform() - 1 : rng.below(3));
      const isMissing = (k: number) => k < dn && oneMissing > 0 && rng.below(oneMissing) === 0;
      const rows = Array.from({ length: n }, () =>
        Float64Array.from({ length: width }, (_, k) => (isMissing(k) ? Number.NaN : cell(k))),
      );
      engine.arena.scope((scratch) => {
        const grouped = new Float64Array(n * width);
        rows.forEach((row, i) => {
          row.forEach((x, k) => {
            grouped[(i - (i % 8)) * width + 8 * k + (i % 8)] = x;
          });
        });
        const [G, P, OUT] = [layFloats(scratch, grouped), scratch.alloc(POINTS.bytes), scratch.alloc(4 * n)];
        const numbers = scratch.f64(P, POINTS.bytes / 8);
        numbers[POINTS.gamma] = gamma;
        numbers[POINTS.cost] = cost;
        numbers[POINTS.apart] = apart;
        numbers[POINTS.holey] = oneMissing;
        for (const at of [0, 7, 13, n - 1]) {
          const own = G + 8 * ((at - (at % 8)) * width + (at % 8));
          const squares = rows.map((row) => squaredOf(rows[at], row, dn, cost, apart));
          kernels.radialRow(P, own, G, n, dn, dc, OUT);
          scratch.f32(OUT, n).forEach((found, i) => {
            const wanted = naiveRadial(gamma, squares[i]);
            assert.ok(Math.abs(found - wanted) <= 2 ** -24, `${at}, ${i}: ${found}, not ${wanted}`);
          });
          const BEST = layFloats(scratch, new Float64Array(n).fill(1.2));
          kernels.keepNearer(P, own, G, n, dn, dc, BEST);
          assert.deepEqual(
            [...scratch.f64(BEST, n)],
            squares.map((one) => Math.min(one, 1.2)),
          );
          for (const first of [1, 8, 13, n]) {
            const nNearer = squares.slice(0, first).filter((one) => one < 0.9).length;
            const has = (needed: number) => kernels.hasNearer(P, own, G, first, dn, dc, 0.9, needed);
            if (nNearer > 0) assert.equal(has(nNearer), 1);
            assert.equal(has(nNearer + 1), 0);
          }
        }
      });
    });
  }

  for (const n of SIZES) {
    test(`n=${n}: what a step moves, and the largest that may go up`, () => {
      for (let round = 0; round < 20; round++) {
        const rng = stream(2, 'move', n, round);
        const [u, k] = [
          coarse(rng, n),
          [uniforms(rng, n), uniforms(rng, n)].map((row) => Float32Array.from(row)),
        ];
        const mayRise = round === 0 ? flags(rng, n, 1) : flags(rng, n, 1 + (round % 4));
        const size = round % 2 === 0 ? 0 : 0.25;
        engine.arena.scope((scratch) => {
          const U = layFloats(scratch, u);
          const UPS = layFloats(
            scratch,
            Float64Array.from(mayRise, (may) => (may ? 0 : Number.NEGATIVE_INFINITY)),
          );
          const [UP, DOWN] = k.map((row) => {
            const at = scratch.alloc(4 * n);
            scratch.f32(at, n).set(row);
            return at;
          });
          const found = kernels.svmMove(U, UPS, UP, DOWN, n, size);
          const moved = u.map((x, i) => x - size * (k[0][i] - k[1][i]));
          assert.deepEqual(scratch.f64(U, n), moved);
          assert.equal(found, naiveUpmost(moved, mayRise));
        });
      }
    });

    test(`n=${n}: the one that gains most by going down`, () => {
      for (let round = 0; round < 40; round++) {
        const rng = stream(3, 'choose', n, round);
        const u = round % 2 === 0 ? coarse(rng, n) : uniforms(rng, n);
        const k = Float32Array.from({ length: n }, () => (rng.below(4) === 0 ? 1 : rng.below(5) / 8));
        const maySink = flags(rng, n, 1 + (round % 4));
        const upmost = [-2, 0.5, 1, 0.001][round % 4];
        engine.arena.scope((scratch) => {
          const U = layFloats(scratch, u);
          const DOWNS = layFloats(
            scratch,
            Float64Array.from(maySink, (may) => (may ? 0 : Number.POSITIVE_INFINITY)),
          );
          const K = scratch.alloc(4 * n);
          scratch.f32(K, n).set(k);
          const found = kernels.svmChoose(U, DOWNS, K, n, upmost, 1e-3, 1e-12);
          assert.equal(found, naiveChoice(u, maySink, k, upmost, 1e-3, 1e-12));
        });
      }
    });
  }
});
