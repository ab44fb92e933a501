/** `--weights COL` through the real program: fits change, metrics stay unweighted, the version says so and repeats. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { QuickScratch } from './scratch.js';

const scratch = new QuickScratch();
after(() => scratch.remove());

interface Results {
  readonly version: string;
  readonly weights?: string;
  readonly features: readonly string[];
  readonly left_out: readonly { readonly column: string; readonly why: string }[];
  readonly metrics: Readonly<Record<string, { readonly value: number }>>;
}

const ROWS = 120;
/** The class is that of `a`, wrong in every fifth row; those rows weigh nothing in `trust`. */
function dataText(): string {
  const lines = Array.from({ length: ROWS }, (_, i) => {
    const wrong = i % 5 === 0;
    const label = (i % 2 === 0) !== wrong ? 'yes' : 'no';
    return `${i % 2},${(i * 7) % 11},${wrong ? 0 : 3},1,${label}`;
  });
  return `${['a,b,trust,same,y', ...lines].join('\n')}\n`;
}

const DATA = ['data.csv', '-t', 'y', '-x', 'e', '--drop', 'b'];
const WITHOUT = ['--drop', 'b,trust,same'];
const TREE = ['-m', 'tree', '-p', 'max_depth=3'];

before(() => writeFileSync(scratch.path('data.csv'), dataText()));

describe('--weights', () => {
  test('weights of 1 change nothing but the options; of 0 the row is scored and not fitted on', async () => {
    const plain = await scratch.json<Results>('cv', ...DATA, ...WITHOUT, ...TREE);
    const same = await scratch.json<Results>(
      'cv',
      ...DATA,
      '--drop',
      'b,trust',
      ...TREE,
      '--weights',
      'same',
    );
    assert.deepEqual(same.metrics, plain.metrics);
    assert.equal(plain.weights, undefined);
    assert.equal(same.weights, 'same');
    assert.ok(same.left_out.some(({ column, why }) => column === 'same' && why === 'weights'));
    const trusted = await scratch.json<Results>(
      'cv',
      ...DATA,
      ...TREE,
      '--weights',
      'trust',
      '--drop',
      'b,same',
    );
    assert.equal(trusted.metrics.accuracy.value, 0.8);
    assert.deepEqual(trusted.features, ['a']);
  });

  test('verify and --like keep them; compare tells the two apart', async () => {
    await scratch.json('verify', 'e/v3');
    const like = await scratch.json<Results>('cv', '--like', 'e/v3', '-x', 'e');
    assert.equal(like.weights, 'trust');
    const { rows } = await scratch.json<{ rows: { version: string; differs: object }[] }>('compare', 'e');
    assert.ok(rows.some(({ differs }) => 'weights' in differs));
    assert.ok(rows.length > 1);
  });

  test('a train with weights predicts', async () => {
    const { version } = await scratch.json<Results>('train', ...DATA, ...TREE, '--weights', 'trust');
    const { rows } = await scratch.json<{ rows: number }>('predict', version, 'data.csv');
    assert.equal(rows, ROWS);
  });

  test('with a sampler: rows that weigh nothing are not grown from', async () => {
    const sampled = ['--sampler', 'smote', '-p', 'smote.sampling_strategy=no:60,yes:60'];
    const of = (...chosen: string[]) => scratch.json<Results>('cv', ...DATA, ...TREE, ...sampled, ...chosen);
    const [plain, trusted] = [await of(...WITHOUT), await of('--drop', 'b,same', '--weights', 'trust')];
    assert.equal(trusted.weights, 'trust');
    assert.notDeepEqual(trusted.metrics, plain.metrics);
  });
});
