import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AssayError } from '../../../src/core/errors.js';
import type { Params } from '../../../src/core/params.js';
import { whyApart } from '../../../src/core/ranking/blocks.js';
import { flattenOptions, type RankEntry } from '../../../src/core/ranking/entry.js';
import { leaksByMessage } from '../../../src/core/ranking/leaks.js';
import { type RankOptions, rank } from '../../../src/core/ranking/rank.js';
import { parseRule } from '../../../src/core/ranking/rule.js';
import { compareDocument } from '../../../src/core/schemas/compare.js';
import { entry } from './entries.js';

const DEFAULTS: RankOptions = {
  by: 'f1',
  thenBy: [],
  groupBy: 'seed',
  rule: { id: 'best' },
  alpha: 0.05,
  test: 'corrected-t',
  correction: 'holm',
  rope: null,
  columns: null,
};

const ranked = (entries: RankEntry[], options: Partial<RankOptions> = {}) => {
  const document = rank(entries, { ...DEFAULTS, ...options });
  assert.deepEqual(compareDocument.parse(JSON.parse(JSON.stringify(document))), document);
  return document;
};

const failure = (work: () => unknown): AssayError => {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof AssayError);
    return error;
  }
  throw new Error('nothing was thrown');
};

const base = [0.5, 0.52, 0.48, 0.51, 0.49];
const shifted = (by: number, wobble = 0) =>
  base.map((value, i) => value + by + (i % 2 === 0 ? wobble : -wobble));

