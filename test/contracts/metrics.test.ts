import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { metrics } from '../../src/core/metrics/list.js';
import type { Metric, Scored } from '../../src/core/metrics/metric.js';
import { stream } from '../../src/core/rng.js';
import type { Task, TaskKind } from '../../src/core/task.js';

const N = 120;
const CLASSES: Record<TaskKind, string[]> = {
  binary: ['no', 'yes'],
  multiclass: ['a', 'b', 'c'],
  regression: [],
};

/** Predictions that are right more often than not; `flawless` ones are always right. */
function madeScored(
  kind: TaskKind,
  flawless = false,
  order = Array.from({ length: N }, (_, i) => i),
): Scored {
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
    truth: Float64Array.from(order, (i) => rows[i].truth),
    predicted: Float64Array.from(order, (i) => rows[i].predicted),
    proba: kind === 'regression' ? null : Float64Array.from(order.flatMap((i) => rows[i].proba)),
  };
}

const definedValue = (metric: Metric, scored: Scored): number => {
  const { value } = metric.score(scored);
  assert.ok(value !== null, `${metric.id} is undefined`);
  return value;
};

for (const metric of metrics.all()) {
  describe(`metric ${metric.id}`, () => {
    for (const kind of metric.tasks) {
      const scored = madeScored(kind);

      test(`${kind}: lies in its range`, () => {
        const value = definedValue(metric, scored);
        assert.ok(value >= metric.range[0] && value <= metric.range[1], `${value}`);
      });

      test(`${kind}: right answers are no worse, in the stated direction`, () => {
        const flawless = definedValue(metric, madeScored(kind, true));
        const flawed = definedValue(metric, scored);
        assert.ok(
          metric.direction === 'max' ? flawless >= flawed : flawless <= flawed,
          `${flawless} against ${flawed}`,
        );
      });

      test(`${kind}: the order of rows does not matter`, () => {
        const order = stream(3, 'order').shuffle(Array.from({ length: N }, (_, i) => i));
        assert.ok(
          Math.abs(definedValue(metric, madeScored(kind, false, order)) - definedValue(metric, scored)) <
            1e-12,
        );
      });

      test(`${kind}: undefined is null with a reason, on one row`, () => {
        const { task, proba } = scored;
        const one: Scored = {
          task,
          nRows: 1,
          truth: scored.truth.slice(0, 1),
          predicted: scored.predicted.slice(0, 1),
          proba: proba === null ? null : proba.slice(0, task.classes.length),
        };
        const score = metric.score(one);
        if (score.value === null) assert.ok(score.reason.length > 0);
        else assert.ok(Number.isFinite(score.value));
      });
    }
  });
}
