import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { dummy } from '../../../src/core/models/dummy.js';
import { blockOf, contextOf, trainBlockOf } from './fixtures.js';

const context = contextOf();
const rows = [[1], [2], [3], [4]];

describe('dummy', () => {
  test('answers with the class shares, whatever the row', async () => {
    const fitted = await dummy.fit(trainBlockOf(rows, [0, 2, 2, 0]), {}, context);
    assert.deepEqual([...fitted.predict(blockOf([[9], [8]]), context.engine)], [0.5, 0, 0.5, 0.5, 0, 0.5]);
  });

  test('weights shift the shares and the mean', async () => {
    const train = trainBlockOf(rows, [0, 1, 1, 0], [1, 3, 3, 1]);
    const shares = await dummy.fit(train, {}, context);
    assert.deepEqual([...shares.predict(blockOf([[1]]), context.engine)], [0.25, 0.75]);
    const task = { ...train.task, kind: 'regression' as const, classes: [], positive: null };
    const mean = await dummy.fit({ ...train, task, y: Float64Array.of(0, 10, 20, 8) }, {}, context);
    assert.deepEqual([...mean.predict(blockOf([[1], [2]]), context.engine)], [12.25, 12.25]);
  });
});