describe('groups', () => {
  const board = () => [
    entry(1, { f1: shifted(0, 0.001), model: 'tree' }),
    entry(2, { f1: shifted(0.05), model: 'boost' }),
    entry(3, { f1: shifted(0.049, 0.004), model: 'forest' }),
    entry(4, { f1: shifted(-0.2, 0.002), model: 'logistic' }),
  ];

  test('order, leaders, p, and the row under the constant answer', () => {
    const { rows, chosen, baseline, tests } = ranked(board());
    assert.deepEqual(
      rows.map(({ version }) => version.slice(-1)),
      ['2', '3', '1', '4'],
    );
    assert.deepEqual(
      rows.map(({ group }) => group),
      [1, 1, 2, 3],
    );
    assert.equal(rows[0].p, null);
    assert.ok((rows[1].p ?? 0) > 0.05);
    assert.deepEqual(
      rows.map(({ worse_than_baseline: worse }) => worse),
      [false, false, false, true],
    );
    assert.equal(chosen?.version, 'exp/v0002');
    assert.equal(baseline?.answer, 'always 1');
    assert.deepEqual(tests, {
      test: 'corrected-t',
      correction: 'holm',
      comparisons: 6,
      folds: 5,
      split_sha256: 'split',
    });
  });

  test('a noisy row below the border is unsure', () => {
    const noisy = [0.9, 0.1, 0.8, 0.1, 0.4];
    const { rows } = ranked([...board().slice(0, 3), entry(5, { f1: noisy, model: 'knn' })]);
    const last = rows[3];
    assert.equal(last.version, 'exp/v0005');
    assert.equal(last.group, 2);
    assert.equal(last.unsure, true);
    assert.equal(rows[2].unsure, undefined);
  });

  test('Holm: what one comparison tells apart, twenty do not', () => {
    const leader = entry(1, { f1: shifted(0.03), model: 'a' });
    const second = entry(2, { f1: shifted(0, 0.013), model: 'b' });
    assert.equal(ranked([leader, second]).rows[1].group, 2);
    const others = Array.from({ length: 19 }, (_, i) =>
      entry(i + 3, { f1: [0.9, 0.1, 0.6, 0.2, 0.55].map((v) => v + i / 1000), model: `m${i}` }),
    );
    const { rows } = ranked([leader, second, ...others]);
    assert.equal(rows.find(({ version }) => version === 'exp/v0002')?.group, 1);
  });

  test('equal scores are one group in the order of age', () => {
    const { rows } = ranked([entry(3, { f1: base, model: 'b' }), entry(2, { f1: base, model: 'a' })]);
    assert.deepEqual(
      rows.map(({ version, group, p }) => [version, group, p]),
      [
        ['exp/v0002', 1, null],
        ['exp/v0003', 1, 1],
      ],
    );
  });

  test('other folds of the same rows: compared unpaired, and marked', () => {
    const entries = [...board(), entry(5, { f1: shifted(0.02), model: 'knn', split: 'other' })];
    const { rows } = ranked(entries);
    const other = rows.find(({ version }) => version === 'exp/v0005');
    assert.equal(other?.folds, 'other');
    assert.equal(other?.group, 1);
    assert.equal(rows[0].folds, undefined);
    const paired = ranked([...board(), entry(5, { f1: shifted(0.02), model: 'knn' })]);
    assert.equal(paired.rows.find(({ version }) => version === 'exp/v0005')?.group, 2);
  });

  test('scores of all rows at once are compared by no test of folds, and none is counted', () => {
    const pooled = (number: number, split: string, model: string) => {
      const made = entry(number, { f1: base, model, split, splitter: 'leave-one-out' });
      const { f1 } = made.results.metrics;
      const whole = { ...f1, estimate: 'pooled' as const, std: null, ci95: null, values: [f1.value] };
      return { ...made, results: { ...made.results, metrics: { f1: whole } } };
    };
    for (const split of ['one', 'other']) {
      const { rows, tests } = ranked([pooled(1, 'one', 'a'), pooled(2, split, 'b')]);
      assert.deepEqual([rows[1].p, rows[1].group, tests.comparisons], [null, 1, 0]);
    }
  });

  test('how many repeats would part the first group', () => {
    const { more_repeats: more } = ranked([
      entry(1, { f1: shifted(0.03), model: 'a' }),
      entry(2, { f1: shifted(0, 0.02), model: 'b' }),
    ]);
    assert.equal(more?.version, 'exp/v0002');
    assert.ok(more?.repeats && more.repeats >= 2 && more.repeats <= 10);
    const hopeless = ranked([
      entry(1, { f1: base, model: 'a' }),
      entry(2, { f1: shifted(0, 0.02), model: 'b' }),
    ]);
    assert.equal(hopeless.more_repeats?.repeats, null);
    const ours = entry(1, { f1: shifted(0.03), model: 'a' });
    const theirs = { ...entry(2, { f1: shifted(0, 0.02), model: 'b' }), step: 'score' as const };
    assert.equal(ranked([ours, theirs]).more_repeats, null);
    for (const splitter of ['time', 'leave-one-group-out', 'predefined', 'given']) {
      const fixed = ['a', 'b'].map((model, at) =>
        entry(at, { f1: shifted(0.03 * at, 0.02 * at), model, splitter }),
      );
      assert.equal(ranked(fixed).more_repeats, null, splitter);
    }
  });
});

