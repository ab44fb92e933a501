import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Scratch } from '../../src/core/arena.js';
import { layFloats, layUints } from '../../src/core/lay.js';
import { type Rng, stream } from '../../src/core/rng.js';
import { naiveBetween, naiveRange, naiveSettled } from '../../src/kernels/new-rows.js';
import { createEngine } from '../../src/parallel/engine.js';

const engine = createEngine();
const { kernels } = engine;
const SIZES = [1, 2, 1000, 9001];

const within = <T>(work: (scratch: Scratch) => T): T => engine.arena.scope(work);

/** Numbers of both signs, some whole, some halves, some missing. */
function randomNumber(rng: Rng): number {
  const kind = rng.below(8);
  if (kind === 0) return Number.NaN;
  if (kind === 1) return -0;
  const x = 40 * rng.uniform() - 20;
  return kind < 5 ? x : Math.round(2 * x) / 2;
}

const numbers = (rng: Rng, n: number) => Float64Array.from({ length: n }, () => randomNumber(rng));
const below = (rng: Rng, end: number, n: number) => Uint32Array.from({ length: n }, () => rng.below(end));

describe('kernels of new rows', () => {
  for (const n of SIZES) {
    test(`n=${n}: draws what the generator of core draws, and leaves it where that does`, () => {
      for (const nMembers of [1, 3, 2 ** 16 + 1]) {
        const members = Uint32Array.from({ length: nMembers }, (_, i) => 7 + 2 * i);
        const rng = stream(5, 'drawn', n, nMembers);
        const twin = stream(5, 'drawn', n, nMembers);
        within((scratch) => {
          const [STATE, MEMBERS] = [rng.state, members].map((values) => layUints(scratch, values));
          const [BASES, CHOICE, GAP] = [4 * n, 4 * n, 8 * n].map((bytes) => scratch.alloc(bytes));
          kernels.drawNew(STATE, MEMBERS, nMembers, 5, n, BASES, CHOICE, GAP);
          for (let i = 0; i < n; i++) {
            assert.equal(scratch.u32(BASES, n)[i], members[twin.below(nMembers)]);
            assert.equal(scratch.u32(CHOICE, n)[i], twin.below(5));
            assert.equal(scratch.f64(GAP, n)[i], twin.uniform());
          }
          assert.deepEqual([...scratch.u32(STATE, 4)], [...twin.state]);
        });
      }
    });

    test(`n=${n}: distinct rows, ascending, and where each is`, () => {
      const rows = below(stream(6, 'places', n), Math.ceil(n / 2) + 3, n);
      const distinct = [...new Set(rows)].sort((a, b) => a - b);
      const end = distinct[distinct.length - 1] + 1;
      within((scratch) => {
        const ROWS = layUints(scratch, rows);
        const [SLOTS, DISTINCT] = [end, n].map((length) => scratch.alloc(4 * length));
        const count = kernels.placeRows(ROWS, n, end, SLOTS, DISTINCT);
        assert.deepEqual([...scratch.u32(DISTINCT, count)], distinct);
        assert.deepEqual(
          Array.from(scratch.u32(ROWS, n), (place) => distinct[place]),
          [...rows],
        );
      });
    });

    test(`n=${n}: the greatest`, () => {
      const rows = below(stream(11, 'greatest', n), 2 ** 32, n);
      const greatest = within((scratch) => kernels.findGreatest(layUints(scratch, rows), n));
      assert.equal(greatest >>> 0, Math.max(...rows));
      assert.equal(kernels.findGreatest(0, 0), 0);
    });

    test(`n=${n}: the chosen of each list`, () => {
      const rng = stream(7, 'choice', n);
      const [k, nLists] = [3, 11];
      const rows = below(rng, 5000, 99);
      const [lists, places, choice] = [below(rng, 99, k * nLists), below(rng, nLists, n), below(rng, k, n)];
      within((scratch) => {
        const [ROWS, LISTS, PLACES, CHOICE] = [rows, lists, places, choice].map((values) =>
          layUints(scratch, values),
        );
        const TOWARDS = scratch.alloc(4 * n);
        kernels.chooseRows(ROWS, LISTS, k, PLACES, CHOICE, n, TOWARDS);
        assert.deepEqual(
          [...scratch.u32(TOWARDS, n)],
          Array.from(places, (place, i) => rows[lists[place * k + choice[i]]]),
        );
      });
    });

    test(`n=${n}: ranges`, () => {
      const rng = stream(8, 'range', n);
      const values = numbers(rng, 2 * n);
      const rows = below(rng, 2 * n, n);
      within((scratch) => {
        const OUT = scratch.alloc(24);
        kernels.findRange(layFloats(scratch, values), layUints(scratch, rows), n, OUT);
        assert.deepEqual(
          Array.from(scratch.f64(OUT, 3), (x) => x + 0),
          naiveRange(values, rows).map((x) => x + 0),
        );
      });
    });

    for (const isWhole of [true, false]) {
      test(`n=${n}: rows between rows, ${isWhole ? 'whole' : 'not whole'}`, () => {
        const rng = stream(9, 'between', n);
        const values = numbers(rng, n + 5);
        const [bases, towards] = [below(rng, n + 5, n), below(rng, n + 5, n)];
        const gaps = Float64Array.from({ length: n }, () => 1.5 * rng.uniform() - 0.5);
        const expected = Array.from(bases, (base, i) =>
          naiveSettled(naiveBetween(values, base, towards[i], gaps[i]), -6, 7.5, isWhole),
        );
        within((scratch) => {
          const [VALUES, GAPS] = [values, gaps].map((cells) => layFloats(scratch, cells));
          const [BASES, TOWARDS] = [bases, towards].map((rows) => layUints(scratch, rows));
          const OUT = scratch.alloc(8 * n);
          const whole = isWhole ? 1 : 0;
          kernels.interpolate(VALUES, BASES, TOWARDS, GAPS, n, -6, 7.5, whole, OUT);
          assert.deepEqual([...scratch.f64(OUT, n)], expected);
        });
      });

      test(`n=${n}: numbers settled, ${isWhole ? 'whole' : 'not whole'}`, () => {
        const values = numbers(stream(10, 'settled', n), n);
        within((scratch) => {
          const X = layFloats(scratch, values);
          kernels.settleNumbers(X, n, -3.5, 9, isWhole ? 1 : 0);
          assert.deepEqual(
            [...scratch.f64(X, n)],
            Array.from(values, (x) => naiveSettled(x, -3.5, 9, isWhole)),
          );
        });
      });
    }
  }
});
