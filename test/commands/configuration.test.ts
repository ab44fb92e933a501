/** The pure parts of configuration: texts, variables and versions become layers of option values. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Command, Typed } from '../../src/commands/command.js';
import { layerOfSettings } from '../../src/commands/configuration/from-settings.js';
import { layerOfVariables, nearMisses } from '../../src/commands/configuration/from-variables.js';
import { layerOfVersion } from '../../src/commands/configuration/from-version.js';
import {
  forTarget,
  joinLayers,
  layUnder,
  settleFormat,
  withParams,
} from '../../src/commands/configuration/merge.js';
import { settingsOfText } from '../../src/commands/configuration/project-file.js';
import { parseSets } from '../../src/commands/configuration/set.js';
import type { Layer } from '../../src/commands/configuration/setting.js';
import { cv } from '../../src/commands/cv.js';
import { eda } from '../../src/commands/eda.js';
import { listCommand } from '../../src/commands/list-versions.js';
import { schema } from '../../src/commands/schema.js';
import { train } from '../../src/commands/train.js';
import { tune } from '../../src/commands/tune.js';
import type { Options } from '../../src/core/schemas/options.js';

const FILE = '/project/assay.yaml';
const HERE = '/project';

const valuesOf = ({ values }: Layer) =>
  Object.fromEntries([...values].map(([name, { value }]) => [name, value]));
const textsOf = ({ params }: Layer) => params.map(({ text }) => text);

async function layerOf(yaml: string, command: Command = cv, cwd = HERE): Promise<Layer> {
  return layerOfSettings(await settingsOfText(yaml, FILE, 'assay.yaml'), command, cwd).layer;
}

const typedAs = (given: Typed['options'], options: Typed['options'] = {}): Typed => ({
  args: [],
  options: { folds: 5, ...options, ...given },
  given: new Set(Object.keys(given)),
  origins: new Map(),
  argv: [],
});

describe('a project file', () => {
  test('is settings with their lines, texts as they are written', async () => {
    const settings = await settingsOfText(
      "a: 007\nb:\n  c: ['1.0', x]\nd: ~\ne: 'null'\n",
      FILE,
      'assay.yaml',
    );
    assert.deepEqual(
      settings.map(({ path, value, place }) => [path.join('.'), value, place]),
      [
        ['a', '007', 'assay.yaml:1: '],
        ['b.c', ['1.0', 'x'], 'assay.yaml:3: '],
        ['d', null, 'assay.yaml:4: '],
        ['e', 'null', 'assay.yaml:5: '],
      ],
    );
  });

  test('may use anchors', async () => {
    const layer = await layerOf('train: &same {seed: 3}\ncv: *same\n');
    assert.deepEqual(valuesOf(layer), { seed: 3 });
  });

  test('keys with - or _, of the command over those of all, pairs, negations, paths', async () => {
    const yaml = `
cv: {split_seed: 3, no-header: true}
split-seed: 2
types: {zip: text, day: date}
splits: folds.csv
store: /else/where
steps: 3
`;
    assert.deepEqual(valuesOf(await layerOf(yaml, cv, '/project/below')), {
      'split-seed': 3,
      types: ['zip=text', 'day=date'],
      splits: '../folds.csv',
      store: '/else/where',
      header: false,
    });
  });

  test('parameters of all owners, nothing meaning none', async () => {
    const layer = await layerOf('params: {tree: {max_depth: ~}, smote: {k_neighbors: 3}}');
    assert.deepEqual(textsOf(layer), ['tree.max_depth=none', 'smote.k_neighbors=3']);
    assert.deepEqual(textsOf(await layerOf('params: {tree: {max_depth: 3}}', listCommand)), []);
  });
});

test('--set: texts as they stand, lists in brackets, quotes', async () => {
  const words = ['positive=>50K', 'drop=[a, "b,c"]', 'note="a # b"', 'params.tree.max_depth=3'];
  const settings = await parseSets(words, HERE);
  assert.deepEqual(
    settings.map(({ value }) => value),
    ['>50K', ['a', 'b,c'], 'a # b', '3'],
  );
  for (const word of ['folds', '=3', 'folds=', 'a..b=3'])
    await assert.rejects(parseSets([word], HERE), /KEY=VALUE/);
});

test('variables: types, negations, empty ones', () => {
  const env = {
    ASSAY_SPLIT_SEED: '7',
    ASSAY_NO_HEADER: '1',
    ASSAY_DROP: 'a,b',
    ASSAY_FOLDS: ' ',
    ASSAY_JSON: 'yes',
  };
  assert.deepEqual(valuesOf(layerOfVariables(env, cv)), {
    'split-seed': 7,
    header: false,
    drop: ['a', 'b'],
    json: true,
  });
  assert.throws(
    () => layerOfVariables({ ASSAY_FOLDS: '1' }, cv),
    /ASSAY_FOLDS takes a whole number from 2, got "1"/,
  );
  assert.match(nearMisses(['ASSAY_FODLS'], [cv])[0], /ASSAY_FOLDS/);
  assert.deepEqual(nearMisses(['ASSAY_SHARED_DATASETS'], [cv]), []);
});

describe('layers', () => {
  const layer = (values: Record<string, string | number | undefined>, params: string[] = []): Layer => ({
    values: new Map(
      Object.entries(values).map(([name, value]) => [name, { value, origin: { kind: 'set', key: name } }]),
    ),
    params: params.map((text) => ({ text, origin: { kind: 'set', key: text }, place: '' })),
  });

  test('the later is the stronger, a flag the strongest, undefined is back to the default', () => {
    const joined = joinLayers([
      layer({ folds: 3, time: 'day', seed: 1 }),
      layer({ folds: 4, time: undefined }),
    ]);
    const { options, origins } = layUnder(typedAs({ seed: 9 }), joined, cv);
    assert.deepEqual([options.folds, options.time, options.seed], [4, undefined, 9]);
    assert.equal(origins.get('seed')?.kind, 'flag');
    assert.equal(origins.get('folds')?.kind, 'set');
  });

  test('what was typed for a parameter replaces what was configured, by owner and name', () => {
    const { params } = layer({}, ['tree.max_depth=2', 'tree.max_depth=3', 'tree.min_samples_leaf=4']);
    const { options, origins } = withParams(typedAs({ param: ['max_depth=5'] }, { model: 'tree' }), params);
    assert.deepEqual(options.param, ['tree.min_samples_leaf=4', 'max_depth=5']);
    assert.equal(origins.has('params.tree.max_depth'), false);
  });

  test('a format of rows or ids is nothing to a command without', () => {
    assert.deepEqual(valuesOf(settleFormat(layer({ format: 'csv' }), eda)), {});
    assert.deepEqual(valuesOf(settleFormat(layer({ format: 'ids' }), schema)), {});
    assert.deepEqual(valuesOf(settleFormat(layer({ format: 'ids' }), eda)), { format: 'ids' });
    assert.deepEqual(valuesOf(settleFormat(layer({ format: 'csv' }), listCommand)), { format: 'csv' });
  });
});

describe('a version', () => {
  const reading = { delimiter: ';', encoding: null, header: null, na: [], types: ['zip=text'] };
  const modelling = {
    target: 'y',
    positive: '1',
    task: 'binary' as const,
    model: 'tree',
    params: { max_depth: null, min_samples_leaf: 3 },
    sampler: 'smote',
    sampler_params: { k_neighbors: 4 },
    class_weight: null,
    threshold: 0.4,
    features: null,
    drop: ['id'],
    keep: [],
    groups: null,
    time: null,
    splitter: 'stratified',
    splitter_params: {},
    folds: 3,
    repeats: 2,
    test_size: null,
    split_seed: 7,
    splits: null,
    metrics: ['f1'],
    by: 'f1',
    allow_leaky: false,
    leak: 'some',
  };
  const options: Options = {
    schema: 'assay/options/1',
    step: 'cv',
    data: 'a.csv',
    reading,
    seed: 9,
    modelling,
  };
  const version = { id: 'old/v0001', options, best: null, optionsFile: 'old/options.json' };

  test('becomes what could have been typed', () => {
    const layer = layerOfVersion(version, cv, cv);
    const { target, seed, delimiter, threshold, drop, keep, groups, splits, splitter, folds } =
      valuesOf(layer);
    assert.deepEqual(
      { target, seed, delimiter, threshold, drop, keep, groups, splits, splitter, folds },
      {
        ...{ target: 'y', seed: 9, delimiter: ';', threshold: '0.4', drop: ['id'], folds: 3 },
        ...{ keep: undefined, groups: undefined, splits: undefined, splitter: undefined },
      },
    );
    assert.deepEqual(textsOf(layer), [
      'tree.max_depth=none',
      'tree.min_samples_leaf=3',
      'smote.k_neighbors=4',
    ]);
    assert.equal(layer.values.get('allow-leaky')?.value, undefined);
    assert.equal(layer.values.has('experiment'), false);
  });

  test('folds that were given and a leak that was allowed are kept', () => {
    const kept = { ...options, modelling: { ...modelling, splits: [[0, 1]], allow_leaky: true } };
    const layer = layerOfVersion({ ...version, options: kept }, cv, cv);
    assert.equal(layer.values.get('splits')?.value, 'old/options.json');
    assert.equal(layer.values.get('allow-leaky')?.value, true);
  });

  test('another step takes what it has, and only what the first had', () => {
    const search = {
      search: 'random',
      trials: 4,
      space: { max_depth: { low: 2, high: 9, log: true } },
      fixed: [],
    };
    const tuned = { ...version, options: { ...options, step: 'tune' as const, tune: search } };
    assert.equal(layerOfVersion(version, cv, train).values.has('folds'), false);
    assert.equal(layerOfVersion(version, train, cv).values.has('folds'), false);
    assert.deepEqual(textsOf(layerOfVersion(version, cv, tune)), [
      'tree.min_samples_leaf=3',
      'smote.k_neighbors=4',
    ]);
    assert.deepEqual(textsOf(layerOfVersion(tuned, tune, tune)), [
      'tree.max_depth=2..9:log',
      'smote.k_neighbors=4',
    ]);
    const best = { number: 1, params: { max_depth: 5 }, value: 0.5 };
    assert.deepEqual(textsOf(layerOfVersion({ ...tuned, best }, tune, cv)), [
      'tree.max_depth=5',
      'smote.k_neighbors=4',
    ]);
  });

  test('says nothing about another target', () => {
    const layer = layerOfVersion(version, cv, cv);
    assert.equal(forTarget(layer, 'y').values.has('positive'), true);
    assert.equal(forTarget(layer, 'other').values.has('positive'), false);
    assert.equal(forTarget(layer, 'other').values.has('by'), false);
    assert.equal(forTarget(layer, 'other').values.has('folds'), true);
  });
});