describe('rows', () => {
  test('versions that differ only in seed are one row, each fold their mean', () => {
    const entries = [
      entry(7, { f1: [0.4, 0.6], seed: 2, seconds: 4 }),
      entry(3, { f1: [0.6, 0.6], seed: 1, seconds: 2 }),
      entry(4, { f1: [0.1, 0.1], seed: 1, sampler: 'smote' }),
    ];
    const [row, other] = ranked(entries).rows;
    assert.deepEqual(
      [row.version, row.versions, row.seeds, row.seconds],
      ['exp/v0003', ['exp/v0003', 'exp/v0007'], [1, 2], 3],
    );
    assert.deepEqual(row.metrics.f1.values, [0.5, 0.6]);
    assert.deepEqual(row.differs, {});
    assert.deepEqual(other.differs, { sampler: 'smote' });
    assert.equal(ranked(entries, { groupBy: 'version' }).rows.length, 3);
  });

  test('differs: what varies and is not at its default', () => {
    const options = flattenOptions({
      threshold: 0.3,
      params: { depth: 3 },
      sampler_params: { k: 5 },
      drop: ['a'],
    });
    assert.deepEqual(options, { threshold: 0.3, 'params.depth': 3, 'sampler_params.k': 5, drop: ['a'] });
    const { rows } = ranked([
      entry(1, { f1: shifted(0.1), sampler: 'smote', options }),
      entry(2, { f1: base, options: { drop: [] } }),
    ]);
    assert.deepEqual(rows[0].differs, {
      sampler: 'smote',
      threshold: 0.3,
      depth: 3,
      'smote.k': 5,
      drop: ['a'],
    });
    assert.deepEqual(rows[1].differs, {});
  });

  test('a version without the metric is null and last; undefined folds stay visible', () => {
    const { rows, chosen } = ranked(
      [entry(1, { f1: base, model: 'a' }), entry(2, { f1: base, model: 'b', accuracy: base })],
      { by: 'accuracy' },
    );
    assert.deepEqual(
      rows.map(({ version, group, metrics: values }) => [version, group, values.accuracy.value]),
      [
        ['exp/v0002', 1, 0.5],
        ['exp/v0001', 2, null],
      ],
    );
    assert.equal(chosen?.version, 'exp/v0002');
    const gaps = ranked([
      entry(1, { f1: [null, null, 0.5] }),
      entry(2, { f1: [null, 0.4, 0.4], model: 'b' }),
    ]);
    assert.equal(gaps.rows[1].metrics.f1.value, null);
    assert.equal(gaps.rows[1].metrics.f1.undefined.length, 2);
  });

  test('one-se takes the simplest within one standard error, whatever the time', () => {
    const entries = [
      entry(1, { f1: shifted(0.005), model: 'forest', seconds: 1 }),
      entry(2, { f1: base, model: 'logistic', seconds: 90 }),
      entry(3, { f1: shifted(0.001), model: 'logistic', sampler: 'smote', seconds: 3 }),
      entry(4, { f1: shifted(-0.1), model: 'dummy', seconds: 1 }),
    ];
    assert.equal(ranked(entries, { rule: { id: 'one-se' } }).chosen?.version, 'exp/v0002');
    const best = ranked(entries);
    assert.equal(best.chosen?.version, 'exp/v0001');
    assert.equal(best.other_rule?.version, 'exp/v0002');
    assert.match(best.chosen?.why ?? '', /highest f1, 0\.505/);
  });
});

describe('the simplest', () => {
  const sized = (number: number, by: number, params: Params, options = {}) => {
    const made = entry(number, {
      f1: shifted(by),
      model: 'forest',
      options: { ...options, 'params.n': number },
    });
    return { ...made, results: { ...made.results, params } };
  };
  const taken = (...entries: RankEntry[]) =>
    ranked(entries, { rule: { id: 'one-se' } }).chosen?.version.slice(-1);

  test('of one model the one that no parameter makes larger', () => {
    const deep = sized(1, 0.002, { n_estimators: 100, max_depth: null });
    assert.equal(taken(deep, sized(2, 0, { n_estimators: 100, max_depth: 3 })), '2');
    assert.equal(taken(deep, sized(2, 0, { n_estimators: 10, max_depth: null })), '2');
    assert.equal(taken(deep, sized(2, 0, { n_estimators: 1000, max_depth: null })), '1');
    assert.equal(taken(deep, sized(2, 0, { n_estimators: 200, max_depth: 3 })), '1');
  });

  test('a cut that was chosen is no simple one', () => {
    const params = { n_estimators: 100 };
    assert.equal(taken(sized(1, 0.002, params, { threshold: 'f1' }), sized(2, 0, params)), '2');
  });

  test('where no standard error is known it is the best, and why is said', () => {
    const train = (number: number, f1: number, model: string) =>
      entry(number, { f1: [f1], model, step: 'train', splitter: 'hold-out' });
    const { chosen, other_rule: other } = ranked([train(1, 0.8, 'forest'), train(2, 0.8, 'logistic')], {
      rule: { id: 'one-se' },
    });
    assert.equal(chosen?.version, 'exp/v0001');
    assert.match(chosen?.why ?? '', /no standard error/);
    assert.equal(other, null);
    const whole = (number: number, model: string) => {
      const made = entry(number, { f1: shifted(-number / 1000), model, splitter: 'bootstrap' });
      const f1 = { ...made.results.metrics.f1, estimate: '.632+' as const, std: null, ci95: null };
      return { ...made, results: { ...made.results, metrics: { f1 } } };
    };
    assert.equal(taken(whole(1, 'forest'), whole(2, 'logistic')), '1');
  });
});

