/** `predict` on the real binary: the saved model, rows of all kinds, what is refused, what is written. */
import assert from 'node:assert/strict';
import {
  copyFileSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { models } from '../../src/core/models/list.js';
import type { TaskKind } from '../../src/core/task.js';
import { assertKind, QuickScratch } from './scratch.js';

const scratch = new QuickScratch();
after(() => scratch.remove());

interface Step {
  readonly version: string;
  readonly path: string;
}
interface Predicted extends Step {
  readonly rows: number;
  readonly counts: Record<string, number> | null;
  readonly summary: { min: number; max: number } | null;
  readonly unseen: Record<string, number>;
  readonly unparsable: Record<string, number>;
  readonly ignored: string[];
  readonly threshold: number | null;
}

const predict = (version: string, data: string, ...more: string[]) =>
  scratch.json<Predicted>('predict', version, data, ...more);

/** The cells of a file of plain cells, without its header. */
const cellsOf = (...path: string[]): string[][] =>
  scratch
    .text(...path)
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));

const predictionsOf = ({ path }: Step) => cellsOf(path, 'predictions.csv');

const write = (name: string, lines: readonly string[]) =>
  writeFileSync(scratch.path(name), `${lines.join('\n')}\n`);

/**
 * 160 rows: a number, a date, a code of digits, a category, a bool, an answer that depends on them; a few holes.
 * @param answer the last cell
 */
function madeLines(answer: (row: number, plus: boolean) => string): string[] {
  const lines = Array.from({ length: 160 }, (_, row) => {
    const plus = (row * 7) % 11 > 5;
    const amount = row % 23 === 0 ? '' : String((plus ? 50 : 0) + ((row * 37) % 60) / 4);
    const when = `2024-0${1 + (row % 9)}-1${row % 7}`;
    const town = ['north', 'south', 'east'][(row + (plus ? 1 : 0)) % 3];
    return [
      amount,
      when,
      ['007', '08', '010'][row % 3],
      town,
      row % 2 ? 'yes' : 'no',
      answer(row, plus),
    ].join();
  });
  return ['amount,when,code,town,open,answer', ...lines];
}

const binary = madeLines((row, plus) => (plus !== (row % 13 === 0) ? 'good' : 'bad'));
let trained: Step;

before(async () => {
  write('made.csv', binary);
  trained = await scratch.json<Step>(
    ...['train', 'made.csv', '-t', 'answer', '-m', 'logistic', '--types', 'open=bool', '--test-size', '0'],
  );
});

const ANSWERS: Readonly<Record<TaskKind, string[]>> = {
  binary,
  multiclass: madeLines((row, plus) => (plus ? 'good' : row % 2 ? 'bad' : 'none')),
  regression: madeLines((row, plus) => String(row / 10 + (plus ? 3.25 : 0))),
};

/** Linear, a tree, many trees: for more classes and for numbers the contracts ask all models. */
const ASKED_FOR_MORE: readonly string[] = ['ridge', 'logistic', 'tree', 'boost'];

describe('predictions of a train version', () => {
  for (const kind of ['binary', 'multiclass', 'regression'] as const) {
    const ids = models
      .all()
      .filter(({ id, tasks }) => tasks.includes(kind) && (kind === 'binary' || ASKED_FOR_MORE.includes(id)))
      .map(({ id }) => id);
    test(`${kind}: the hold-out rows of ${ids.length} models, from the file, are its predictions.csv`, async () => {
      const data = `${kind}.csv`;
      write(data, ANSWERS[kind]);
      const line = ['train', data, '-t', 'answer', '-m', ids.join()];
      const { versions } = await scratch.json<{ versions: Step[] }>(...line);
      assert.equal(versions.length, ids.length);
      for (const step of versions) {
        const all = predictionsOf(await predict(step.version, data));
        const held = predictionsOf(step);
        assert.equal(all.length, 160);
        assert.ok(held.length > 20);
        for (const [row, , , , ...said] of held)
          assert.deepEqual(all[Number(row)], [row, ...said], step.version);
      }
    });
  }

  test('tune saves a model that predicts', async () => {
    const tuned = await scratch.json<Step>(
      ...['tune', 'made.csv', '-t', 'answer', '-m', 'tree', '--trials', '2', '-x', 'tuned'],
    );
    const { rows, version } = await predict('last:tune', 'made.csv', '-x', 'tuned');
    assert.equal(rows, 160);
    assert.match(version, /^tuned\/v0002$/);
    assert.match(tuned.version, /^tuned\/v0001$/);
  });
});

