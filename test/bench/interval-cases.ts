/** What intervals over very many rows cost, in this process and on one thread. */
import assert from 'node:assert/strict';
import { stream } from '../../src/core/rng.js';
import { intervalsOf } from './coverage.js';
import type { BenchCase } from './measure.js';
import { twoNormals } from './populations.js';

function intervalCase(name: string, metric: string, nRows: number): BenchCase {
  const population = twoNormals(0.4, 1.2);
  const scored = population.draw(nRows, stream(3, 'bench/interval', nRows));
  return {
    name,
    rounds: 5,
    warmups: 1,
    peer: null,
    async once() {
      // Fresh arrays: what is kept of rows that were scored before would be timed otherwise.
      const rows = { scored: { ...scored }, unitOf: null, nUnits: nRows };
      const started = performance.now();
      const { ci95, resamples } = intervalsOf(rows, [metric], 1)[metric];
      const seconds = (performance.now() - started) / 1000;
      const truth = population.truth(metric);
      assert.ok(ci95 && ci95[0] < truth && truth < ci95[1], `${ci95} holds ${truth}`);
      const by = resamples === undefined ? 'DeLong' : `${resamples} resamples`;
      return { answer: `${by}, ${ci95.map((end) => end.toFixed(4)).join(' to ')}`, seconds };
    },
  };
}

export const intervalCases = (): BenchCase[] => [
  intervalCase('roc_auc of 1,000,000 rows', 'roc_auc', 1_000_000),
  intervalCase('f1 of 100,000 rows', 'f1', 100_000),
];