describe('what a person asks for', () => {
  const trio = () => [
    entry(1, { f1: shifted(0.002, 0.001), model: 'boost', fitSeconds: 9, tags: ['a'] }),
    entry(2, { f1: base, model: 'forest', fitSeconds: 2, options: { 'params.depth': 3 } }),
    entry(3, { f1: shifted(-0.001, 0.004), model: 'logistic', fitSeconds: 2 }),
    entry(4, { f1: shifted(-0.2, 0.002), model: 'dummy', fitSeconds: 0.1 }),
  ];

  test('a rerun with the same seed counts once', () => {
    const [row] = ranked([
      entry(1, { f1: [0.4, 0.6], seed: 1 }),
      entry(2, { f1: [0.8, 0.8], seed: 2 }),
      entry(3, { f1: [0.8, 0.8], seed: 2 }),
    ]).rows;
    assert.deepEqual(row.versions, ['exp/v0001', 'exp/v0002', 'exp/v0003']);
    const values = row.metrics.f1.values.map((value) => Number(value?.toFixed(12)));
    assert.deepEqual(values, [0.6, 0.7]);
  });

  test('later keys order the rows of a group, never move one out of it, and leave the best one chosen', () => {
    const { rows, chosen, then_by: keys } = ranked(trio(), { thenBy: ['train_time', 'accuracy'] });
    assert.deepEqual(
      rows.map(({ model, group, rank: at }) => [model, group, at]),
      [
        ['forest', 1, 1],
        ['logistic', 1, 2],
        ['boost', 1, 3],
        ['dummy', 2, 4],
      ],
    );
    assert.deepEqual(keys, ['fit_time', 'accuracy']);
    assert.equal(rows[2].p, null);
    assert.equal(chosen?.version, 'exp/v0001');
    assert.match(failure(() => ranked(trio(), { thenBy: ['fit_tim'] })).hint, /did you mean "fit_time"/);
  });

  test('Benjamini-Hochberg tells apart what Holm does not', () => {
    // Each 0.03 below with p 0.01, and with one another at 0: the least of ten p, four times.
    const noisy = [0, 1, 2, 3].map((at) =>
      entry(at + 2, {
        f1: base.map((value, i) => value - 0.03 + (i === at ? 0.01374 : i === at + 1 ? -0.01374 : 0)),
        model: `m${at}`,
      }),
    );
    const entries = [entry(1, { f1: base, model: 'boost' }), ...noisy];
    const least = (correction: 'holm' | 'bh') =>
      Math.min(
        ...ranked(entries, { correction }).rows.flatMap(({ p, group }) =>
          p === null || group > 1 ? [] : [p],
        ),
      );
    assert.ok(ranked(entries, { correction: 'bh' }).tests.correction === 'bh');
    assert.ok(least('holm') > 0.05);
    assert.equal(ranked(entries, { correction: 'holm' }).rows[1].group, 1);
    assert.equal(ranked(entries, { correction: 'bh' }).rows[1].group, 2);
  });

  test('rope: better, equal or worse than the best row, in both directions of a metric', () => {
    const { rows } = ranked(trio(), { rope: 0.01 });
    assert.equal(rows[0].probability, null);
    const near = rows[1].probability;
    const far = rows[3].probability;
    assert.ok(near && far && near.equal > 0.9 && far.worse > 0.99);
    assert.ok(Math.abs(near.better + near.equal + near.worse - 1) < 1e-12);
    assert.ok((rows[2].probability?.equal ?? 1) < near.equal);
    assert.equal('probability' in ranked(trio()).rows[0], false);
  });

  test('rope: a row without the metric has no probability', () => {
    const entries = [
      entry(1, { f1: base, accuracy: base, model: 'a' }),
      entry(2, { f1: base, accuracy: shifted(0.01), model: 'b' }),
      entry(3, { f1: base, model: 'c' }),
    ];
    const { rows } = ranked(entries, { by: 'accuracy', rope: 0.01 });
    assert.equal(rows[2].probability, null);
    assert.ok(rows[1].probability);
  });

  test('5x2cv-f: F of ten differences, by hand; other designs are refused', () => {
    const ten = [0.7, 0.72, 0.71, 0.69, 0.7, 0.73, 0.72, 0.7, 0.69, 0.71];
    const gaps = [-0.02, 0.04, 0.03, 0.01, 0.02, 0.02, 0.05, 0.03, 0.01, 0.02];
    const five = (number: number, f1: number[], model: string) => {
      const made = entry(number, { f1, model });
      const folds = made.results.folds.map((fold, at) => ({ ...fold, repeat: at >> 1, fold: at % 2 }));
      const split = { ...made.results.split, folds: 2, repeats: 5 };
      return { ...made, results: { ...made.results, folds, split } };
    };
    const entries = [
      five(1, ten, 'a'),
      five(
        2,
        ten.map((value, i) => value - gaps[i]),
        'b',
      ),
    ];
    const { rows, tests } = ranked(entries, { test: '5x2cv-f' });
    // 0.0077, the sum of squares, over twice the sum of the variances of each repeat's two, 0.00225:
    // F = 1.7111, and scipy.stats.f.sf(F, 10, 5) is
    assert.ok(Math.abs((rows[1].p ?? 0) - 0.28772069807595) < 1e-12, String(rows[1].p));
    assert.equal(tests.test, '5x2cv-f');
    assert.match(failure(() => ranked(trio(), { test: '5x2cv-f' })).hint, /--folds 2 --repeats 5/);
  });

  test('pct-loss takes the simplest that loses no more', () => {
    const rule = (typed: string) => ranked(trio(), { rule: parseRule(typed) }).chosen;
    // The best is 0.5022; logistic, 0.4998, is 0.5 % less, and dummy 40 %.
    assert.equal(rule('pct-loss=1')?.version, 'exp/v0003');
    assert.equal(rule('pct-loss=0')?.version, 'exp/v0001');
    assert.equal(rule('pct-loss=50')?.version, 'exp/v0004');
    assert.equal(rule('pct-loss=1')?.rule, 'pct-loss=1');
    for (const typed of ['pct-loss', 'pct-loss=x', 'pct-loss=-1', 'worst']) {
      assert.equal(failure(() => parseRule(typed)).exitCode, 2);
    }
  });

  test('columns: metrics, measures, options and tags; an unknown one is named', () => {
    const { rows } = ranked(trio(), { columns: ['f1_score', 'latency', 'model_size', 'depth', 'tags'] });
    assert.deepEqual(rows[1].columns, {
      f1: rows[1].metrics.f1.value,
      predict_time: 0.01,
      model_bytes: null,
      depth: 3,
      tags: [],
    });
    assert.deepEqual([rows[0].columns?.tags, rows[0].columns?.depth], [['a'], null]);
    assert.match(failure(() => ranked(trio(), { columns: ['dept'] })).hint, /did you mean "depth"/);
  });
});

