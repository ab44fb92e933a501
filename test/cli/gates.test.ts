/** `--require` by the real binary: what is kept, which exit code, tags, rerun and verify. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { assertKind, QuickScratch } from './scratch.js';

const scratch = new QuickScratch();
after(() => scratch.remove());

interface Gated {
  readonly version: string;
  readonly path: string;
  readonly reused?: true;
  readonly metrics: Record<
    string,
    { value: number; ci95: [number, number]; pooled?: { ci95: [number, number] } }
  >;
  readonly gates: readonly {
    require: string;
    metric: string;
    value: number;
    than: number;
    passed: boolean;
  }[];
}

const CV = ['cv', 'small.csv', '-t', 'default', '-m', 'logistic'];
const errorOf = (stderr: string) => JSON.parse(stderr.trimEnd().split('\n').at(-1) as string).error;

/** Runs with `--json` and expects an exit code; the document is printed whatever the gates say. */
async function run(exitCode: number, ...words: string[]): Promise<{ printed: Gated; stderr: string }> {
  const { code, stdout, stderr } = await scratch.run(...words, '--json');
  assert.equal(code, exitCode, stderr);
  return { printed: JSON.parse(stdout), stderr };
}

before(async () => {
  await scratch.run('data', 'generate', 'loans', '--rows', '240', '--seed', '5', '-o', 'small.csv');
});

