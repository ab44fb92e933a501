/**
 * Instance hardness threshold: of the larger classes those rows go that are hard to tell, to which a forest that did not see them
 * gives the smallest probability of their own class. Smith, Martinez & Giraud-Carrier 2014, "An instance level analysis of data
 * complexity", Machine Learning 95:225-256.
 *
 * As imbalanced-learn has it, the probabilities of a class are cut at the percentile that leaves as many rows as are asked for, and
 * every row stays that reaches it: more than were asked for where several are equal to it. A class of easy rows, or with
 * repeated ones, may keep nearly all.
 */
import { forest } from '../models/forest.js';
import type { Block } from '../models/model.js';
import { type ParamSpec, type Params, resolveParams } from '../params.js';
import type { WorkWarning } from '../schemas/metric-value.js';
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

/**
 * Rows that are no harder than the `wanted`th easiest. `numpy.percentile` lies between it and the next harder one, so this is
 * imbalanced-learn's rule.
 */
function easiest(members: Uint32Array, wanted: number, ease: Float64Array): Uint32Array {
  if (wanted === 0) return members.subarray(0, 0);
  const descending = Float64Array.from(members, (row) => -ease[row]).sort();
  return members.filter((row) => -ease[row] <= descending[wanted - 1]);
}

const tiesKept = (name: string, count: number): WorkWarning => ({
  id: 'ties-kept',
  message: `${ID} keeps {count} rows of class "${name}", more than were asked for: some are as hard to tell as the last of these`,
  count,
});

function sample(input: SampleInput): Resampled {
  const byClass = rowsOfClasses(ID, input);
  const kept = rowsToKeep(ID, input, byClass);
  if (byClass.every(({ length }, label) => length === kept[label])) {
    return onlyKeep(input.table, Uint32Array.from(input.rows));
  }
  const ease = easeOf(input, byClass);
  const keep = byClass.map((members, label) => easiest(members, kept[label], ease));
  const warnings = keep.flatMap(({ length }, label) =>
    length > kept[label] ? [tiesKept(input.task.classes[label], length)] : [],
  );
  return onlyKeep(input.table, joinUints(keep).sort(), warnings);
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
  keepsTies: true,
  summary:
    'leaves out rows of the larger classes that a cross-validated forest takes for others; equally hard ones stay together',
  params: {
    cv: folds,
    n_estimators: { type: 'int', default: 100, min: 1, help: 'trees of each forest' },
    sampling_strategy: underStrategy,
  },
  sample,
};