describe('blocks', () => {
  test('what cannot be ranked stands apart, with why', () => {
    const { rows, blocks } = ranked([
      entry(1, { f1: base }),
      entry(2, { f1: base, model: 'boost' }),
      entry(3, { f1: [0.9], step: 'train', splitter: 'hold-out', split: 'h' }),
      entry(4, { f1: shifted(0.3), leaky: true }),
      entry(5, { f1: shifted(0.3), step: 'tune' }),
      entry(6, { f1: shifted(0.3), data: 'bbbbbbbb' }),
      entry(7, { f1: shifted(0.3), splitter: 'time', split: 't' }),
    ]);
    assert.equal(rows.length, 2);
    assert.deepEqual(
      blocks.map((block) => [block.why, block.rows[0].version.slice(-1)]),
      [
        ['another protocol (20 % hold-out)', '3'],
        ['leaky: sampled before the split', '4'],
        ['chosen on the folds it is scored on', '5'],
        ['other data (sha256 bbbbbb)', '6'],
        ['another protocol (time, 5 folds)', '7'],
      ],
    );
  });

  const outside = (number: number, given: Parameters<typeof entry>[1], weights?: string): RankEntry => {
    const made = entry(number, { model: 'theirs', ...given });
    return { ...made, step: 'score', results: { ...made.results, weights } };
  };

  test('weights are of metrics in score alone: such metrics are not ranked with unweighted ones', () => {
    const cv = [entry(1, { f1: base }), entry(2, { f1: base, model: 'boost' })];
    const fitWeighted = cv.map((one) => ({ ...one, results: { ...one.results, weights: 'w' } }));
    const { rows, blocks } = ranked([cv[0], fitWeighted[1], outside(3, { f1: shifted(0.3) }, 'w')]);
    assert.equal(rows.length, 2);
    assert.deepEqual(
      blocks.map(({ why }) => why),
      ['weighted metrics (--weights w)'],
    );
    assert.deepEqual(ranked([...cv, outside(4, { f1: base })]).blocks, []);
  });

  test('costs part by whatever name they rank, or order the rows of a group', () => {
    const costly = (number: number, cost: string[]) => {
      const made = entry(number, { f1: base, model: `m${number}` });
      const results = { ...made.results, cost, metrics: { ...made.results.metrics, cost: COST } };
      return { ...made, results };
    };
    const COST = { ...entry(1, { f1: base }).results.metrics.f1, direction: 'min' as const };
    const entries = [costly(1, ['fp=1', 'fn=5']), costly(2, ['fp=1', 'fn=9']), costly(3, ['fp=1', 'fn=5'])];
    for (const asked of [{ by: 'cost' }, { by: 'mean_cost' }, { by: 'COST' }, { thenBy: ['mean_cost'] }]) {
      const { rows, blocks } = ranked(entries, asked);
      assert.deepEqual([rows.length, blocks[0]?.why], [2, 'other costs (--cost)'], JSON.stringify(asked));
    }
    assert.equal(ranked(entries).rows.length, 3);
    assert.equal(whyApart(entries[0], entries[1], 'mean_cost'), 'other costs (--cost)');
    assert.equal(whyApart(entries[0], entries[1], 'f1'), '');
  });

  test('given folds are ranked with others only where they are the same ones', () => {
    const { rows, blocks } = ranked([
      entry(1, { f1: base }),
      entry(2, { f1: base, model: 'boost' }),
      entry(3, { f1: base, model: 'tree', splitter: 'given' }),
      entry(4, { f1: base, model: 'knn', splitter: 'predefined', split: 'sites' }),
    ]);
    assert.equal(rows.length, 3);
    assert.deepEqual(
      blocks.map(({ why }) => why),
      ['another protocol (predefined, 5 folds)'],
    );
    const given = [3, 4].map((at) => entry(at, { f1: base, model: `m${at}`, splitter: 'given' }));
    assert.deepEqual(ranked(given).blocks, []);
  });

  test('a .632+ value and a mean over the same bootstrap folds are never one row, nor ranked together', () => {
    const bootstrapped = (number: number, model: string, estimate?: '.632+') => {
      const made = entry(number, {
        f1: base,
        model,
        seed: number,
        splitter: estimate ? 'bootstrap' : 'given',
      });
      const { f1 } = made.results.metrics;
      const metrics = { f1: { ...f1, estimate: estimate ?? f1.estimate }, accuracy: f1 };
      return { ...made, results: { ...made.results, metrics } };
    };
    const entries = [
      bootstrapped(1, 'naive-bayes', '.632+'),
      bootstrapped(2, 'tree'),
      bootstrapped(3, 'tree', '.632+'),
    ];
    const { rows, blocks } = ranked(entries);
    assert.deepEqual(
      rows.map(({ versions }) => versions),
      [['exp/v0001'], ['exp/v0003']],
    );
    assert.deepEqual(
      blocks.map(({ why }) => why),
      ['another estimate: f1 by the mean over folds'],
    );
    assert.equal(whyApart(entries[1], entries[2], 'f1'), 'another estimate: f1 is .632+');
    const byAccuracy = ranked(entries, { by: 'accuracy' });
    assert.equal(byAccuracy.rows.length, 3);
  });

  test('what gave the target away stands in the rows that owe to it, of every version of the row', () => {
    const leak = { id: 'target-sum', columns: ['a', 'b'], message: '"a" + "b" equals the target' };
    const small = { id: 'classes-missing', columns: [], message: 'fold 2 lacks a class' };
    const leaking = (number: number, warnings: object[]) => {
      const made = entry(number, { f1: base, model: `m${Math.floor(number / 2)}`, seed: number });
      return { ...made, results: { ...made.results, warnings } } as RankEntry;
    };
    const { rows } = ranked([leaking(1, [small]), leaking(2, [small]), leaking(3, [leak, small])]);
    assert.deepEqual(
      rows.map(({ leaks }) => leaks),
      [undefined, [leak.message]],
    );
    assert.deepEqual(leaksByMessage(rows), [{ message: leak.message, versions: ['exp/v0002', 'exp/v0003'] }]);
  });

  test('--by of a measure: it may be a later key', () => {
    const { exitCode, hint } = failure(() => ranked([entry(1, { f1: base })], { by: 'train_time' }));
    assert.deepEqual([exitCode, hint], [2, 'name it after a metric: --by f1,fit_time']);
  });

  test('most versions; of equal blocks the newest', () => {
    const first = entry(1, { f1: base, data: 'old' });
    const second = entry(2, { f1: base, data: 'new' });
    assert.equal(ranked([first, second]).rows[0].version, 'exp/v0002');
    const more = entry(3, { f1: base, data: 'old', model: 'b', started: '2023-01-01T00:00:00Z' });
    assert.equal(ranked([first, second, more]).rows.length, 2);
  });

  test('only tuned versions: nothing is ranked, nothing is chosen', () => {
    const { rows, chosen, baseline, blocks } = ranked([entry(1, { f1: base, step: 'tune' })]);
    assert.deepEqual([rows, chosen, baseline, blocks.length], [[], null, null, 1]);
  });
});

describe('what cannot be asked', () => {
  const board = [entry(1, { f1: base, multiclass: true })];

  test('nothing done, an unknown metric, one that nobody has', () => {
    assert.equal(failure(() => ranked([])).exitCode, 2);
    assert.match(failure(() => ranked([])).hint, /assay cv/);
    assert.match(failure(() => ranked([entry(1, { f1: base })], { by: 'f11' })).hint, /did you mean "f1"/);
    assert.match(failure(() => ranked([entry(1, { f1: base })], { by: 'mcc' })).hint, /they have f1/);
  });

  test('bare f1 on more classes names the three forms; without --by the default of the task', () => {
    const error = failure(() => ranked(board));
    assert.equal(error.exitCode, 2);
    assert.equal(error.hint, 'use f1_macro, f1_micro, f1_weighted, f1:CLASS for one class');
    assert.equal(ranked(board, { by: null }).by, 'f1_macro');
  });
});