describe('new rows', () => {
  test('another order of columns, others besides, no target: the same predictions', async () => {
    const turned = binary.map((line, i) => {
      const [amount, when, code, town, open] = line.split(',');
      return [town, i === 0 ? 'remark' : `r${i}`, open, code, when, amount].join(',');
    });
    write('turned.csv', turned);
    const [plain, other] = [
      await predict(trained.version, 'made.csv'),
      await predict(trained.version, 'turned.csv'),
    ];
    assertKind('results-predict', resultsOf(other));
    assert.deepEqual(predictionsOf(other), predictionsOf(plain));
    assert.deepEqual([plain.ignored, other.ignored], [['answer'], ['remark']]);
    const { stderr } = await scratch.run('predict', trained.version, 'turned.csv');
    assert.match(stderr, /1 column not used: remark/);
  });

  test('cells that fit no type, levels never seen, holes: counted, and every row predicted', async () => {
    write('odd.csv', [
      'amount,when,code,town,open',
      'lots,2024-01-10,007,north,yes',
      ',,,,',
      '5,next week,7,Atlantis,TRUE',
      'NA,2024-02-11,010,Atlantis,perhaps',
    ]);
    const found = await predict(trained.version, 'odd.csv');
    assert.equal(found.rows, 4);
    assert.equal(predictionsOf(found).length, 4);
    assert.deepEqual(found.unparsable, { amount: 1, when: 1, open: 1 });
    assert.deepEqual(found.unseen, { code: 1, town: 2 });
    assert.equal((found.counts?.good ?? 0) + (found.counts?.bad ?? 0), 4);
    const screen = await scratch.run('predict', trained.version, 'odd.csv');
    assert.match(`${screen.stdout}${screen.stderr}`, /town: 2 cells with 1 level .*"Atlantis"/);
  });

  test('a row alone is read as among others: codes of digits stay text, a bool its meaning', async () => {
    const whole = predictionsOf(await predict(trained.version, 'made.csv'));
    const [amount, when, code, town, open] = binary[8].split(',');
    write('one.csv', [
      'amount,when,code,town,open',
      [amount, when, code, town, open === 'yes' ? 'T' : '0'].join(),
    ]);
    const one = await predict(trained.version, 'one.csv');
    assert.deepEqual(predictionsOf(one)[0].slice(1), whole[7].slice(1));
    assert.deepEqual([one.unseen, one.unparsable], [{}, {}]);
  });

  test('--na replaces what meant missing', async () => {
    write('dashes.csv', ['amount,when,code,town,open', '-,-,-,-,-']);
    assert.equal(Object.keys((await predict(trained.version, 'dashes.csv')).unseen).length, 2);
    const { unseen, unparsable } = await predict(trained.version, 'dashes.csv', '--na', '-');
    assert.deepEqual([unseen, unparsable], [{}, {}]);
  });

  test('numbers have a summary instead of counts', async () => {
    write(
      'values.csv',
      madeLines((row) => String(row / 8)),
    );
    const step = await scratch.json<Step>('train', 'values.csv', '-t', 'answer', '-m', 'tree');
    const { counts, summary, threshold } = await predict(step.version, 'values.csv');
    assert.deepEqual([counts, threshold], [null, null]);
    assert.ok(summary && summary.min < summary.max);
    const { message } = await scratch.refused(2, 'predict', step.version, 'values.csv', '--threshold', '0.4');
    assert.match(message, /--threshold 0\.4 needs a binary target/);
  });
});

/** results.json of a version. */
const resultsOf = ({ path }: Step) => JSON.parse(scratch.text(path, 'results.json'));

