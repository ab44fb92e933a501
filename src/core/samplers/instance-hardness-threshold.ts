/**
 * Instance hardness threshold: of the larger classes those rows go that are hard to tell, to which a forest that did not see them
 * gives the smallest probability of their own class. Smith, Martinez & Giraud-Carrier 2014, "An instance level analysis of data
 * complexity", Machine Learning 95:225-256.
 *
 * Exactly as many stay as are asked for, of equal probabilities the lower rows; imbalanced-learn keeps all that reach a
 * percentile, more where several are equal to it.
 */
import { forest } from '../models/forest.js';
import type { Block } from '../models/model.js';
import { type ParamSpec, type Params, resolveParams } from '../params.js';
import { gather, joinUints } from '../table.js';
import { binTraining } from '../trees/binning.js';
import { growTrees } from '../trees/grow-forest.js';
import { forestOptions } from '../trees/tree-params.js';
import { distinctRows, rowsOfClasses } from './class-rows.js';
import { onlyKeep } from './keep-only.js';
import type { Resampled, SampleInput, Sampler } from './sampler.js';
import { rowsToKeep, underStrategy } from './strategy.js';

const ID = 'instance-hardness-threshold';

/** Deals distinct rows class by class, so that each fold has its share of each. @returns [table.nRows] fold; -1: none */
function dealRows({ table, stream, params }: SampleInput, byClass: readonly Uint32Array[]): Int32Array {
  const foldOf = new Int32Array(table.nRows).fill(-1);
  const nFolds = Number(params.cv);
  let next = 0;
  byClass.forEach((members, label) => {
    for (const row of stream(`${ID}/folds`, label).shuffle(distinctRows(members).slice())) {
      foldOf[row] = next++ % nFolds;
    }
  });
  return foldOf;
}

/** Fits a forest on some rows and predicts others. @returns [tested * classes] */
function predictFold(input: SampleInput, train: Uint32Array, tested: Uint32Array, fold: number) {
  const { table, task, y, params, stream, engine } = input;
  const { columns, nRows } = table.take(train);
  const given: Params = { n_estimators: params.n_estimators };
  const options = forestOptions(resolveParams('forest', forest.params, given), nRows, columns.length, task);
  const block = { nRows, columns, task, y: gather(y, train), weights: null };
  const context = { stream, engine, binned: (of: Block) => binTraining(of, engine) };
  const rngOf = (tree: number) => stream(ID, fold, tree);
  const fitted = growTrees(block, { ...options, drawsCuts: false }, rngOf, context);
  return fitted.predict(table.take(tested), engine);
}

/** The probability that each row is given of its class by a forest that did not see it. @returns [table.nRows] */
function easeOf(input: SampleInput, byClass: readonly Uint32Array[]): Float64Array {
  const { rows, y, task } = input;
  const foldOf = dealRows(input, byClass);
  const ease = new Float64Array(foldOf.length);
  const distinct = distinctRows(rows);
  for (let fold = 0; fold < Number(input.params.cv); fold++) {
    const tested = distinct.filter((row) => foldOf[row] === fold);
    const train = Uint32Array.from(rows).filter((row) => foldOf[row] !== fold);
    if (tested.length === 0 || train.length === 0) continue;
    const predicted = predictFold(input, train, tested, fold);
    tested.forEach((row, i) => {
      ease[row] = predicted[i * task.classes.length + y[row]];
    });
  }
  return ease;
}

function sample(input: SampleInput): Resampled {
  const byClass = rowsOfClasses(ID, input);
  const kept = rowsToKeep(ID, input, byClass);
  if (byClass.every(({ length }, label) => length === kept[label])) {
    return onlyKeep(input.table, Uint32Array.from(input.rows));
  }
  const ease = easeOf(input, byClass);
  const keep = byClass.map((members, label) =>
    members
      .slice()
      .sort((a, b) => ease[b] - ease[a] || a - b)
      .subarray(0, kept[label]),
  );
  return onlyKeep(input.table, joinUints(keep).sort());
}

const folds: ParamSpec = {
  type: 'int',
  default: 5,
  min: 2,
  help: 'stratified folds: a row is predicted by the others',
};

export const instanceHardnessThreshold: Sampler = {
  id: ID,
  aliases: ['iht'],
  kind: 'under',
  summary: 'leaves out rows of the larger classes that a cross-validated forest takes for others',
  params: {
    cv: folds,
    n_estimators: { type: 'int', default: 100, min: 1, help: 'trees of each forest' },
    sampling_strategy: underStrategy,
  },
  sample,
};
