/** Infinities in a file, through the real program: missing, with a warning, to every model of trees. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { QuickScratch } from './scratch.js';

const scratch = new QuickScratch();
after(() => scratch.remove());

/** The class is told by `a`; a third of its cells, of one class each, are infinite or empty. */
const textWith = (plus: string, minus: string) => {
  const lines = Array.from({ length: 120 }, (_, i) => {
    const label = i % 2;
    const hole = i % 4 === 0 ? plus : minus;
    return `${i % 3 === 0 ? hole : 10 * label + (i % 5)},${(i * 7) % 11},${label ? 'yes' : 'no'}`;
  });
  return `${['a,b,y', ...lines].join('\n')}\n`;
};

interface Results {
  readonly metrics: Readonly<Record<string, { readonly value: number }>>;
}

describe('infinities', () => {
  before(() => {
    writeFileSync(scratch.path('infinite.csv'), textWith('inf', '-inf'));
    writeFileSync(scratch.path('empty.csv'), textWith('', ''));
  });

  for (const model of ['tree', 'forest', 'extra-trees', 'boost']) {
    test(`${model}: as if the cells were empty, and said so`, async () => {
      const run = (file: string) =>
        scratch.run('cv', file, '-t', 'y', '-x', model, '-m', model, '-k', '3', '-j', '1', '--json');
      const [infinite, empty] = [await run('infinite.csv'), await run('empty.csv')];
      assert.equal(infinite.code, 0, infinite.stderr);
      assert.match(infinite.stderr + infinite.stdout, /40 infinite values are counted as missing/);
      const metricsOf = (text: string) => (JSON.parse(text) as Results).metrics;
      assert.deepEqual(metricsOf(infinite.stdout), metricsOf(empty.stdout));
    });
  }
});
