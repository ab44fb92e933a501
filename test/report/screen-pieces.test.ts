import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { models } from '../../src/core/models/list.js';
import { resolveParams } from '../../src/core/params.js';
import { fixed, percent } from '../../src/core/shown-numbers.js';
import { withParams } from '../../src/report/screens/evaluation.js';
import { fitTable } from '../../src/report/screens/layout.js';
import { brief, digitsFor, score, seconds } from '../../src/report/screens/numbers.js';
import { nextLines } from '../../src/report/screens/paint.js';
import { dotPlot, niceScale, scaleHead, whisker } from '../../src/report/screens/plots.js';
import { clean, clip, displayWidth, hang, hangCommand } from '../../src/report/screens/text.js';

describe('text', () => {
  test('widths count what a terminal shows', () => {
    assert.equal(displayWidth('f1'), 2);
    assert.equal(displayWidth('数値'), 4);
    assert.equal(displayWidth('e\u0301'), 1);
    assert.equal(displayWidth('\u001b[31mred\u001b[39m'), 3);
  });

  test('clip keeps within the width, wide characters too', () => {
    assert.equal(clip('abcdef', 6), 'abcdef');
    assert.equal(clip('abcdef', 5), 'abcd…');
    assert.equal(clip('数値列', 4), '数…');
  });

  test('hang wraps words under the text, breaks a word that is too long, and keeps an option with its value', () => {
    assert.deepEqual(hang('a  ', 'one two three', 10), ['a  one two', '   three']);
    assert.deepEqual(hang('', 'abcdefghijkl', 8), ['abcdefgh', 'ijkl']);
    assert.deepEqual(hang('', 'cv a -t b --seed 1', 10), ['cv a -t b', '--seed 1']);
    assert.deepEqual(hang('', 'cv --target abcdef', 10), ['cv', '--target', 'abcdef']);
    assert.equal(hang('', 'x'.repeat(500), 10).length, 8);
  });

  test('a command line is never broken inside a word of the shell', () => {
    const long = `--filter='${'model in (forest, boost) '.repeat(2)}'`;
    assert.deepEqual(hangCommand('$ ', `assay compare -x a ${long} -q`, 24), [
      '$ assay compare -x a',
      `  ${long}`,
      '  -q',
    ]);
    assert.deepEqual(hangCommand('', 'cv --target "a b" -k 3', 14), ['cv', '--target "a b"', '-k 3']);
    const lines = nextLines([`assay show ${'x'.repeat(50)}`], { width: 40, color: false });
    assert.deepEqual(lines, ['next      assay show \\', `          ${'x'.repeat(50)}`]);
  });

  test('clean leaves no control character', () => {
    assert.equal(clean('a\nb\u001b[2Jc\u202e'), 'a\ufffdb\ufffd[2Jc\ufffd');
  });
});

describe('numbers', () => {
  test('fixed digits, thousands apart, no minus zero', () => {
    assert.equal(fixed(1234567.891, 1), '1,234,567.9');
    assert.equal(fixed(-1655, 0), '-1,655');
    assert.equal(fixed(-0.0001, 3), '0.000');
    assert.equal(fixed(999, 0), '999');
    assert.equal(fixed(2.5e18, 0), '2.500e+18');
  });

  test('digits follow the largest value', () => {
    assert.deepEqual([[0.5], [45.2], [540.1], [54321], [0.0012], [null]].map(digitsFor), [3, 2, 1, 0, 5, 3]);
    assert.equal(digitsFor([9.98, 10.2]), 2);
    assert.equal(digitsFor([0.6, -0.0001]), 3);
  });

  test('one wild value does not set the digits of the others; tiny ones do not widen a table', () => {
    const r2 = [0.612, 0.598, -17741.25];
    const digits = digitsFor(r2);
    assert.deepEqual(
      r2.map((value) => score(value, digits)),
      ['0.612', '0.598', '-17,741'],
    );
    assert.equal(score(0.0000667, digitsFor([0.0000667])), '6.67e-5');
  });

  test('numbers of the data: no comma below 10,000', () => {
    assert.deepEqual([1990, 9999, 10_000, -165_580, 22381.5, 0.42].map(brief), [
      '1990',
      '9999',
      '10,000',
      '-165,580',
      '22,381.5',
      '0.42',
    ]);
  });

  test('undefined is a dash, shares are percents, seconds grow to hours', () => {
    assert.equal(score(null, 3), '–');
    assert.equal(percent(0.2212), '22.1 %');
    assert.deepEqual([0.61, 178, 1080, 4320].map(seconds), ['0.6 s', '178 s', '18 min', '1 h 12 min']);
  });
});

