/** `verify` and `rerun` when something is not as it was: files altered or gone, data changed, moved or missing. */
import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { assertKind, inPairs, QuickScratch } from './scratch.js';

const scratch = new QuickScratch();
after(() => scratch.remove());

const N_ROWS = 240;

interface Made {
  readonly id: string;
  readonly dir: string;
}

const made: Record<string, Made> = {};
const readJson = ({ dir }: Made, name: string) => JSON.parse(scratch.text(dir, name));

before(async () => {
  await scratch.run('data', 'generate', 'loans', '--rows', String(N_ROWS), '--seed', '5', '-o', 'small.csv');
  await inPairs(['cv', 'train', 'tune'], async (step) => {
    const more = step === 'tune' ? ['--trials', '2'] : [];
    const printed = await scratch.json<{ version: string; path: string }>(
      step,
      'small.csv',
      '-t',
      'default',
      '-m',
      'tree',
      ...more,
    );
    made[step] = { id: printed.version, dir: printed.path };
  });
});

describe('verify tells what is not the same', () => {
  interface Verdict {
    same: boolean;
    files: { file: string; verdict: string; first?: { at: string; was: unknown; is: unknown } }[];
  }

  async function verdictAfter(version: Made, name: string, alter: (text: string) => string) {
    const path = scratch.path(version.dir, name);
    const text = readFileSync(path, 'utf8');
    const altered = alter(text);
    assert.notEqual(altered, text);
    writeFileSync(path, altered);
    try {
      const { code, stdout } = await scratch.run('verify', version.id, '--json');
      assert.equal(code, 5);
      const verdict = JSON.parse(stdout) as Verdict;
      assertKind('verify', verdict);
      assert.equal(verdict.same, false);
      const screen = await scratch.run('verify', version.id);
      assert.equal(screen.code, 5);
      return { found: verdict.files.find(({ file }) => file === name), screen: screen.stdout };
    } finally {
      writeFileSync(path, text);
    }
  }

  test('a value of results.json was altered: exit 5 with its name, what it was and what it is', async () => {
    const version = made.cv;
    const { value } = readJson(version, 'results.json').metrics.f1;
    const { found, screen } = await verdictAfter(version, 'results.json', (text) =>
      text.replace(String(value), '0.9999'),
    );
    assert.equal(found?.verdict, 'altered since it was written');
    assert.deepEqual(found?.first, { at: '.metrics.f1.value', was: 0.9999, is: value });
    assert.match(screen, /metrics\.f1\.value/);
  });

  test('a prediction was altered: exit 5 with the line', async () => {
    const { found, screen } = await verdictAfter(made.train, 'predictions.csv', (text) => {
      const lines = text.split('\n');
      lines[7] = lines[7].replace(/,[^,]*$/, ',0.123');
      return lines.join('\n');
    });
    assert.equal(found?.verdict, 'altered since it was written');
    assert.equal(found?.first?.at, 'line 8');
    assert.match(String(found?.first?.was), /,0\.123$/);
    assert.doesNotMatch(String(found?.first?.is), /,0\.123$/);
    assert.match(screen, /line 8/);
  });

  test('a file was taken away: exit 5', async () => {
    const version = made.tune;
    renameSync(scratch.path(version.dir, 'model.bin'), scratch.path('model.bin'));
    const { code, stdout } = await scratch.run('verify', version.id, '--json');
    renameSync(scratch.path('model.bin'), scratch.path(version.dir, 'model.bin'));
    assert.equal(code, 5);
    const { files } = JSON.parse(stdout) as Verdict;
    assert.deepEqual(
      files.filter(({ verdict }) => verdict !== 'same').map(({ file, verdict }) => [file, verdict]),
      [['model.bin', 'missing']],
    );
  });
});

