import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AssayError } from '../../src/core/errors.js';
import { gateText, judgeGates, parseGate } from '../../src/core/gates.js';
import type { MetricValue } from '../../src/core/schemas/metric-value.js';

const refuses = (text: string, pattern: RegExp) =>
  assert.throws(
    () => parseGate(text),
    (error) =>
      error instanceof AssayError && error.exitCode === 2 && pattern.test(`${error.message}\n${error.hint}`),
    text,
  );

const metric = (value: number | null, ci95: [number, number] | null): MetricValue => ({
  value,
  estimate: 'fold-mean',
  direction: 'max',
  std: null,
  ci95,
  values: [],
  undefined: [],
});

describe('reading a gate', () => {
  test('a metric, an operator and a number, with or without blanks', () => {
    assert.deepEqual(parseGate(' f1 >= 0.65 '), {
      require: 'f1 >= 0.65',
      metric: 'f1',
      op: '>=',
      than: 0.65,
    });
    assert.deepEqual(parseGate('log_loss<.5'), {
      require: 'log_loss<.5',
      metric: 'log_loss',
      op: '<',
      than: 0.5,
    });
    for (const op of ['>=', '>', '<=', '<', '==']) assert.equal(parseGate(`f1${op}1e-3`).op, op);
  });

  test('an end of the interval', () => {
    assert.equal(parseGate('f1.low >= 0.6').metric, 'f1.low');
    assert.equal(parseGate('brier.high <= 0.2').metric, 'brier.high');
  });

  test('other names of a metric become its id', () => {
    assert.equal(parseGate('auc > 0.7').metric, 'roc_auc');
    assert.equal(parseGate('AUC.low > 0.7').metric, 'roc_auc.low');
    refuses('f11 > 0.7', /"f1"/);
  });

  test('a negated name is refused: the gate would be turned round', () => {
    refuses('neg_log_loss >= -0.5', /nothing is negated.*\n.*log_loss <=/);
  });

  test('a tag, read whole first, then as tag and margin', () => {
    assert.deepEqual(parseGate('f1 >= @base').than, [{ tag: 'base', margin: 0 }]);
    assert.deepEqual(parseGate('f1 >= @base-0.01').than, [
      { tag: 'base-0.01', margin: 0 },
      { tag: 'base', margin: -0.01 },
    ]);
    assert.deepEqual(parseGate('f1 >= @base + 0.01').than, [{ tag: 'base', margin: 0.01 }]);
    assert.deepEqual(parseGate('f1 >= @release-2-3').than, [
      { tag: 'release-2-3', margin: 0 },
      { tag: 'release-2', margin: -3 },
    ]);
  });

  test('what is wrong is said: no operator, =, no metric, no number', () => {
    refuses('f1', /the shell may have taken ">=0\.65"; quote it/);
    refuses('', /the shell may have taken/);
    refuses('f1 = 0.5', /= is no operator/);
    refuses('>= 0.5', /names no metric/);
    refuses('f1 >=', /ends before its number/);
    refuses('f1 >= half', /"half" is no number and no @tag/);
    refuses('f1 >= 65%', /no number/);
    refuses('f1 >= Infinity', /no number/);
  });
});

describe('holding a gate against metrics', () => {
  const values = { f1: metric(0.5, [0.4, 0.6]), recall: metric(null, null) };
  const outcome = (text: string) => {
    const { than, ...gate } = parseGate(text);
    return judgeGates([{ ...gate, than: than as number }], values)[0];
  };

  test('each operator at, above and below the value', () => {
    const passes = (text: string) => outcome(text).passed;
    assert.deepEqual(['f1>=0.5', 'f1>=0.51', 'f1>=0.49'].map(passes), [true, false, true]);
    assert.deepEqual(['f1>0.5', 'f1>0.51', 'f1>0.49'].map(passes), [false, false, true]);
    assert.deepEqual(['f1<=0.5', 'f1<=0.51', 'f1<=0.49'].map(passes), [true, true, false]);
    assert.deepEqual(['f1<0.5', 'f1<0.51', 'f1<0.49'].map(passes), [false, true, false]);
    assert.deepEqual(['f1==0.5', 'f1==0.51'].map(passes), [true, false]);
  });

  test('the ends of the interval are values of their own', () => {
    assert.equal(outcome('f1.low >= 0.4').value, 0.4);
    assert.equal(outcome('f1.high >= 0.4').value, 0.6);
  });

  test('without scores of folds that vary the interval is that of the rows', () => {
    const rows = { value: 0.5, ci95: [0.3, 0.7] as [number, number], method: 'bca' as const };
    const than = (estimate: MetricValue['estimate']) => {
      const values = { f1: { ...metric(0.5, null), estimate, pooled: rows } };
      return judgeGates([{ ...parseGate('f1.low > 0.2'), than: 0.2 }], values)[0].value;
    };
    assert.deepEqual(
      [than('single'), than('pooled'), than('fold-mean'), than('.632+')],
      [0.3, 0.3, null, null],
    );
  });

  test('an undefined value passes no gate, not even <', () => {
    assert.deepEqual(
      ['recall < 1', 'recall >= 0', 'recall.low >= 0', 'precision >= 0'].map((text) => outcome(text).passed),
      [false, false, false, false],
    );
    assert.match(
      gateText(outcome('recall.low >= 0')),
      /failed: recall\.low is undefined: there is no interval/,
    );
  });

  test('numbers that differ never look alike', () => {
    const close = { f1: metric(0.6499999999, null) };
    const [gate] = judgeGates([{ require: 'f1 >= 0.65', metric: 'f1', op: '>=', than: 0.65 }], close);
    assert.equal(gateText(gate), 'f1 >= 0.65 failed: f1 is 0.6499999999');
  });
});