describe('plots', () => {
  test('a dot stands where its value is', () => {
    const scale = { low: 0, high: 1 };
    assert.equal(dotPlot(0, scale, 5), '●····');
    assert.equal(dotPlot(0.5, scale, 5), '··●··');
    assert.equal(dotPlot(1, scale, 5), '····●');
    assert.equal(dotPlot(null, scale, 5), '·····');
  });

  test('a whisker shows interval, middle and mark', () => {
    const drawn = whisker({ middle: 0.5, interval: [0.25, 0.75], mark: 0 }, { low: 0, high: 1 }, 9);
    assert.equal(drawn, '┊ ──●──  ');
  });

  test('scales hold their values and are not empty', () => {
    for (const values of [
      [0.476, 0.504],
      [3, 3],
      [0, 0],
      [-5, 1e6],
    ]) {
      const { low, high } = niceScale(values);
      assert.ok(low <= Math.min(...values) && high >= Math.max(...values) && high > low, String(values));
    }
    assert.equal(scaleHead('0', '1', 9, 'mid'), '0  mid  1');
  });
});

describe('fitTable', () => {
  const columns = [
    { head: 'name', align: 'left' as const, cells: ['a', 'bb'] },
    { head: 'n', align: 'right' as const, cells: ['1', '22'] },
    { head: 'more', align: 'right' as const, cells: ['3', '4'] },
  ];

  test('columns are aligned and go from the right when there is no room', () => {
    assert.deepEqual(fitTable(columns, 14), {
      head: 'name   n  more',
      rows: ['a      1     3', 'bb    22     4'],
      hidden: 0,
    });
    assert.deepEqual(fitTable(columns, 13), { head: 'name   n', rows: ['a      1', 'bb    22'], hidden: 1 });
    assert.deepEqual(fitTable(columns, 2), { head: 'n…', rows: ['a', 'bb'], hidden: 2 });
  });
});

describe('withParams', () => {
  const shown = (given: Parameters<typeof resolveParams>[2]) =>
    withParams(models, 'boost', resolveParams('boost', models.get('boost').params, given));

  test('parameters that were chosen stand first, and all of them', () => {
    assert.equal(shown({}), 'boost n_estimators=100 learning_rate=0.1 max_leaf_nodes=31 max_depth=none …');
    assert.equal(
      shown({ cat_l2: 3, objective: 'mae' }),
      'boost loss=absolute_error cat_l2=3 n_estimators=100 learning_rate=0.1 …',
    );
    const many = { n_estimators: 7, max_depth: 3, l2: 1, l1: 2, tol: 0.5, cat_smooth: 1 };
    assert.equal(shown(many), 'boost n_estimators=7 max_depth=3 l2=1 l1=2 tol=0.5 cat_smooth=1 …');
  });

  test('few are all shown; so are those of an item that is gone', () => {
    assert.equal(
      withParams(models, 'ridge', { alpha: 2, fit_intercept: true }),
      'ridge alpha=2 fit_intercept=true',
    );
    assert.equal(withParams(models, 'gone', { a: 1, b: null }), 'gone a=1 b=none');
  });
});