describe('what it writes', () => {
  test('a version in the experiment of the model, with its parent and its options', async () => {
    const { version, path } = await predict(trained.version, 'made.csv', '--tag', 'first');
    assert.match(version, /^made\/v\d+$/);
    assert.match(path, /-predict$/);
    const manifest = JSON.parse(scratch.text(path, 'manifest.json'));
    assertKind('manifest', manifest);
    assertKind('options', JSON.parse(scratch.text(path, 'options.json')));
    assert.deepEqual(manifest.parents, [{ id: trained.version, why: 'its model.bin predicted' }]);
    assert.deepEqual((await scratch.json<{ tags: string[] }>('show', version)).tags, ['first']);
  });

  test('--threshold is the cut', async () => {
    const high = await predict(trained.version, 'made.csv', '--threshold', '1');
    assert.equal(high.threshold, 1);
    const lines = predictionsOf(high);
    for (const [, prediction, , p] of lines) assert.equal(prediction, Number(p) >= 1 ? 'good' : 'bad');
  });

  test('-o has the rows, --format prints them, stdout still has the result', async () => {
    const { path } = await predict(trained.version, 'made.csv', '-o', 'rows.csv');
    assert.equal(scratch.text('rows.csv'), scratch.text(path, 'predictions.csv'));
    // Whatever the file system shares of them, they are two files: an edit of one leaves the version as it was.
    const { dev, ino } = statSync(scratch.path('rows.csv'));
    const kept = statSync(scratch.path(path, 'predictions.csv'));
    assert.ok(dev !== kept.dev || ino !== kept.ino);
    const csv = await scratch.run('predict', trained.version, 'made.csv', '--format', 'csv');
    assert.equal(csv.stdout, scratch.text('rows.csv'));
    const lines = (await scratch.run('predict', trained.version, 'made.csv', '--format', 'jsonl')).stdout;
    const [first] = lines.split('\n');
    const [row, prediction, bad, good] = cellsOf('rows.csv')[0];
    assert.deepEqual(JSON.parse(first), {
      row: Number(row),
      prediction,
      p_bad: Number(bad),
      p_good: Number(good),
    });
  });

  test('verify and rerun find the model, for any -j', async () => {
    const long = [binary[0], ...Array.from({ length: 60 }, () => binary.slice(1)).flat()];
    write('long.csv', long);
    const { version } = await predict(trained.version, 'long.csv', '-j', '2');
    assert.equal((await scratch.json<{ same: boolean }>('verify', version, '-j', '1')).same, true);
    const again = await scratch.json<Predicted>('rerun', version);
    assert.equal(again.rows, 9600);
  });
});

describe('what is refused', () => {
  test('columns that are missing: all are named, with the nearest', async () => {
    write(
      'renamed.csv',
      binary.map((line, i) => (i === 0 ? line.replace('amount', 'Amounts').replace('town', 'x') : line)),
    );
    const { message, hint } = await scratch.refused(2, 'predict', trained.version, 'renamed.csv');
    assert.match(message, /renamed\.csv lacks 2 columns that the model needs: amount, town/);
    assert.match(hint, /amount may be "Amounts"/);
  });

  test('a header and no rows', async () => {
    write('empty.csv', [binary[0]]);
    await scratch.refused(3, 'predict', trained.version, 'empty.csv');
  });

  test('a file with a header for a model without one, and the other way round', async () => {
    const bare = Array.from(
      { length: 60 },
      (_, row) => `${row % 17},${(row * 5) % 13},${row % 17 > 8 ? 'a' : 'b'}`,
    );
    write('bare.csv', bare);
    write('named.csv', ['one,two', ...bare.map((line) => line.slice(0, -2))]);
    write(
      'rows.csv',
      bare.map((line) => line.slice(0, -2)),
    );
    const step = await scratch.json<Step>('train', 'bare.csv', '-t', 'c3', '-m', 'tree', '--keep', '*');
    assert.equal((await predict(step.version, 'rows.csv')).rows, 60);
    const { message } = await scratch.refused(2, 'predict', step.version, 'named.csv');
    assert.match(message, /named\.csv has a header, and the model was trained on a file without one/);
    const other = await scratch.refused(2, 'predict', trained.version, 'rows.csv');
    assert.match(other.message, /rows\.csv has no header/);
  });

  test('a version without a model: what to run', async () => {
    const scored = await scratch.json<Step>('cv', 'made.csv', '-t', 'answer', '-m', 'dummy');
    const { message, hint } = await scratch.refused(2, 'predict', scored.version, 'made.csv');
    assert.match(message, /cv saves no model/);
    assert.match(hint, /assay train made\.csv/);
    const { version } = await predict(trained.version, 'made.csv');
    assert.match(
      (await scratch.refused(2, 'predict', version, 'made.csv')).hint,
      new RegExp(trained.version),
    );
  });

  test('a model.bin that was truncated or altered; a version whose model is another now', async () => {
    const step = await scratch.json<Step>('train', 'made.csv', '-t', 'answer', '-m', 'tree', '-x', 'broken');
    const { version } = await predict(step.version, 'made.csv');
    const file = scratch.path(step.path, 'model.bin');
    const bytes = readFileSync(file);
    const altered = Buffer.from(bytes);
    altered[bytes.length >> 1] ^= 1;
    for (const broken of [bytes.subarray(0, -20), altered, Buffer.alloc(0)]) {
      writeFileSync(file, broken);
      const { message } = await scratch.refused(1, 'predict', step.version, 'made.csv');
      assert.match(message, /v0001-train-tree\/model\.bin: the model file is/);
    }
    writeFileSync(file, readFileSync(scratch.path(trained.path, 'model.bin')));
    const { code } = await scratch.refused(4, 'verify', version);
    assert.equal(code, 'ASSAY_MODEL_CHANGED');
  });
});

