/**
 * The three leak contracts of the design (section 6), over every registered model and sampler, on numbers alone and on a
 * mixed table for which every encoder has work.
 *
 * Statistic of (a) and (b): T = sum over the tested rows of the probability that was given to the row's own class (for
 * numbers: prediction * truth). A permuted target makes the tested answers exchangeable given the training rows and
 * everything fitted on them, so T's exact mean and variance are those of Hoeffding's combinatorial sum (1951, "A
 * combinatorial central limit theorem", Annals of Mathematical Statistics 22:558-566): no estimate enters. Each round
 * permutes anew and tests one hold-out, so that rounds are independent and z = sum of the rounds' z / sqrt(rounds) is
 * standard normal, to good approximation. The bound is one-sided with Bonferroni's correction for the number of
 * combinations: if nothing leaks, one or more of them exceeds it with a probability of at most FAMILY_ERROR.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { calibrators } from '../../src/core/calibrators/list.js';
import { models } from '../../src/core/models/list.js';
import type { Model } from '../../src/core/models/model.js';
import { resolveParams } from '../../src/core/params.js';
import type { PipelineSpec } from '../../src/core/pipeline.js';
import { type FoldOutcome, foldJob, runFold } from '../../src/core/pipeline-jobs.js';
import { resample } from '../../src/core/resampling.js';
import { stream } from '../../src/core/rng.js';
import { samplers } from '../../src/core/samplers/list.js';
import { splitters } from '../../src/core/splitters/list.js';
import { type Fold, trainOnAll } from '../../src/core/splitters/splitter.js';
import { studentTQuantile } from '../../src/core/statistics/student-t.js';
import { sharedFloats } from '../../src/core/table.js';
import { nOutputs, type TaskData, type TaskKind } from '../../src/core/task.js';
import { createEngine } from '../../src/parallel/engine.js';
import { problemOf, readingOf } from '../core/made-table.js';
import { changedRows, dataWithSignal, permuted, type TableName, tableNames } from './leak-tables.js';

const FAMILY_ERROR = 0.01;
const ROUNDS = 5;
const N_ROWS = 600;
const SEED = 42;
const engine = createEngine();

interface Combination {
  readonly model: Model;
  readonly sampler: string;
  readonly kind: TaskKind;
  readonly table: TableName;
}

/** These samplers meet every model; all others one model, since what a sampler sees does not depend on the model. */
const MET_BY_ALL: readonly string[] = ['none', 'smote'];
const MEETS_ALL = 'tree';
const CHAINS: readonly string[] = ['smote+tomek-links', 'random-under+smote'];
/** A model that is no tree, with a sampler of each kind and with chains. */
const MEETS_KINDS = 'logistic';
const OF_EACH_KIND: readonly string[] = ['random-over', 'random-under', 'tomek-links', 'smote-enn'];

/** Samplers need classes; `none` goes with every task. */
function samplersOf({ id }: Model, kind: TaskKind): readonly string[] {
  if (kind === 'regression') return ['none'];
  if (id === MEETS_ALL) return [...samplers.ids(), ...CHAINS];
  return id === MEETS_KINDS ? [...MET_BY_ALL, ...OF_EACH_KIND, ...CHAINS] : MET_BY_ALL;
}

const combinations: readonly Combination[] = models
  .all()
  .flatMap((model) =>
    model.tasks.flatMap((kind) =>
      samplersOf(model, kind).flatMap((sampler) =>
        tableNames.map((table) => ({ model, sampler, kind, table })),
      ),
    ),
  );

const nameOf = ({ model, sampler, kind, table }: Combination) =>
  `${model.id}, sampler ${sampler}, ${kind}, ${table}`;

/** Standard normal quantile: Student's t at so many degrees of freedom that they do not matter. */
const BOUND = studentTQuantile(1 - FAMILY_ERROR / combinations.length, 1e9);

/** The defaults, but 8 trees. */
const fewTrees = ({ id, params }: Pick<Model, 'id' | 'params'>) =>
  resolveParams(id, params, Object.hasOwn(params, 'n_estimators') ? { n_estimators: 8 } : {});

function specOf(
  { model, sampler }: Combination,
  classWeight: PipelineSpec['classWeight'] = null,
): PipelineSpec {
  return {
    sampler: { id: sampler, params: fewTrees(samplers.get(sampler)) },
    model: { id: model.id, params: fewTrees(model) },
    classWeight,
    threshold: 0.5,
    seed: SEED,
  };
}

/** Half of the rows are tested, stratified by class as `train` does it. */
function holdOut({ task, table, y }: TaskData, round: number): Fold {
  const splitter = splitters.get('hold-out');
  const params = resolveParams(splitter.id, splitter.params, { test_size: 0.5 });
  return splitter.split(
    problemOf(table, [...y], { task, y }),
    params,
    stream(SEED, 'split', round),
    round,
  )[0];
}