describe('gates', () => {
  test('those that hold: exit 0, kept resolved in options and results', async () => {
    const gates = ['--require', 'f1>=0', '--require', 'auc.low > -1', '--require', 'log_loss < 99'];
    const { printed } = await run(0, ...CV, ...gates);
    assert.deepEqual(
      printed.gates.map(({ require, metric, value, passed }) => [require, metric, value, passed]),
      [
        ['f1>=0', 'f1', printed.metrics.f1.value, true],
        ['auc.low > -1', 'roc_auc.low', printed.metrics.roc_auc.ci95[0], true],
        ['log_loss < 99', 'log_loss', printed.metrics.log_loss.value, true],
      ],
    );
    assertKind('results-cv', JSON.parse(scratch.text(printed.path, 'results.json')));
    const options = JSON.parse(scratch.text(printed.path, 'options.json'));
    assertKind('options', options);
    assert.deepEqual(options.modelling.require[0], { require: 'f1>=0', metric: 'f1', op: '>=', than: 0 });
  });

  test('one that fails: exit 3, named on stderr, the version is done', async () => {
    const { printed, stderr } = await run(3, ...CV, '--require', 'f1 >= 0', '--require', 'recall > 1');
    assert.deepEqual(
      printed.gates.map(({ passed }) => passed),
      [true, false],
    );
    const { code, message } = errorOf(stderr);
    assert.equal(code, 'ASSAY_GATE_FAILED');
    assert.match(message, /recall > 1 failed: recall is [\d.]+ \(small\/v/);
    assert.doesNotMatch(message, /f1/);
    assert.equal(JSON.parse(scratch.text(printed.path, 'manifest.json')).status, 'done');
  });

  test('the screen says passed and failed in words, and so does show', async () => {
    const { code, stdout } = await scratch.run(...CV, '--require', 'f1 >= 0', '--require', 'recall > 1');
    assert.equal(code, 3);
    assert.match(stdout, /^✓ {2}gate f1 >= 0 passed: /m);
    assert.match(stdout, /^✗ {2}gate recall > 1 failed: /m);
    const show = await scratch.run('show', 'last');
    assert.match(show.stdout, /^✗ {2}gate recall > 1 failed: /m);
    assert.match(show.stdout, /require=f1 >= 0,recall > 1/);
  });

  test('an undefined value fails; the interval of one hold-out is that of its rows', async () => {
    const line = ['train', 'small.csv', '-t', 'default', '-m', 'dummy'];
    const { stderr } = await run(3, ...line, '--require', 'max_error.low >= 0', '--task', 'regression');
    assert.match(errorOf(stderr).message, /max_error\.low is undefined: there is no interval/);
    const { printed } = await run(0, 'train', ...CV.slice(1), '--require', 'roc_auc.low >= 0');
    assert.equal(printed.gates[0].value, printed.metrics.roc_auc.pooled?.ci95[0]);
  });

  test('a metric named only in a gate is computed', async () => {
    const { printed } = await run(0, ...CV, '--require', 'geometric_mean >= 0');
    assert.equal(printed.gates[0].value, printed.metrics.geometric_mean.value);
  });

  test('rerun holds them too and verify finds the same bytes', async () => {
    const { printed } = await run(3, ...CV, '--require', 'recall > 1');
    const again = await run(3, 'rerun', printed.version);
    assert.equal(
      scratch.text(again.printed.path, 'results.json'),
      scratch.text(printed.path, 'results.json'),
    );
    assert.equal((await scratch.run('verify', printed.version)).code, 0);
  });

  test('tune holds the best trial against them; every version of a sweep has its own', async () => {
    const tune = ['tune', 'small.csv', '-t', 'default', '-m', 'tree', '--trials', '2'];
    assert.match(errorOf((await run(3, ...tune, '--require', 'f1 > 1')).stderr).message, /f1 > 1 failed/);
    const sweep = ['cv', 'small.csv', '-t', 'default', '-m', 'dummy,logistic', '--require', 'f1 > 0'];
    const { code, stdout, stderr } = await scratch.run(...sweep, '--json');
    assert.equal(code, 3);
    const { versions } = JSON.parse(stdout) as { versions: Gated[] };
    assert.deepEqual(
      versions.map(({ gates }) => gates[0].passed),
      [false, true],
    );
    assert.match(errorOf(stderr).message, new RegExp(`\\(${versions[0].version}\\)$`));
  });
});

describe('gates against a tagged version', () => {
  let base: Gated;
  before(async () => {
    base = (await run(0, ...CV, '--tag', 'base')).printed;
  });

  test('its value, with a margin, is kept as a number', async () => {
    const { printed } = await run(0, ...CV, '--require', 'f1 >= @base-0.01', '--require', 'f1 == @base');
    const { value } = base.metrics.f1;
    assert.deepEqual(
      printed.gates.map(({ than, passed }) => [than, passed]),
      [
        [value - 0.01, true],
        [value, true],
      ],
    );
    await run(3, ...CV, '--require', 'f1 >= @base + 0.01');
  });

  test('it is found from another experiment, even a new one', async () => {
    await run(0, ...CV, '-x', 'fresh', '--require', 'f1.high >= @base');
  });

  test('stderr says which version the tag is, once for a sweep', async () => {
    const { value } = base.metrics.f1;
    const sweep = await scratch.run(...CV.slice(0, 4), '-m', 'dummy,logistic', '--require', 'f1 <= @base');
    assert.equal(sweep.code, 0, sweep.stderr);
    const said = `@base is ${base.version}, f1 ${Number(value.toPrecision(6))}`;
    assert.equal(sweep.stderr.split('\n').filter((line) => line === said).length, 1, sweep.stderr);
    assert.doesNotMatch(sweep.stderr, /other folds/);
  });

  test('one of other data, target or positive class is refused, one of other folds only said', async () => {
    const gate = ['--require', 'f1 >= @base'];
    await scratch.run('data', 'generate', 'loans', '--rows', '240', '--seed', '6', '-o', 'other.csv');
    const data = await scratch.refused(2, 'cv', 'other.csv', ...CV.slice(2), '-x', 'small', ...gate);
    assert.match(
      data.message,
      new RegExp(`@base is ${base.version}, .*its data is small\\.csv .*other\\.csv`),
    );
    assert.match(data.hint, /--require 'f1 >= 0\.\d+'/);
    const positive = await scratch.refused(2, ...CV, '--positive', '0', ...gate);
    assert.match(positive.message, /its positive class is 1, here 0/);
    const folds = await run(0, ...CV, '--split-seed', '7', '--require', 'f1 >= @base-1');
    assert.match(folds.stderr, new RegExp(`@base is ${base.version}, scored on other folds`));
    assert.equal((await scratch.run('verify', folds.printed.version)).code, 0);
  });

  test('a gate that was met is met again when the tag is gone', async () => {
    const { printed } = await run(0, ...CV, '--tag', 'short-lived');
    const { printed: gated } = await run(0, ...CV, '--require', 'f1 >= @short-lived');
    await run(0, ...CV, '--tag', 'short-lived');
    assert.notEqual(printed.version, gated.version);
    assert.equal((await scratch.run('verify', gated.version)).code, 0);
  });

  test('several versions, none that holds the metric, no such tag: exit 2 with what there is', async () => {
    await run(0, ...CV, '--tag', 'twice');
    await run(0, ...CV, '--tag', 'twice');
    const several = await scratch.refused(2, ...CV, '--require', 'f1 >= @twice');
    assert.match(several.message, /@twice names 2 versions, and one is needed/);
    assert.match(several.hint, /small\/v\d{4}, small\/v\d{4}/);
    const other = await scratch.refused(2, ...CV, '--require', 'geometric_mean >= @base');
    assert.match(other.message, /no version that holds geometric_mean/);
    const none = await scratch.refused(2, ...CV, '--require', 'f1 >= @bsae-0.1');
    assert.match(`${none.message} ${none.hint}`, /unknown tag "@bsae".*@base/);
  });
});

describe('gates that cannot be', () => {
  test('are refused before anything is written', async () => {
    const cv = [...CV, '-x', 'never'];
    const wrong: readonly (readonly [string, RegExp])[] = [
      ['f1', /the shell may have taken ">=0\.65"; quote it/],
      ['f1 >= lots', /no number and no @tag/],
      ['f11 >= 0.5', /did you mean "f1"/],
      ['rmse <= 3', /not a metric of a binary task/],
      ['neg_log_loss >= -0.5', /nothing is negated/],
    ];
    for (const [gate, pattern] of wrong) {
      const { message, hint } = await scratch.refused(2, ...cv, '--require', gate);
      assert.match(`${message} ${hint}`, pattern, gate);
    }
    const train = ['train', ...cv.slice(1), '--test-size', '0', '--require', 'f1 > 0'];
    assert.match((await scratch.refused(2, ...train)).message, /nothing is scored with --test-size 0/);
    assert.ok(!existsSync(scratch.path('experiments', 'never')));
  });
});
