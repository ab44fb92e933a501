/** The test of a slice's losses: by hand, against its own other ways, and when there is little to tell. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { stream } from '../../../src/core/rng.js';
import { lossGap } from '../../../src/core/slices/loss-gap.js';
import { studentTSurvival } from '../../../src/core/statistics/student-t.js';

const all = (n: number) => Uint32Array.from({ length: n }, (_, row) => row);
const plain = (losses: number[]) => ({
  losses: Float64Array.from(losses),
  unitOf: null,
  nUnits: losses.length,
});
const closeTo = (value: number | null, wanted: number) =>
  assert.ok(
    value !== null && Math.abs(value - wanted) < 1e-12 * Math.max(1, Math.abs(wanted)),
    `${value}, ${wanted}`,
  );

describe('the losses of a slice', () => {
  test('worked by hand: 20 rows of 1 and 3, 40 of 0 and 2', () => {
    // Means 2 and 1. Squares about them are 20 and 40: Welch's variance is 20/19/20 + 40/39/40 = 0.078. Squares about 4/3,
    // the mean of all, are 20 + 40 + 20 * 4/9 + 40 * 1/9 = 220/3: by all rows it is 220/3/59 * (1/20 + 1/40) = 0.093.
    const losses = Array.from({ length: 60 }, (_, row) => (row < 20 ? (row % 2 ? 3 : 1) : row % 2 ? 2 : 0));
    const inside = Uint8Array.from(losses, (_, row) => Number(row < 20));
    const { loss, rest, statistic, p } = lossGap(plain(losses), inside, all(60));
    assert.deepEqual([loss, rest], [2, 1]);
    const variance = (220 / 3 / 59) * (1 / 20 + 1 / 40);
    closeTo(statistic, 1 / Math.sqrt(variance));
    closeTo(p, studentTSurvival(1 / Math.sqrt(variance), 58));
  });

  test('a weight of 2 is two rows in the means; a weight of 0 is none', () => {
    const rng = stream(1, 'loss gap');
    const losses = Array.from({ length: 120 }, () => rng.uniform());
    const inside = Uint8Array.from(losses, (_, row) => Number(row % 3 === 0));
    const weights = Float64Array.from(losses, (_, row) => row % 4);
    const found = lossGap({ ...plain(losses), weights }, inside, all(120));
    const repeated = losses.flatMap((_, row) => Array.from({ length: row % 4 }, () => row));
    const ofRepeated = lossGap(
      plain(repeated.map((row) => losses[row])),
      Uint8Array.from(repeated, (row) => inside[row]),
      all(repeated.length),
    );
    closeTo(found.loss, ofRepeated.loss as number);
    closeTo(found.rest, ofRepeated.rest as number);
    const kept = [...all(120)].filter((row) => row % 4 > 0);
    const without = lossGap({ ...plain(losses), weights }, inside, Uint32Array.from(kept));
    assert.deepEqual(found, without);
  });

  test('units of one row are rows; repeating every row in its unit changes nothing but what the rows say', () => {
    const rng = stream(2, 'loss gap');
    const losses = Array.from({ length: 100 }, (_, row) => rng.uniform() * (row < 40 ? 2 : 1));
    const inside = Uint8Array.from(losses, (_, row) => Number(row < 40));
    const own = lossGap(plain(losses), inside, all(100));
    const asUnits = lossGap({ ...plain(losses), unitOf: all(100) }, inside, all(100));
    assert.deepEqual(asUnits, own);
    const twice = lossGap(
      {
        losses: Float64Array.from([...losses, ...losses]),
        unitOf: Uint32Array.from([...all(100), ...all(100)]),
        nUnits: 100,
      },
      Uint8Array.from([...inside, ...inside]),
      all(200),
    );
    // Welch's variance is that of 100 rows; that of 200 rows is half as large and no longer the larger one.
    closeTo(twice.loss, own.loss as number);
    const [a, b] = [losses.slice(0, 40), losses.slice(40)].map((side) => {
      const mean = side.reduce((sum, loss) => sum + loss, 0) / side.length;
      const squares = side.reduce((sum, loss) => sum + (loss - mean) ** 2, 0);
      return { mean, variance: squares / (side.length - 1) / side.length };
    });
    closeTo(twice.statistic, (a.mean - b.mean) / Math.sqrt(a.variance + b.variance));
  });

  test('too few rows, no rows, no spread', () => {
    const losses = Array.from({ length: 60 }, (_, row) => row % 5);
    const few = Uint8Array.from(losses, (_, row) => Number(row < 19));
    assert.equal(lossGap(plain(losses), few, all(60)).p, null);
    const whole = lossGap(plain(losses), new Uint8Array(60).fill(1), all(60));
    assert.deepEqual([whole.loss, whole.rest, whole.p], [2, null, null]);
    const alike = lossGap(
      plain(losses.map(() => 3)),
      few.map((_, row) => Number(row < 30)),
      all(60),
    );
    assert.deepEqual([alike.statistic, alike.p], [0, 0.5]);
  });

  test('a slice that is wrong throughout is no proof where most rows are', () => {
    const losses = Array.from({ length: 300 }, (_, row) => Number(row < 30 || row % 10 !== 0));
    const { p } = lossGap(
      plain(losses),
      Uint8Array.from(losses, (_, row) => Number(row < 30)),
      all(300),
    );
    assert.ok(p !== null && p > 0.01, `${p}`);
  });
});
