/** Folds to a file and back: of every splitter the same folds, in the form that can tell them. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import type { AssayError } from '../../src/core/errors.js';
import { type Params, resolveParams } from '../../src/core/params.js';
import { stream } from '../../src/core/rng.js';
import type { GivenSplits, ModellingOptions } from '../../src/core/schemas/options.js';
import { splitters } from '../../src/core/splitters/list.js';
import { listedFolds } from '../../src/core/splitters/listed.js';
import { type Fold, makeFold } from '../../src/core/splitters/splitter.js';
import { dealFolds, hashFolds } from '../../src/workflows/folds.js';
import { readSplits } from '../../src/workflows/read-splits.js';
import { saveSplits } from '../../src/workflows/save-splits.js';
import { numbers, problemOf, tableOf } from '../core/made-table.js';

const dir = mkdtempSync(join(tmpdir(), 'assay-splits-'));
after(() => rmSync(dir, { recursive: true }));

const N = 60;
/** Every third row of the file has no target. */
const N_DATA_ROWS = 90;
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);

const problem = problemOf(
  tableOf(numbers('x', upTo(N))),
  upTo(N).map((row) => (row * 7) % 2),
  {
    rowIds: Uint32Array.from(upTo(N), (row) => row + Math.floor(row / 2)),
    groups: Int32Array.from(upTo(N), (row) => row % 9),
    time: Float64Array.from(upTo(N), (row) => Math.floor(row / 2)),
    timeIsDate: true,
    foldOfRow: Int32Array.from(upTo(N), (row) => (row % 4) - 1),
  },
);

/** Fewer folds where a splitter leaves rows out one by one; rows that are left out where it may leave some out. */
const GIVEN: Readonly<Record<string, Params>> = {
  'leave-p-out': { p: 1, max_fits: N },
  purged: { embargo: '2' },
};

function deal(id: string, repeats: number): Fold[] {
  const { params, split } = splitters.get(id);
  const given = resolveParams(id, params, GIVEN[id] ?? {});
  return upTo(repeats).flatMap((repeat) => split(problem, given, stream(3, id, repeat), repeat));
}

const giving = (splits: GivenSplits) => ({ splits }) as ModellingOptions;

async function throughFile(name: string, folds: readonly Fold[]): Promise<readonly Fold[]> {
  const path = join(dir, name);
  const loaded = { problem, file: { table: { nRows: N_DATA_ROWS } } };
  saveSplits({ path, overwrite: true }, { loaded, folds } as unknown as Parameters<typeof saveSplits>[1]);
  return dealFolds(problem, giving(await readSplits(path)), N_DATA_ROWS).folds;
}

const headOf = (name: string) => readFileSync(join(dir, name), 'utf8').split('\n')[0];

/** Each repeat parts the rows, and the rest trains. */
const PARTITIONS = [
  'stratified',
  'kfold',
  'group',
  'stratified-group',
  'leave-one-out',
  'leave-one-group-out',
];

describe('--save-splits and --splits', () => {
  for (const { id, isRandom } of splitters.all()) {
    test(`${id}: the same folds, the same hash`, async () => {
      const folds = deal(id, isRandom ? 2 : 1);
      const again = await throughFile(`${id}.csv`, folds);
      assert.deepEqual(again, folds);
      assert.equal(hashFolds(problem, again), hashFolds(problem, folds));
      // Leaving out one row at a time is a partition.
      const isPartition = PARTITIONS.includes(id) || id === 'leave-p-out';
      const repeat = isRandom ? 'repeat,' : '';
      assert.equal(headOf(`${id}.csv`), isPartition ? `${repeat}fold` : 'repeat,fold,row,part');
    });
  }

  test('gzipped too', async () => {
    const folds = deal('bootstrap', 1);
    assert.deepEqual(await throughFile('b.csv.gz', folds), folds);
  });

  test('columns in any order; without repeat there is one; lines of a fold need not stand together', async () => {
    const path = join(dir, 'typed.csv');
    writeFileSync(path, 'part,row,fold\ntest,3,1\ntrain,0,0\ntest,1,0\ntrain,4,1\ntrain,0,0\n');
    const { folds } = dealFolds(problem, giving(await readSplits(path)), N_DATA_ROWS);
    // Rows 2, 5, 8, … of the file have no target: its row 3 is row 2 of the problem.
    assert.deepEqual(folds, [makeFold(0, 0, [0, 0], [1]), makeFold(0, 1, [3], [2])]);
  });
});

describe('what is no such file', () => {
  const refused = async (name: string, text: string, message: RegExp) => {
    const path = join(dir, `${name}.csv`);
    writeFileSync(path, text);
    await assert.rejects(readSplits(path), (error: AssayError) => {
      assert.equal(error.exitCode, 2);
      assert.match(error.message, message);
      return true;
    });
  };

  test('is refused, saying what of it', async () => {
    await refused('no-row', 'fold,part\n0,train\n0,test\n', /has no column row/);
    await refused('no-fold', 'row,part\n0,train\n1,test\n', /has no column fold/);
    await refused('word', 'row,fold,part\n0,0,train\n1,0,valid\n', /part of line 1 holds valid/);
    await refused('gap', 'row,fold,part\n0,0,train\n1,0,test\n0,2,train\n1,2,test\n', /repeat 0, fold 2/);
    await refused('blank', 'row,fold,part\n0,,train\n1,0,test\n', /not numbered/);
    await refused('half', 'row,fold,part\n0,0.5,train\n1,0,test\n', /more than whole numbers/);
  });

  test('nor are rows that the data lacks, that stand on both sides, or that nothing is left of', () => {
    const fold = (train: number[], tested: number[]) => [{ repeat: 0, fold: 0, train, test: tested }];
    const refuses = (splits: ReturnType<typeof fold>, exitCode: number, message: RegExp) =>
      assert.throws(
        () => listedFolds(problem, splits, N_DATA_ROWS),
        (error: AssayError) => error.exitCode === exitCode && message.test(error.message),
      );
    refuses(fold([0], [90]), 2, /row 90, the data has rows 0 to 89/);
    refuses(fold([-1], [1]), 2, /row -1/);
    refuses(fold([0, 1], [1]), 2, /trains on row 1 and tests it/);
    refuses(fold([0], [1, 1]), 2, /tests a row twice/);
    refuses(fold([0], [2]), 3, /no usable row to test/);
    refuses(fold([2], [0]), 3, /no usable row to train on/);
  });
});
