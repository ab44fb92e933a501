/**
 * A small part of the simulation of error rates (test/bench/nulls): seeded, so the counts are always the same. Of 40 data
 * sets a test at its level of 5 % tells at most 7 apart but once in 2,000; the naive one tells half apart.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { simulateFeatures, simulateSeeds } from '../../bench/nulls/simulate.js';
import type { Rate } from '../../bench/nulls/tally.js';

const designs = [
  { folds: 5, repeats: 1 },
  { folds: 10, repeats: 10 },
];

const told = (rates: readonly Rate[], of: string, test: string, design: string) => {
  const found = rates.find((rate) => rate.of === of && rate.test === test && rate.design === design);
  if (!found) throw new Error(`no ${of}, ${test}, ${design}`);
  return found.told;
};

describe('equal learners told apart', () => {
  test('on disjoint features: by the corrected t seldom, by the naive one half of the time', async () => {
    const rates = await simulateFeatures({ rows: 200, sets: 40, designs });
    for (const design of ['5x1', '10x10']) {
      assert.ok(told(rates, 'equal', 'corrected t', design) <= 7);
      assert.ok(told(rates, 'ten equal', 'corrected t, Holm over all pairs', design) <= 7);
    }
    assert.ok(told(rates, 'equal', 'naive t', '10x10') >= 14);
    assert.ok(told(rates, 'ten equal', "naive t, Holm over the leader's pairs", '10x10') >= 30);
    assert.ok(
      told(rates, 'gap 0.03', 'corrected t', '10x10') > told(rates, 'equal', 'corrected t', '10x10'),
      'a better learner is found more often than an equal one',
    );
  });

  test('by their seeds: seldom', async () => {
    const rates = await simulateSeeds({ rows: 200, sets: 20, designs: designs.slice(0, 1) });
    assert.ok(told(rates, 'seeds', 'corrected t', '5x1') <= 4);
  });
});
