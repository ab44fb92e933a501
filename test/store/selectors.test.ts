import assert from 'node:assert/strict';
import { cpSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { AssayError } from '../../src/core/errors.js';
import { experimentToWrite } from '../../src/store/current-experiment.js';
import { addLabels, removeTag } from '../../src/store/labels.js';
import { type SelectOptions, select, selectOne } from '../../src/store/selectors.js';
import { newTagName } from '../../src/store/short-selectors.js';
import { claimOf, doneVersion, quietStore, temporaryFolder } from './fixture.js';

/** credit: v1 cv, v2 cv (failed), v3 train, v4 cv (running); churn: v1 cv, begun later. */
async function twoExperiments(context: TestContext) {
  const cwd = temporaryFolder(context);
  const store = quietStore(join(cwd, 'experiments'));
  const first = await doneVersion(store, 'credit', 0.4);
  const second = await claimOf(store, 'credit');
  await second.fail(new Error('crash'));
  const third = await claimOf(store, 'credit', 'train', 'boost');
  await third.writeJson('results.json', { schema: 'assay/results-train/1', by: 'f1' });
  await third.finish({ timings: {} });
  await claimOf(store, 'credit');
  store.clock.pass(60);
  const churn = await doneVersion(store, 'churn', 0.6);
  addLabels(first.dir, { tags: ['baseline', '@both'], note: 'the first' });
  addLabels(third.dir, { tags: ['both'] });
  addLabels(churn.dir, { tags: ['champion'] });
  const ids = (selectors: string[], options: Partial<SelectOptions> = {}) =>
    select(store, selectors, { cwd, ...options }).versions.map(({ id }) => id);
  return { cwd, store, ids, first };
}

const usage = (message: RegExp, hint: RegExp) => (error: unknown) => {
  assert.ok(error instanceof AssayError, String(error));
  assert.equal(error.exitCode, 2);
  assert.match(error.message, message);
  assert.match(error.hint, hint);
  return true;
};

const inCredit = { experiment: 'credit' };

describe('selectors', () => {
  test('name versions', async (context) => {
    const { ids } = await twoExperiments(context);
    const table: [string[], string[]][] = [
      [['credit/v0003'], ['credit/v0003']],
      [['credit/v3'], ['credit/v0003']],
      [['v3'], ['credit/v0003']],
      [['V0003'], ['credit/v0003']],
      [['v0003-train-boost'], ['credit/v0003']],
      [['last'], ['credit/v0004']],
      [['last:train'], ['credit/v0003']],
      [['churn/last'], ['churn/v0001']],
      [['@baseline'], ['credit/v0001']],
      [['@both'], ['credit/v0001', 'credit/v0003']],
      [['@champion'], ['churn/v0001']],
      [['v2:v3'], ['credit/v0002', 'credit/v0003']],
      [['v3:v99'], ['credit/v0003', 'credit/v0004']],
      [['credit/v1:v2'], ['credit/v0001', 'credit/v0002']],
      [['churn'], ['churn/v0001']],
      [['churn/'], ['churn/v0001']],
      [[], ['credit/v0001', 'credit/v0002', 'credit/v0003', 'credit/v0004']],
      [
        ['v3', 'churn', 'v3:v4', 'v3'],
        ['credit/v0003', 'churn/v0001', 'credit/v0004'],
      ],
    ];
    for (const [selectors, expected] of table) {
      assert.deepEqual(ids(selectors, inCredit), expected, selectors.join(' '));
    }
  });

  test('last passes over what is not done when a command needs it so, and keeps to its steps', async (context) => {
    const { ids } = await twoExperiments(context);
    assert.deepEqual(ids(['last'], { ...inCredit, doneOnly: true }), ['credit/v0003']);
    assert.deepEqual(ids(['last'], { ...inCredit, steps: ['cv'] }), ['credit/v0004']);
    assert.deepEqual(ids([], { ...inCredit, steps: ['train', 'tune'] }), ['credit/v0003']);
  });

  test('paths name versions and experiments of any store', async (context) => {
    const { cwd, store, ids, first } = await twoExperiments(context);
    assert.deepEqual(ids([first.dir]), ['credit/v0001']);
    assert.deepEqual(ids(['experiments/churn']), ['churn/v0001']);
    assert.deepEqual(ids(['./experiments/credit/v0003-train-boost/']), ['credit/v0003']);
    mkdirSync(join(cwd, 'other'));
    cpSync(join(store.dir, 'churn'), join(cwd, 'other', 'copied'), { recursive: true });
    assert.deepEqual(ids(['other/copied/v0001-cv-forest', './other/copied']), ['copied/v0001']);
    renameSync(first.dir, join(cwd, 'alone'));
    assert.deepEqual(ids(['alone']), ['credit/v0001']);
    assert.throws(
      () => ids(['./other']),
      usage(/neither a version nor an experiment/, /store with copied.*--store/),
    );
    assert.throws(() => ids(['./nowhere']), usage(/no folder .\/nowhere/, /churn, credit/));
  });

  test('a filter keeps those that satisfy it', async (context) => {
    const { ids } = await twoExperiments(context);
    const kept = (filter: string) => ids(['credit', 'churn'], { filter });
    assert.deepEqual(kept('model in (forest, boost) and f1 > 0.5'), ['churn/v0001']);
    assert.deepEqual(kept('step = cv and state = done'), ['credit/v0001', 'churn/v0001']);
    assert.deepEqual(kept('tag = both'), ['credit/v0001', 'credit/v0003']);
    assert.deepEqual(kept('n_estimators >= 100 and sampler = smote'), ['credit/v0001', 'churn/v0001']);
    assert.throws(() => kept('f1 > 0.9'), usage(/none of 5 versions satisfies/, /assay list/));
    assert.throws(() => kept('f3 > 0.9'), usage(/"f3"/, /f1/));
  });

  test('last and best choose among what satisfies the filter', async (context) => {
    const { ids } = await twoExperiments(context);
    const chosen = (selector: string, filter: string) =>
      ids([selector], { ...inCredit, filter, chooseBest: (versions) => versions[0] });
    assert.deepEqual(chosen('last', 'state = done'), ['credit/v0003']);
    assert.deepEqual(chosen('last:cv', 'tag = baseline'), ['credit/v0001']);
    assert.deepEqual(chosen('credit/best:f1', 'step = train'), ['credit/v0003']);
    assert.deepEqual(ids(['last', 'v1', 'v2'], { ...inCredit, filter: 'tag = both' }), [
      'credit/v0003',
      'credit/v0001',
    ]);
    assert.throws(
      () => chosen('best:f1', 'state = failed'),
      usage(/none of 2 versions satisfies/, /assay list/),
    );
    assert.throws(() => chosen('v2', 'state = done'), usage(/credit\/v0002 does not satisfy/, /assay list/));
  });

  test('best hands the done versions to the ranking', async (context) => {
    const { ids } = await twoExperiments(context);
    let asked: unknown;
    const chosen = ids(['best:f1'], {
      ...inCredit,
      chooseBest(versions, metric) {
        asked = [versions.map(({ id }) => id), metric];
        return versions[0];
      },
    });
    assert.deepEqual(chosen, ['credit/v0001']);
    assert.deepEqual(asked, [['credit/v0001', 'credit/v0003'], 'f1']);
    assert.throws(() => ids(['best:f1'], inCredit), usage(/cannot be used here/, /v3/));
  });

  test('what names nothing says what there is', async (context) => {
    const { ids } = await twoExperiments(context);
    const table: [string, RegExp, RegExp][] = [
      ['v9', /no version credit\/v0009/, /credit\/v0001, .*credit\/v0004/],
      ['credit/v9', /no version credit\/v0009/, /credit\/v0004/],
      ['v8:v9', /from v0008 to v0009/, /credit\/v0004/],
      ['creditt/v3', /"creditt\/v3"/, /did you mean "credit\/v3"/],
      ['3', /"3"/, /did you mean v3/],
      ['credit/nothing', /"credit\/nothing"/, /experiments: churn, credit/],
      ['last:trian', /unknown step.*"trian"/, /train/],
      ['@basline', /unknown tag in credit "@basline"/, /did you mean "@baseline"/],
      ['', /empty selector/, /v3/],
    ];
    for (const [selector, message, hint] of table) {
      assert.throws(() => ids([selector], inCredit), usage(message, hint), selector);
    }
    assert.throws(() => ids(['v1'], { experiment: 'credot' }), usage(/experiment "credot"/, /"credit"/));
  });

  test('one is needed: several are listed', async (context) => {
    const { cwd, store } = await twoExperiments(context);
    const options = { cwd, ...inCredit };
    assert.equal(selectOne(store, '@baseline', options).version.id, 'credit/v0001');
    assert.throws(
      () => selectOne(store, '@both', options),
      usage(/"@both" names 2 versions/, /credit\/v0001-cv-forest, credit\/v0003-train-boost/),
    );
  });

  test('two folders of one number are told apart by their whole name', async (context) => {
    const { ids, first } = await twoExperiments(context);
    cpSync(first.dir, first.dir.replace(/forest$/, 'copy'), { recursive: true });
    assert.throws(() => ids(['v1'], inCredit), usage(/2 folders/, /v0001-cv-copy, v0001-cv-forest/));
    assert.deepEqual(ids(['v0001-cv-copy'], inCredit), ['credit/v0001']);
  });
});

describe('the current experiment', () => {
  test('as named, then the data, then the one written last', async (context) => {
    const { cwd, store } = await twoExperiments(context);
    const current = (hints: object) => select(store, ['v1'], { cwd, ...hints }).current;
    const all = { experiment: 'credit', dataStem: 'churn' };
    assert.deepEqual(current(all), { name: 'credit', guessed: false });
    assert.deepEqual(current({ dataStem: 'credit' }), { name: 'credit', guessed: false });
    assert.deepEqual(current({ dataStem: 'unknown' }), { name: 'churn', guessed: true });
    assert.deepEqual(current({}), { name: 'churn', guessed: true });
  });

  test('is not asked for when no selector needs it', async (context) => {
    const { cwd, store } = await twoExperiments(context);
    assert.equal(select(store, ['credit/v3', 'churn'], { cwd }).current, null);
  });

  test('an empty store says what to do', (context) => {
    const cwd = temporaryFolder(context);
    assert.throws(
      () => select(quietStore(join(cwd, 'none')), ['last'], { cwd }),
      usage(/no experiment/, /assay cv/),
    );
  });

  test('to write to: as named, else from the stem, made valid', () => {
    assert.equal(experimentToWrite({ dataStem: 'my data (1)' }), 'my-data-1');
    assert.equal(experimentToWrite({ dataStem: 'last' }), 'data-last');
    assert.equal(experimentToWrite({ dataStem: '..' }), 'data');
    assert.equal(experimentToWrite({ dataStem: 'a', experiment: 'b' }), 'b');
    assert.throws(
      () => experimentToWrite({ dataStem: 'a', experiment: '../b' }),
      usage(/"..\/b"/, /letters/),
    );
  });
});

describe('labels', () => {
  test('are added, sorted, once each, and taken away', async (context) => {
    const { first } = await twoExperiments(context);
    assert.deepEqual(addLabels(first.dir, { tags: ['a', 'both'] }).tags, ['a', 'baseline', 'both']);
    assert.deepEqual(removeTag(first.dir, '@baseline'), { tags: ['a', 'both'], note: 'the first' });
    assert.throws(() => addLabels(first.dir, { tags: ['a b'] }), usage(/"a b" cannot be a tag/, /letters/));
  });

  test('a new tag is no selector', () => {
    assert.equal(newTagName('@champion', ['credit']), 'champion');
    for (const name of ['v4', 'last', '@v2-final', 'credit', 'credit/v4']) {
      assert.throws(() => newTagName(name, ['credit']), usage(/names versions/, /assay tag v3:v4 champion/));
    }
  });
});
