import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { calibrationPlots } from '../../src/report/plots/reliability.js';
import { imbalanceRows, imbalanceScreen } from '../../src/report/screens/imbalance.js';
import { goldenScreens } from './golden-screens.js';
import { bakeOff } from './imbalance-fixture.js';

describe('the screen of imbalance', () => {
  goldenScreens({ imbalance: (style) => imbalanceScreen(bakeOff, style) }, [100, 60]);

  test('rows: one a run, the reason of one that failed', () => {
    const rows = imbalanceRows(bakeOff);
    assert.deepEqual(
      rows.map(({ rank }) => rank),
      [1, 2, 3, 4, 5, null],
    );
    assert.match(String(rows[5].error), /smote needs 2/);
    assert.equal(new Set(rows.map((row) => Object.keys(row).length)).size <= 2, true);
  });
});

describe('the plot of calibration', () => {
  const [{ name, svg, spec }] = calibrationPlots(bakeOff.results);

  test('a panel a model, a line a remedy that moves probabilities', () => {
    assert.equal(name, 'calibration');
    assert.match(svg, />forest<\/text>/);
    assert.match(svg, />boost<\/text>/);
    assert.match(svg, />nothing: ece boost 0\.007, forest 0\.020</);
    assert.match(svg, />smote: ece forest 0\.046</);
    assert.doesNotMatch(svg, /threshold=f1/);
    const { values } = (spec as { data: { values: { remedy: string; share: number }[] } }).data;
    // Two bins of each run that is drawn: neither the chosen cut nor the one that failed.
    assert.equal(values.length, 8);
  });

  test('bins of few rows are hollow, and that is said', () => {
    assert.doesNotMatch(svg, /fill="#fff" stroke=|hollow/);
    const runs = bakeOff.results.runs.map((run) => ({
      ...run,
      reliability: run.reliability.map((bin, at) => ({ ...bin, rows: at === 0 ? 9 : 10 })),
    }));
    const [few] = calibrationPlots({ ...bakeOff.results, runs });
    assert.equal(few.svg.match(/fill="#fff" stroke=/g)?.length, 4);
    assert.match(few.svg, />hollow: a bin of fewer than 10 rows</);
  });

  test('nothing is drawn without probabilities', () => {
    const runs = bakeOff.results.runs.map((run) => ({ ...run, reliability: [] }));
    assert.deepEqual(calibrationPlots({ ...bakeOff.results, runs }), []);
  });
});