describe('data that is not where it was', () => {
  const source = () => scratch.path('small.csv');

  for (const command of ['verify', 'rerun']) {
    test(`${command}: changed is exit 4 and names the step for the new data`, async () => {
      const text = readFileSync(source(), 'utf8');
      appendFileSync(source(), `${text.trimEnd().split('\n').at(-1)}\n`);
      const { code, message, hint } = await scratch.refused(4, command, made.cv.id);
      writeFileSync(source(), text);
      assert.equal(code, 'ASSAY_DATA_CHANGED');
      assert.match(message, /small\.csv/);
      assert.match(hint, /--data FILE.*assay cv small\.csv/);
    });

    test(`${command}: missing is exit 1 with name, rows and hash; moved is found by --data`, async () => {
      const version = made.cv;
      const { sha256 } = readJson(version, 'manifest.json').data;
      mkdirSync(scratch.path('elsewhere'), { recursive: true });
      renameSync(source(), scratch.path('elsewhere', 'other-name.csv'));
      try {
        const { message, hint } = await scratch.refused(1, command, version.id);
        for (const part of ['small.csv', `${N_ROWS} rows`, sha256])
          assert.ok(message.includes(part), message);
        assert.match(hint, /--data FILE/);
        await scratch.json(command, version.id, '--data', 'elsewhere/other-name.csv');
      } finally {
        renameSync(scratch.path('elsewhere', 'other-name.csv'), source());
      }
    });
  }
});

describe('the same bytes under another name', () => {
  const rows = Array.from({ length: 60 }, (_, row) => [row % 7, `${row % 5},${row % 3}`, 'ab'[row % 2]]);

  test('are parsed as they were: the delimiter that the ending told is kept', async () => {
    const lines = [['n', 'pair', 'y'], ...rows].map((cells) => cells.join('\t'));
    writeFileSync(scratch.path('tabs.tsv'), `${lines.join('\n')}\n`);
    const step = await scratch.json<{ version: string; path: string }>(
      ...['cv', 'tabs.tsv', '-t', 'y', '-m', 'dummy', '-x', 'tabs'],
    );
    const { reading, format } = readJson({ id: step.version, dir: step.path }, 'options.json');
    assert.equal(reading.delimiter, null);
    assert.deepEqual(format, { kind: 'csv', encoding: 'utf-8', delimiter: '\t', quote: '"', header: true });
    renameSync(scratch.path('tabs.tsv'), scratch.path('moved.txt'));
    const verified = await scratch.json<{ same: boolean }>('verify', step.version, '--data', 'moved.txt');
    assert.equal(verified.same, true);
    const again = await scratch.json<{ path: string }>('rerun', step.version, '--data', 'moved.txt');
    assert.deepEqual(readJson({ id: '', dir: again.path }, 'options.json').format, format);
  });

  test('--like takes what was typed, not what was found: another file is read by its own signs', async () => {
    const lines = [['n', 'pair', 'y'], ...rows].map(([n, , y]) => `${n};x;${y}`);
    writeFileSync(scratch.path('semicolons.csv'), `n;pair;y\n${lines.slice(1).join('\n')}\n`);
    const step = await scratch.json<{ path: string }>('cv', 'semicolons.csv', '--like', 'tabs/v0001');
    const { format, modelling } = readJson({ id: '', dir: step.path }, 'options.json');
    assert.deepEqual([format.delimiter, modelling.target], [';', 'y']);
  });

  test('--skip-done: read otherwise they are other data', async () => {
    const text = `a,b\ty\n${rows.map(([n, pair, y]) => `${n}${pair}\t${y}`).join('\n')}\n`;
    for (const name of ['both.tsv', 'both.csv']) writeFileSync(scratch.path(name), text);
    const eda = (name: string) => scratch.json<{ reused?: true }>('eda', name, '-x', 'both', '--skip-done');
    assert.deepEqual(
      [await eda('both.tsv'), await eda('both.tsv'), await eda('both.csv')].map(({ reused }) => reused),
      [undefined, true, undefined],
    );
  });
});