/** The task of the workers itself. */
const fitAndPredict = (data: TaskData, fold: Fold, spec: PipelineSpec, save = false): Promise<FoldOutcome> =>
  runFold(
    data,
    foldJob(data, spec, fold, { save: save ? readingOf(data.table) : undefined }),
    engine,
    () => 0,
  );

/** Other answers for the tested rows. */
function changedAnswers(data: TaskData, tested: Uint32Array): TaskData {
  const y = sharedFloats(data.y.length);
  y.set(data.y);
  for (const row of tested) y[row] = y[row] === 0 ? 1 : 0;
  return { ...data, y };
}

/** (T - mean) / sd under the permutations of the tested answers; 0 when every arrangement gives the same T. */
function permutationZ({ task, y }: TaskData, tested: Uint32Array, output: Float64Array): number {
  const width = nOutputs(task);
  const n = tested.length;
  const truth = Float64Array.from(tested, (row) => y[row]);
  const gain = (row: number, answer: number) =>
    task.kind === 'regression' ? output[row] * answer : output[row * width + answer];
  const rows = Array.from(tested.keys());
  const byRow = rows.map((i) => rows.reduce((sum, j) => sum + gain(i, truth[j]), 0) / n);
  const byAnswer = rows.map((j) => rows.reduce((sum, i) => sum + gain(i, truth[j]), 0) / n);
  const overall = byRow.reduce((sum, value) => sum + value, 0) / n;
  let squares = 0;
  for (const i of rows) {
    for (const j of rows) squares += (gain(i, truth[j]) - byRow[i] - byAnswer[j] + overall) ** 2;
  }
  const sd = Math.sqrt(squares / (n - 1));
  const total = rows.reduce((sum, i) => sum + gain(i, truth[i]), 0);
  return sd < 1e-9 ? 0 : (total - n * overall) / sd;
}

/** @param dataOf the data of a round, before it is split */
async function scoreZ(combination: Combination, dataOf: (round: number) => TaskData): Promise<number> {
  let sum = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const data = dataOf(round);
    const fold = holdOut(data, round);
    const { output } = await fitAndPredict(data, fold, specOf(combination));
    sum += permutationZ(data, fold.test, output);
  }
  return sum / Math.sqrt(ROUNDS);
}

/** What `resample` writes: the table after the sampler has seen all of it. */
function sampledBeforeSplit(data: TaskData, sampler: string): TaskData {
  const spec = { id: sampler, params: resolveParams(sampler, samplers.get(sampler).params, {}) };
  const { keep, synthetic, syntheticY } = resample(
    data,
    trainOnAll(data.table.nRows),
    spec,
    SEED,
    0,
    0,
    engine,
  );
  const table = data.table.take(keep).concat(synthetic);
  const y = sharedFloats(table.nRows);
  y.set(Float64Array.from(keep, (row) => data.y[row]));
  y.set(syntheticY, keep.length);
  return { task: data.task, table, y };
}

test('a sampler of each kind meets a model that is no tree', () => {
  const kinds = new Set(samplers.all().map(({ kind }) => kind));
  kinds.delete('none');
  assert.deepEqual(new Set(OF_EACH_KIND.map((id) => samplers.get(id).kind)), kinds);
});

describe('(a) the permuted target scores chance', () => {
  for (const combination of combinations) {
    test(nameOf(combination), async () => {
      const data = dataWithSignal(combination.kind, combination.table, N_ROWS);
      const z = await scoreZ(combination, (round) => permuted(data, round));
      assert.ok(
        z <= BOUND,
        `z = ${z.toFixed(2)} exceeds ${BOUND.toFixed(2)}: answers of tested rows were seen`,
      );
    });
  }
});

describe('(b) the test of the test', () => {
  for (const id of ['tree', 'forest']) {
    for (const sampler of ['random-over', 'smote']) {
      for (const kind of ['binary', 'multiclass'] as const) {
        for (const table of tableNames) {
          test(`${id}, ${kind}, ${table}: ${sampler} before the split exceeds the bound`, async () => {
            const data = dataWithSignal(kind, table, N_ROWS);
            const combination = { model: models.get(id), sampler: 'none', kind, table };
            const z = await scoreZ(combination, (round) =>
              sampledBeforeSplit(permuted(data, round), sampler),
            );
            assert.ok(z > BOUND, `z = ${z.toFixed(2)} does not exceed ${BOUND.toFixed(2)}`);
          });
        }
      }
    }
  }

  for (const combination of combinations.filter(
    ({ model, sampler }) => model.id !== 'dummy' && sampler === 'none',
  )) {
    test(`${nameOf(combination)}: the target as it was exceeds the bound`, async () => {
      const z = await scoreZ(combination, () => dataWithSignal(combination.kind, combination.table, N_ROWS));
      assert.ok(z > BOUND, `z = ${z.toFixed(2)} does not exceed ${BOUND.toFixed(2)}`);
    });
  }
});

