/** How far a long fit is: in a terminal by the meter, off it by the heartbeat. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Keyboard, noTerminal } from './keyboard.js';
import { plainEnv } from './run-assay.js';
import { QuickScratch } from './scratch.js';

const HASTY = fileURLToPath(new URL('./hasty-cli.js', import.meta.url));

const scratch = new QuickScratch();
after(() => scratch.remove());

/** Runs to the end. @returns what stood on stderr */
async function heartbeats(...args: string[]): Promise<string> {
  const child = spawn(process.execPath, [HASTY, ...args, '--json'], {
    cwd: scratch.dir,
    env: plainEnv({ ASSAY_EXPERIMENT: '', ASSAY_STORE: '' }),
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk;
  });
  child.stdout.resume();
  const code = await new Promise((resolve) => child.on('close', resolve));
  assert.equal(code, 0, said);
  return said;
}

/** The first group of every match, as numbers. */
const numbers = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, n]) => Number(n));

const isRising = (values: readonly number[]) => values.every((value, i) => i === 0 || value >= values[i - 1]);

const LOANS = ['loans', '-t', 'default'];

describe('off a terminal', () => {
  for (const [model, unit, count] of [
    ['forest', 'trees', 1500],
    ['extra-trees', 'trees', 1500],
    ['boost', 'rounds', 1500],
  ] as const) {
    test(`train -m ${model} says how many ${unit} there are of all`, async () => {
      const said = await heartbeats('train', ...LOANS, '-m', model, '-p', `n_estimators=${count}`, '-j', '2');
      const grown = numbers(said, new RegExp(`^${model}: fitting (\\d+)/${count} ${unit} · `, 'gm'));
      assert.ok(grown.length >= 2, said);
      assert.ok(isRising(grown) && grown[0] < count, grown.join(' '));
      assert.match(said, new RegExp(`/${count} ${unit} · \\d+\\.\\d s, \\d+\\.\\d s left$`, 'm'));
    });
  }

  test('train on all rows counts too', async () => {
    const said = await heartbeats('train', ...LOANS, '-p', 'n_estimators=1500', '--test-size', '0');
    assert.match(said, /^forest: fitting on all rows \d+\/1500 trees · /m);
  });

  test('cv counts the trees of the folds in hand', async () => {
    const said = await heartbeats('cv', ...LOANS, '-p', 'n_estimators=700', '-j', '2');
    const grown = numbers(said, /^forest: fitting 0 of 5 folds, now (\d+)\/1400 trees · /gm);
    assert.ok(grown.length >= 2 && isRising(grown), said);
  });

  test('a model that grows in no steps says nothing of them', async () => {
    const said = await heartbeats('cv', ...LOANS, '-m', 'knn', '--repeats', '3');
    assert.doesNotMatch(said, /now|trees|rounds/);
  });
});

test('in a terminal the meter shows it', { skip: noTerminal() }, async () => {
  const keyboard = new Keyboard(scratch.dir, ['train', ...LOANS, '-p', 'n_estimators=2500', '-x', 'shown']);
  await keyboard.see('/2500 trees');
  assert.equal(await keyboard.end(), 0);
  const grown = numbers(keyboard.text, /forest: fitting (\d+)\/2500 trees/g);
  assert.ok(grown.length >= 3 && isRising(grown), keyboard.text);
});
