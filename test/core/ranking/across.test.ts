/** Learners over data sets: ranks by hand, what is left out and why, and the diagram of the critical difference. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AssayError } from '../../../src/core/errors.js';
import { metrics } from '../../../src/core/metrics/list.js';
import { rankAcross } from '../../../src/core/ranking/across.js';
import { compareAcrossDocument } from '../../../src/core/schemas/compare-across.js';
import {
  criticalDifferenceSpec,
  criticalDifferenceSvg,
} from '../../../src/report/plots/critical-difference.js';
import { entry } from './entries.js';

/** f1 of three learners on each data set. */
const SCORES: Record<string, Record<string, number>> = {
  red: { forest: 0.8, boost: 0.9, tree: 0.5 },
  green: { forest: 0.7, boost: 0.7, tree: 0.6 },
  blue: { forest: 0.6, boost: 0.8, tree: 0.7 },
};

let number = 0;
const version = (data: string, model: string, f1: number) => ({
  ...entry(++number, { f1: [f1 - 0.01, f1 + 0.01], model, data }),
  experiment: data,
});

const all = () =>
  Object.entries(SCORES).flatMap(([data, scores]) =>
    Object.entries(scores).map(([model, f1]) => version(data, model, f1)),
  );

describe('learners over data sets', () => {
  test('mean ranks, ties shared; Friedman and the critical difference of Demsar', () => {
    const document = rankAcross(all(), metrics.get('f1'), 0.05);
    assert.deepEqual(compareAcrossDocument.parse(JSON.parse(JSON.stringify(document))), document);
    assert.deepEqual(
      document.learners.map(({ name, ranks }) => [name, ranks]),
      [
        ['boost', [1, 1.5, 1]],
        ['forest', [2, 1.5, 3]],
        ['tree', [3, 3, 2]],
      ],
    );
    // q 2.343 for three learners (Demsar 2006, table 5) times sqrt(3 * 4 / (6 * 3)).
    assert.ok(Math.abs(document.critical_difference - 2.343 * Math.sqrt(12 / 18)) < 1e-3);
    assert.deepEqual(document.groups, [['boost', 'forest', 'tree']]);
    assert.equal(document.learners[0].p, null);
    assert.ok(document.friedman && document.friedman.p > 0.05);
  });

  test('a learner that a data set lacks is left out; so are leaky versions and older ones of a learner', () => {
    const entries = [...all(), version('red', 'knn', 0.9), version('blue', 'boost', 0.1)];
    const { learners, left_out: leftOut } = rankAcross(
      [...entries, { ...entry(90, { f1: [1, 1], leaky: true, data: 'red' }), experiment: 'red' }],
      metrics.get('f1'),
      0.05,
    );
    assert.equal(learners.length, 3);
    assert.deepEqual(leftOut.map(({ why }) => why).sort(), [
      'leaky: sampled before the split',
      'no version on green, blue',
    ]);
  });

  test('a data set goes by the folds that most learners were scored on, not by the newest run', () => {
    const easy = { ...entry(91, { f1: [1, 1], model: 'tree', data: 'red', split: 'easy', started: '2025' }) };
    const {
      learners,
      data_sets: sets,
      left_out: leftOut,
    } = rankAcross([...all(), { ...easy, version: 'red/v0091', experiment: 'red' }], metrics.get('f1'), 0.05);
    const tree = learners.find(({ name }) => name === 'tree');
    assert.equal(tree?.values[0], SCORES.red.tree);
    assert.deepEqual([sets[0].split_sha256, sets[0].folds], ['split', 'stratified, 2 folds']);
    assert.deepEqual(leftOut, [
      { what: 'red/v0091', why: 'other folds of the same rows (stratified, 2 folds)' },
    ]);
  });

  test('the usual cut is none: two classes and several have learners in common', () => {
    const cutAt = (threshold: number | null, data: string) =>
      ['forest', 'tree'].map((model, at) => {
        const one = version(data, model, 0.5 + at / 10);
        return { ...one, results: { ...one.results, threshold } };
      });
    const versions = [...cutAt(0.5, 'two'), ...cutAt(null, 'several')];
    assert.equal(rankAcross(versions, metrics.get('f1'), 0.05).learners.length, 2);
    assert.throws(
      () => rankAcross([...cutAt(0.3, 'two'), ...cutAt(null, 'several')], metrics.get('f1'), 0.05),
      AssayError,
    );
  });

  test('a data set of other learners is left out, not all learners', () => {
    const strange = ['theirs', 'boost'].map((model) => version('strange', model, 0.5));
    const {
      learners,
      data_sets: sets,
      left_out: leftOut,
    } = rankAcross([...strange, ...all()], metrics.get('f1'), 0.05);
    assert.deepEqual([sets.length, learners.length], [3, 3]);
    assert.deepEqual(leftOut, [
      { what: 'strange', why: 'too few learners in common with the other data sets' },
    ]);
  });

  test('with and without weights, and by another search, are learners of their own', () => {
    const like = (entries: ReturnType<typeof all>, more: object, options: object) =>
      entries.map((one) => ({
        ...one,
        version: `${one.version}, again`,
        started: '2025',
        results: { ...one.results, ...more },
        options: { ...one.options, ...options },
      }));
    const trees = () => all().filter(({ results }) => results.model === 'tree');
    const inner = { search: 'random', space: {}, trials: 5, folds: 3, values: [], mean: null, chosen: [] };
    const { learners, left_out: leftOut } = rankAcross(
      [
        ...all(),
        ...like(trees(), { weights: 'w' }, { weights: 'w' }),
        ...like(trees(), { inner }, { search: 'random', trials: 5 }),
      ],
      metrics.get('f1'),
      0.05,
    );
    assert.deepEqual(leftOut, []);
    assert.deepEqual(learners.map(({ name }) => name).sort(), [
      'boost',
      'forest',
      'tree',
      'tree search=random trials=5',
      'tree weights=w',
    ]);
  });

  test('two learners: the signed-rank test; fewer than two data sets: exit 2 and what to do', () => {
    const two = all().filter(({ results }) => results.model !== 'tree');
    const { friedman, signed_rank: signedRank } = rankAcross(two, metrics.get('f1'), 0.05);
    assert.equal(friedman, null);
    assert.equal(signedRank?.p, 0.5);
    const one = all().filter(({ experiment }) => experiment === 'red');
    assert.throws(
      () => rankAcross(one, metrics.get('f1'), 0.05),
      (error) => error instanceof AssayError && error.exitCode === 2 && /same models/.test(error.hint),
    );
  });
});

test('the diagram names every learner, and escapes what is markup', () => {
  const document = rankAcross(all(), metrics.get('f1'), 0.05);
  const learners = document.learners.map((one, at) => (at === 0 ? { ...one, name: '<b>&' } : one));
  const svg = criticalDifferenceSvg({ ...document, learners, groups: [] });
  assert.match(svg, /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/);
  assert.match(svg, /&#60;b&#62;&#38;/);
  assert.ok(!svg.includes('<b>'));
  assert.equal((svg.match(/<text/g) ?? []).length, 3 + 3 + 2);
  const spec = JSON.stringify(criticalDifferenceSpec(document));
  assert.match(spec, /vega-lite\/v5/);
  for (const { name } of document.learners) assert.ok(spec.includes(name));
});
