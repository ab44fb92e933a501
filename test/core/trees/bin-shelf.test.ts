import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { stream } from '../../../src/core/rng.js';
import type { Column } from '../../../src/core/table.js';
import { binsOnShelf, shelfBytes } from '../../../src/core/trees/bin-shelf.js';
import { binTraining } from '../../../src/core/trees/binning.js';
import { createEngine } from '../../../src/parallel/engine.js';
import { numbers, words } from '../made-table.js';

const engine = createEngine();

/** Numbers and levels by turns, with holes; names in no order. */
function madeBlock(nRows: number) {
  const rng = stream(8, 'shelf', nRows);
  const cells = <T>(draw: () => T) =>
    Array.from({ length: nRows }, () => (rng.uniform() < 0.1 ? null : draw()));
  const columns: Column[] = [
    words(
      'z',
      cells(() => `l${rng.below(400)}`),
    ),
    numbers('b', cells(rng.uniform.bind(rng))),
    words(
      'a',
      cells(() => 'xyz'[rng.below(3)]),
    ),
    numbers(
      'y',
      cells(() => rng.below(9)),
    ),
    numbers(
      'none',
      cells(() => null),
    ),
  ];
  return { nRows, columns };
}

/** A shelf for a block, and how often its bins were made. */
function askTwice(nRows: number, shelf: SharedArrayBuffer) {
  const block = madeBlock(nRows);
  let nMade = 0;
  const ask = () =>
    binsOnShelf(
      shelf,
      block,
      (bins) => {
        nMade++;
        return binTraining(block, engine, null, bins);
      },
      engine.crew,
    );
  const answers = [ask(), ask()];
  return { answers, nMade, expected: binTraining(block, engine) };
}

describe('a shelf of bins', () => {
  for (const nRows of [1, 2, 300, 2000]) {
    test(`${nRows} rows: made once, and read as they were made`, () => {
      const shelf = new SharedArrayBuffer(shelfBytes(madeBlock(nRows).columns, nRows));
      const { answers, nMade, expected } = askTwice(nRows, shelf);
      assert.equal(nMade, 1);
      assert.deepEqual(answers, [expected, expected]);
    });
  }

  test('one that has room to spare holds the bins of fewer rows', () => {
    const shelf = new SharedArrayBuffer(shelfBytes(madeBlock(100).columns, 5000));
    const { answers, nMade, expected } = askTwice(100, shelf);
    assert.equal(nMade, 1);
    assert.deepEqual(answers, [expected, expected]);
  });

  test('one that is too small is left alone', () => {
    const { answers, nMade, expected } = askTwice(100, new SharedArrayBuffer(1000));
    assert.equal(nMade, 2);
    assert.deepEqual(answers, [expected, expected]);
  });

  test('a thread that fails leaves it to the next', () => {
    const shelf = new SharedArrayBuffer(shelfBytes(madeBlock(50).columns, 50));
    const fail = () => {
      throw new Error('in the middle');
    };
    assert.throws(() => binsOnShelf(shelf, madeBlock(50), fail, 1), /in the middle/);
    assert.equal(askTwice(50, shelf).nMade, 1);
  });

  test('what a crew that has ended began is made by the next crew', () => {
    const shelf = new SharedArrayBuffer(shelfBytes(madeBlock(50).columns, 50));
    new Int32Array(shelf, 0, 1)[0] = engine.crew + 1;
    const { answers, nMade, expected } = askTwice(50, shelf);
    assert.equal(nMade, 1);
    assert.deepEqual(answers, [expected, expected]);
  });
});