describe('(c) values of the tested rows leave no trace in the fitted pipeline', () => {
  for (const combination of combinations) {
    const { model, kind } = combination;
    const weights =
      model.takes.weights && kind !== 'regression' ? ([null, 'balanced'] as const) : ([null] as const);
    for (const classWeight of weights) {
      test(`${nameOf(combination)}${classWeight ? ', class weights' : ''}`, async () => {
        const data = dataWithSignal(kind, combination.table, 120);
        const fold = holdOut(data, 0);
        const spec = specOf(combination, classWeight);
        const first = await fitAndPredict(data, fold, spec, true);
        const testsChanged = await fitAndPredict(changedRows(data, fold.test), fold, spec, true);
        assert.ok(first.model && testsChanged.model);
        assert.ok(Buffer.from(first.model).equals(testsChanged.model), 'the pipeline depends on tested rows');

        if (model.id === 'dummy') return; // balanced shares are all it keeps
        const trainChanged = await fitAndPredict(changedRows(data, fold.train), fold, spec, true);
        assert.ok(trainChanged.model);
        assert.ok(!Buffer.from(first.model).equals(trainChanged.model), 'the change does not show at all');
      });
    }
  }
});

describe('(c) nor where early stopping holds training rows out', () => {
  for (const kind of models.get('boost').tasks) {
    for (const sampler of kind === 'regression' ? ['none'] : ['none', 'smote']) {
      test(`boost, ${kind}, sampler ${sampler}`, async () => {
        const data = dataWithSignal(kind, 'mixed, with holes', 200);
        const fold = holdOut(data, 0);
        const usual = specOf({ model: models.get('boost'), kind, sampler, table: 'mixed, with holes' });
        const params = { ...usual.model.params, n_estimators: 40, n_iter_no_change: 3 };
        const spec = { ...usual, model: { id: 'boost', params } };
        const first = await fitAndPredict(data, fold, spec, true);
        assert.ok(Number(first.report.rounds) > 0, 'it stops early');
        const changed = changedAnswers(changedRows(data, fold.test), fold.test);
        const again = await fitAndPredict(changed, fold, spec, true);
        assert.ok(first.model && again.model);
        assert.equal(again.report.rounds, first.report.rounds);
        assert.ok(Buffer.from(first.model).equals(again.model), 'the pipeline depends on tested rows');
      });
    }
  }
});

describe('(d) nor where calibration and cut are chosen', () => {
  for (const [i, combination] of combinations.entries()) {
    const { model, kind } = combination;
    if (kind === 'regression' || !model.gives.probability || model.library) continue;
    if (!MET_BY_ALL.includes(combination.sampler)) continue;
    const calibrate = calibrators.ids()[i % calibrators.ids().length];
    test(`${nameOf(combination)}, ${calibrate}`, async () => {
      const data = dataWithSignal(kind, combination.table, 120);
      const fold = holdOut(data, 0);
      const threshold = kind === 'binary' ? { metric: 'balanced_accuracy' } : 0.5;
      const spec = { ...specOf(combination), calibrate, threshold };
      const first = await fitAndPredict(data, fold, spec, true);
      const changed = changedAnswers(changedRows(data, fold.test), fold.test);
      const again = await fitAndPredict(changed, fold, spec, true);
      assert.ok(first.model && again.model);
      assert.equal(first.report.threshold, again.report.threshold);
      assert.ok(Buffer.from(first.model).equals(again.model), 'the pipeline depends on tested rows');
    });
  }
});

describe('(e) nor in intervals and sets: answers of the tested rows change none, training rows calibrate', () => {
  for (const [i, combination] of combinations.entries()) {
    const { model, kind, sampler } = combination;
    if ((kind !== 'regression' && !model.gives.probability) || model.library || sampler !== 'none') continue;
    const method = i % 2 === 0 ? 'split' : 'cv+';
    test(`${nameOf(combination)}, ${method}`, async () => {
      const data = dataWithSignal(kind, combination.table, 120);
      const fold = holdOut(data, 0);
      const score = kind === 'regression' ? 'absolute' : 'aps';
      const conformal = { method, score, levels: [0.7] } as const;
      const spec = { ...specOf(combination), conformal };
      const first = await fitAndPredict(data, fold, spec, true);
      const answers = await fitAndPredict(changedAnswers(data, fold.test), fold, spec, true);
      assert.deepEqual(answers.regions, first.regions);
      const changed = await fitAndPredict(changedRows(data, fold.test), fold, spec, true);
      assert.ok(first.model && changed.model);
      assert.ok(Buffer.from(first.model).equals(changed.model), 'the cuts depend on tested rows');
      assert.equal(first.report.nCalibration, method === 'split' ? 15 : 60);
    });
  }
});
