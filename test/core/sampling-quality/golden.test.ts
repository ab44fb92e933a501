/** Beside SciPy and scikit-learn: test/golden/make_sampling_quality.py. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { columnQualities } from '../../../src/core/sampling-quality/column-quality.js';
import type { LookedAt } from '../../../src/core/sampling-quality/looked-at.js';
import { nearestReal } from '../../../src/core/sampling-quality/nearest-real.js';
import { project } from '../../../src/core/sampling-quality/projection.js';
import { createEngine } from '../../../src/parallel/engine.js';
import { classTask, numbers, tableOf, words } from '../made-table.js';

interface Distances {
  q05: number;
  median: number;
  q95: number;
}

interface Golden {
  real: Record<string, number[]>;
  made: Record<string, number[]>;
  levels: string[];
  codes: [number[], number[]];
  ks: Record<string, number>;
  total_variation: number;
  nearest: { synthetic: Distances; real: Distances };
  explained: [number, number];
  projected: [number, number][];
}

const file = new URL('../../../../test/golden/sampling-quality.json', import.meta.url);
const golden = JSON.parse(readFileSync(file, 'utf8')) as Golden;
const names = Object.keys(golden.real);
const nReal = golden.codes[0].length;
const nMade = golden.codes[1].length;
const numeric = names.map((name) => numbers(name, [...golden.real[name], ...golden.made[name]]));
const category = words(
  'w',
  golden.codes.flat().map((code) => golden.levels[code]),
  golden.levels,
);

const lookedAt = (table: LookedAt['table']): LookedAt => ({
  table,
  y: new Float64Array(nReal + nMade).fill(1),
  nReal,
  base: Uint32Array.from({ length: nReal + nMade }, (_, row) => row % nReal),
});

/** Sums of a few hundred doubles in another order. */
const CLOSE = 1e-12;

const closeTo = (found: number | null | undefined, wanted: number, what: string, tolerance = CLOSE) =>
  assert.ok(Math.abs((found ?? Number.NaN) - wanted) <= tolerance, `${what}: ${found}, not ${wanted}`);

test("columns: SciPy's Kolmogorov-Smirnov statistic, and total variation of levels", () => {
  const found = columnQualities(lookedAt(tableOf(...numeric, category)), classTask(['0', '1']));
  assert.deepEqual(
    found.map(({ column, class: of }) => [column, of]),
    [...names, 'w'].map((name) => [name, '1']),
  );
  names.forEach((name, i) => {
    closeTo(found[i].ks, golden.ks[name], name);
  });
  closeTo(found[names.length].total_variation, golden.total_variation, 'levels');
});

test("distances: scikit-learn's nearest neighbours on standardised numbers", () => {
  const found = nearestReal(lookedAt(tableOf(...numeric)), createEngine());
  for (const at of ['q05', 'median', 'q95'] as const) {
    closeTo(found.synthetic[at], golden.nearest.synthetic[at], `new, ${at}`);
    closeTo(found.real?.[at], golden.nearest.real[at], `real, ${at}`);
  }
});

test("the projection: scikit-learn's principal components, but for their signs", () => {
  const found = project(lookedAt(tableOf(...numeric)), 42);
  assert.ok(found);
  golden.explained.forEach((share, i) => {
    closeTo(found.explained[i], share, `component ${i + 1}`);
  });
  const made = found.rows.filter(({ side }) => side === 'new');
  for (const [axis, i] of [['x', 0] as const, ['y', 1] as const]) {
    const sign = Math.sign(made[0][axis] * golden.projected[0][i]);
    // Coordinates are rounded to four decimals.
    golden.projected.forEach((row, at) => {
      closeTo(sign * made[at][axis], row[i], `row ${at}`, 5.1e-5);
    });
  }
});