describe('a model of another store', () => {
  const inNew = async (...args: string[]) => {
    const { code, stdout, stderr } = await scratch.runWith({ folder: 'new' }, ...args, '--json');
    return { code, ...JSON.parse(stdout || (stderr.trimEnd().split('\n').at(-1) as string)) };
  };
  const readJson = (dir: string, name: string) => JSON.parse(scratch.text('new', dir, name));
  let predicted: Step;

  before(async () => {
    mkdirSync(scratch.path('new'));
    predicted = await inNew('predict', join('..', trained.path), '../made.csv');
    assert.equal(predicted.version, 'made/v0001');
  });

  test('is named by its path, and is no version of this one', async () => {
    const dir = realpathSync(scratch.path(trained.path));
    const { parents } = readJson(predicted.path, 'manifest.json');
    assert.deepEqual(parents, [{ id: dir, why: 'its model.bin predicted' }]);
    assert.equal(readJson(predicted.path, 'options.json').predict.model, dir);
    assert.doesNotMatch(scratch.text('new', predicted.path, 'results.json'), /train-logistic/);
    const { links } = await inNew('lineage', predicted.version);
    assert.deepEqual(links, [{ parent: dir, child: 'made/v0001', why: 'its model.bin predicted' }]);
  });

  test('is found again by verify and rerun, from either store', async () => {
    assert.deepEqual((await inNew('verify', predicted.version)).same, true);
    const again = await inNew('rerun', predicted.version);
    assert.deepEqual(readJson(again.path, 'manifest.json').parents[1].id, predicted.version);
    const here = await scratch.json<Step>('rerun', join('new', predicted.path), '--data', 'made.csv');
    const { parents } = JSON.parse(scratch.text(here.path, 'manifest.json'));
    assert.deepEqual(
      parents.map(({ id }: { id: string }) => id),
      [trained.version, realpathSync(scratch.path('new', predicted.path))],
    );
    assert.equal(JSON.parse(scratch.text(here.path, 'options.json')).predict.model, trained.version);
  });

  test('moved is exit 1 with its id and hash, altered exit 4', async () => {
    const { sha256 } = readJson(predicted.path, 'options.json').predict;
    const [was, other] = [scratch.path(trained.path), scratch.path('moved')];
    renameSync(was, other);
    const missing = await inNew('verify', predicted.version);
    renameSync(other, was);
    assert.deepEqual([missing.code, missing.error.code], [1, 'ASSAY_MODEL_MISSING']);
    assert.ok(missing.error.message.includes(trained.version) && missing.error.message.includes(sha256));
    const model = join(was, 'model.bin');
    const bytes = readFileSync(model);
    const trees = await scratch.json<Step>('train', 'made.csv', '-t', 'answer', '-m', 'tree', '-x', 'trees');
    copyFileSync(scratch.path(trees.path, 'model.bin'), model);
    const altered = await inNew('verify', predicted.version);
    writeFileSync(model, bytes);
    assert.deepEqual([altered.code, altered.error.code], [4, 'ASSAY_MODEL_CHANGED']);
  });
});

test('train and show name the command', async () => {
  const { stdout } = await scratch.run('show', trained.version);
  assert.match(stdout, new RegExp(`assay predict ${trained.version} NEW\\.csv`));
});
