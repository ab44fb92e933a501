import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AssayError } from '../../src/core/errors.js';
import { metrics } from '../../src/core/metrics/list.js';
import type { Metric, Scored } from '../../src/core/metrics/metric.js';
import { totalWeight, weightedSum } from '../../src/core/metrics/row-metric.js';
import { takeRows } from '../../src/core/metrics/take-rows.js';
import { stream } from '../../src/core/rng.js';
import type { Task, TaskKind } from '../../src/core/task.js';

const N = 120;
const CLASSES: Record<TaskKind, string[]> = {
  binary: ['no', 'yes'],
  multiclass: ['a', 'b', 'c'],
  regression: [],
};

/** Predictions that are right more often than not; `flawless` ones are always right. */
function madeScored(kind: TaskKind, flawless = false): Scored {
  const classes = CLASSES[kind];
  const rng = stream(11, kind);
  const K = classes.length;
  const rows = Array.from({ length: N }, () => {
    if (kind === 'regression') {
      const truth = 1 + rng.uniform() * 5;
      return { truth, predicted: flawless ? truth : truth + rng.uniform() - 0.4, proba: [] };
    }
    const truth = rng.below(K);
    const sure = flawless ? 1 : 0.2 + 0.6 * rng.uniform();
    const said = flawless || rng.uniform() < 0.75 ? truth : rng.below(K);
    const proba = classes.map((_, k) => (k === said ? sure : (1 - sure) / (K - 1)));
    return { truth, predicted: proba.indexOf(Math.max(...proba)), proba };
  });
  const task: Task = { kind, target: 'y', classes, positive: kind === 'binary' ? 1 : null };
  return {
    task,
    nRows: N,
    truth: Float64Array.from(rows, ({ truth }) => truth),
    predicted: Float64Array.from(rows, ({ predicted }) => predicted),
    proba: kind === 'regression' ? null : Float64Array.from(rows.flatMap(({ proba }) => proba)),
    costs:
      kind === 'regression'
        ? undefined
        : Float64Array.from(rows.flatMap(({ truth }, row) => classes.map((_, k) => (k === truth ? 0 : row)))),
  };
}

const definedValue = (metric: Metric, scored: Scored): number => {
  const { value } = metric.score(scored);
  assert.ok(value !== null, `${metric.id} is undefined`);
  return value;
};

/** Sums of the same numbers in another order, or as products in place of repeats. */
const close = (a: number, b: number) =>
  assert.ok(Math.abs(a - b) < 1e-11 * Math.max(1, Math.abs(b)), `${a}, not ${b}`);

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);

/** Each row 0 to 3 times. */
const counts = (() => {
  const rng = stream(5, 'counts');
  return Float64Array.from({ length: N }, () => rng.below(4));
})();

/** Where a whole array of `scored` has one number that is none. */
function spoilt(scored: Scored, field: 'truth' | 'predicted' | 'proba' | 'weights', at: number): Scored {
  const values = Float64Array.from(scored[field] ?? new Float64Array(N).fill(1));
  values[at] = Number.NaN;
  return { ...scored, [field]: values };
}

/** A list shorter than the class cannot hold all of it. */
const isShortList = ({ id }: Metric) => /^gain\b/.test(id);

const examples = metrics.families().map(({ id, example }) => metrics.get(`${id}@${example}`));
const ofOneClass = [...metrics.all(), ...examples]
  .filter((metric) => metric.ofOneClass)
  .map(({ id }) => metrics.get(`${id}:b`));
const all = [...new Set([...metrics.all(), ...examples, ...ofOneClass])];

/** The task that a metric is tried on. */
const kindsOf = (metric: Metric): readonly TaskKind[] =>
  metric.label === undefined ? metric.tasks : ['multiclass'];

for (const metric of all) {
  describe(`metric ${metric.id}`, () => {
    test('is found by its id', () => assert.equal(metrics.get(metric.id), metric));

    for (const kind of kindsOf(metric)) {
      const scored = madeScored(kind);

      test(`${kind}: lies in its range`, () => {
        const value = definedValue(metric, scored);
        assert.ok(value >= metric.range[0] && value <= metric.range[1], `${value}`);
      });

      test(`${kind}: right answers are no worse, in the stated direction, and reach the end of the range`, () => {
        const flawless = definedValue(metric, madeScored(kind, true));
        const flawed = definedValue(metric, scored);
        const best = metric.range[metric.direction === 'max' ? 1 : 0];
        assert.ok(
          metric.direction === 'max' ? flawless >= flawed : flawless <= flawed,
          `${flawless} against ${flawed}`,
        );
        if (Number.isFinite(best) && !isShortList(metric))
          assert.ok(Math.abs(flawless - best) < 1e-12, `${flawless}, not ${best}`);
      });

      test(`${kind}: the order of rows does not matter`, () => {
        const order = stream(3, 'order').shuffle(upTo(N));
        close(definedValue(metric, takeRows(scored, order)), definedValue(metric, scored));
      });

      test(`${kind}: a weight is as many rows, 0 is none`, () => {
        const repeated = takeRows(
          scored,
          upTo(N).flatMap((row) => Array<number>(counts[row]).fill(row)),
        );
        const weighted = { ...scored, weights: counts };
        close(definedValue(metric, weighted), definedValue(metric, repeated));
        const order = stream(4, 'order').shuffle(upTo(N));
        close(definedValue(metric, takeRows(weighted, order)), definedValue(metric, repeated));
      });

      test(`${kind}: equal weights are none`, () => {
        const equal = new Float64Array(N).fill(1);
        close(definedValue(metric, { ...scored, weights: equal }), definedValue(metric, scored));
      });

      test(`${kind}: its sums say the same of resampled rows`, () => {
        if (metric.sums === undefined) return;
        const { terms, combine } = metric.sums;
        const sums = terms(scored).map((term) => weightedSum({ ...scored, weights: counts }, term));
        const { value } = combine(sums, totalWeight({ ...scored, weights: counts }));
        assert.ok(value !== null);
        close(value, definedValue(metric, { ...scored, weights: counts }));
      });

      test(`${kind}: NaN is refused, naming the row`, () => {
        const fields = ['truth', 'predicted', 'weights'] as const;
        const read = metric.needs === 'probability' ? ([...fields, 'proba'] as const) : fields;
        for (const field of read) {
          assert.throws(
            () => metric.score(spoilt(scored, field, 2)),
            (error) =>
              error instanceof AssayError &&
              error.exitCode === 3 &&
              error.message.startsWith(
                field === 'proba' ? `row ${Math.floor(2 / scored.task.classes.length)} ` : 'row 2 ',
              ),
          );
        }
        const weightless = { ...scored, weights: new Float64Array(N) };
        assert.throws(() => metric.score(weightless), /every row that is scored weighs 0/);
      });

      test(`${kind}: undefined is null with a reason, on one row`, () => {
        const score = metric.score(takeRows(scored, [0]));
        if (score.value === null) assert.ok(score.reason.length > 0);
        else assert.ok(Number.isFinite(score.value));
      });
    }
  });
}
