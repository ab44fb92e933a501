import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compareScreen } from '../../src/report/screens/compare.js';
import { cvScreen } from '../../src/report/screens/cv.js';
import type { Style } from '../../src/report/screens/paint.js';
import { trainScreen } from '../../src/report/screens/train.js';
import { tuneScreen } from '../../src/report/screens/tune.js';
import { goldenScreens } from './golden-screens.js';
import * as fixtures from './screen-fixtures.js';

const SCREENS: Record<string, (style: Style) => string> = {
  'cv-binary': (style) => cvScreen(fixtures.cvBinary, style),
  'cv-slices': (style) => cvScreen(fixtures.cvSlices, style),
  'cv-multiclass': (style) => cvScreen(fixtures.cvMulticlass, style),
  'cv-regression': (style) => cvScreen(fixtures.cvRegression, style),
  'train-hold-out': (style) => trainScreen(fixtures.trainHoldOut, style),
  'train-all-rows': (style) => trainScreen(fixtures.trainAllRows, style),
  tune: (style) => tuneScreen(fixtures.tuneRandom, style),
  'tune-grid': (style) => tuneScreen(fixtures.tuneGrid, style),
  compare: (style) => compareScreen(fixtures.compareBoard, style),
  'compare-hold-outs': (style) => compareScreen(fixtures.compareHoldOuts, style),
  'compare-other-folds': (style) => compareScreen(fixtures.compareOtherFolds, style),
  'compare-bake-off': (style) => compareScreen(fixtures.compareBakeOff, style),
  'compare-leak-gap': (style) => compareScreen(fixtures.compareLeakGap, style),
  'compare-empty': (style) => compareScreen(fixtures.compareEmpty, style),
};

describe('screens', () => {
  goldenScreens(SCREENS, [100, 60]);

  test('the board says which configurations are no better than a constant answer', () => {
    const drawn = compareScreen(fixtures.compareBoard, { width: 100, color: false });
    assert.match(drawn, /group 3: no better than the same answer for every row/);
    assert.match(drawn, /baseline +always 1 +0\.362/);
  });

  test('over hold-outs nothing is called a group, and rows under the baseline still stand apart', () => {
    const drawn = compareScreen(fixtures.compareHoldOuts, { width: 100, color: false });
    assert.doesNotMatch(drawn, /group \d|not told apart|corrected resampled t|±std/);
    assert.match(
      drawn,
      /in order of the metric; not tested[\s\S]*no better than the same answer for every row/,
    );
    assert.match(drawn, /groups +one fold each: no test is possible; use cv\n/);
  });

  test('a row on other folds says so, and the footer says which folds are shared', () => {
    const drawn = compareScreen(fixtures.compareOtherFolds, { width: 100, color: false });
    assert.match(drawn, /2\* v0008 ×2 forest +other folds /);
    assert.match(drawn, /on 5 shared folds \(a41f09\)/);
    assert.match(drawn, /compared unpaired: v0008 on split seed 3 \(9ab12c\)/);
    assert.match(drawn, /of the best,\s+v0012\n/);
  });

  test('what sampling before the split would have shown stands below the board, and moves no row', () => {
    const style = { width: 100, color: false };
    const lines = compareScreen(fixtures.compareLeakGap, style).split('\n');
    const plain = compareScreen(fixtures.compareBoard, style).split('\n');
    assert.match(lines.join(' '), /v0007 smote would read f1 0\.853 \(\+0\.366\)/);
    const isBoard = (line: string) => !line.startsWith('leak gap') && plain.includes(line);
    assert.deepEqual(lines.filter(isBoard), plain);
  });

  test('narrow boards keep the interval; then roc_auc, brier and seconds come before precision', () => {
    const head = (width: number) =>
      compareScreen(fixtures.compareBoard, { width, color: false })
        .split('\n')
        .find((line) => line.startsWith('#'));
    assert.match(head(120) ?? '', /95 % interval .*roc_auc brier +s$/);
    assert.match(head(80) ?? '', /roc_auc/);
    assert.match(head(60) ?? '', /f1 0\.30 +0\.60/);
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
