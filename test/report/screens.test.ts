import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { compareScreen } from '../../src/report/screens/compare.js';
import { cvScreen } from '../../src/report/screens/cv.js';
import type { Style } from '../../src/report/screens/paint.js';
import { displayWidth } from '../../src/report/screens/text.js';
import { trainScreen } from '../../src/report/screens/train.js';
import { tuneScreen } from '../../src/report/screens/tune.js';
import * as fixtures from './screen-fixtures.js';

/** ASSAY_UPDATE_GOLDEN=1 draws the golden screens anew; look at the difference before it is committed. */
const UPDATE = process.env.ASSAY_UPDATE_GOLDEN === '1';
const folder = new URL('../../../test/golden/screens/', import.meta.url);

const SCREENS: Record<string, (style: Style) => string> = {
  'cv-binary': (style) => cvScreen(fixtures.cvBinary, style),
  'cv-multiclass': (style) => cvScreen(fixtures.cvMulticlass, style),
  'cv-regression': (style) => cvScreen(fixtures.cvRegression, style),
  'train-hold-out': (style) => trainScreen(fixtures.trainHoldOut, style),
  'train-all-rows': (style) => trainScreen(fixtures.trainAllRows, style),
  tune: (style) => tuneScreen(fixtures.tuneRandom, style),
  compare: (style) => compareScreen(fixtures.compareBoard, style),
  'compare-empty': (style) => compareScreen(fixtures.compareEmpty, style),
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what colours are
const COLORS = /\u001b\[[0-9;]*m/g;

describe('screens', () => {
  for (const [name, draw] of Object.entries(SCREENS)) {
    for (const width of [100, 60]) {
      test(`${name} at ${width} columns is as drawn in test/golden/screens`, () => {
        const file = new URL(`${name}-${width}.txt`, folder);
        const drawn = draw({ width, color: false });
        if (UPDATE) writeFileSync(file, drawn);
        assert.equal(drawn, readFileSync(file, 'utf8'));
      });
    }

    test(`${name}: no line is wider than the terminal, colours change nothing but colours`, () => {
      for (const width of [40, 60, 80, 100, 140]) {
        const plain = draw({ width, color: false });
        assert.doesNotMatch(plain, COLORS);
        for (const line of plain.split('\n')) assert.ok(displayWidth(line) <= width, `${width}: ${line}`);
        assert.equal(draw({ width, color: true }).replace(COLORS, ''), plain);
      }
    });
  }

  test('the board says which configurations are no better than a constant answer', () => {
    const drawn = compareScreen(fixtures.compareBoard, { width: 100, color: false });
    assert.match(drawn, /group 3: no better than the same answer for every row/);
    assert.match(drawn, /baseline +always 1 +0\.362/);
  });

  test('cv under the baseline says so, and control characters of the data never reach the terminal', () => {
    assert.match(
      cvScreen(fixtures.cvMulticlass, { width: 100, color: false }),
      /f1_macro 0\.150 is no better than the same answer for every row \(always setosa: 0\.167\)/,
    );
    const regression = cvScreen(fixtures.cvRegression, { width: 100, color: false });
    assert.ok(!regression.includes('\u001b'));
    assert.match(regression, /1,216,667/);
  });
});
