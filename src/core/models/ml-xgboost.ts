/**
 * Gradient boosting by the library ml-xgboost (XGBoost of about version 0.7 in WebAssembly) behind the model contract.
 * It computes in float32, and -1 is its mark of a missing value: see encode(). All its defaults are set, as
 * scikit-learn's users know them from XGBClassifier and XGBRegressor; as there, numbers start at their training mean
 * (the library would start at 0.5). How the library is loaded: xgboost-module.ts.
 */

import type { Params } from '../params.js';
import type { WorkWarning } from '../schemas/metric-value.js';
import { isNumeric } from '../table.js';
import { nOutputs, type Task } from '../task.js';
import { MOST_TREES } from '../trees/tree-params.js';
import type { Block, FitContext, Fitted, Model, TrainBlock } from './model.js';
import { packModel, unpackModel } from './model-bytes.js';
import { type XgboostModule, xgboostModule } from './xgboost-module.js';

const MISSING = -1;
/** The float32 next below -1: what a real -1 becomes. */
const JUST_BELOW = Math.fround(-1.0000001);
const FLOAT32_MAX = 3.4028234663852886e38;

/** The nearest finite float32. */
const toSingle = (value: number) => Math.fround(Math.min(FLOAT32_MAX, Math.max(-FLOAT32_MAX, value)));

/** A cell as the library wants it: never infinite, -1 only when missing. */
function encodeCell(value: number): number {
  if (Number.isNaN(value)) return MISSING;
  const single = toSingle(value);
  return single === MISSING ? JUST_BELOW : single;
}

/** @returns [nRows * nFeatures] row-major */
function encode({ nRows, columns }: Block): Float32Array {
  const out = new Float32Array(nRows * columns.length);
  columns.forEach((column, j) => {
    if (!isNumeric(column)) throw new Error(`column ${column.name} is not numeric`);
    for (let row = 0; row < nRows; row++) out[row * columns.length + j] = encodeCell(column.values[row]);
  });
  return out;
}

/** Parameters that pass to the library under their own names. */
const PASSED = [
  'max_depth',
  'subsample',
  'colsample_bytree',
  'min_child_weight',
  'reg_lambda',
  'reg_alpha',
  'gamma',
  'tree_method',
] as const;

const LIBRARY_NAME: Readonly<Record<string, string>> = { reg_lambda: 'lambda', reg_alpha: 'alpha' };

/** What is fitted, and where it starts. */
function objectiveOf({ kind, classes }: Task, params: Params): Record<string, string> {
  if (kind === 'regression') return { objective: 'reg:linear', base_score: '0' };
  if (kind === 'multiclass') return { objective: 'multi:softprob', num_class: String(classes.length) };
  return { objective: 'binary:logistic', scale_pos_weight: String(params.scale_pos_weight) };
}

function libraryParams(task: Task, params: Params, seed: number): Record<string, string> {
  const given: Record<string, string> = {
    booster: 'gbtree',
    silent: '1',
    nthread: '1',
    seed: String(seed),
    eta: String(params.learning_rate),
    ...objectiveOf(task, params),
  };
  for (const name of PASSED) given[LIBRARY_NAME[name] ?? name] = String(params[name]);
  return given;
}

const SCHEMA = 'xgboost';

/** What a saved model's header holds. */
interface BoostShape {
  readonly nOutputs: number;
  /** Added to every prediction: the mean that numbers are centred by. */
  readonly offset: number;
}

/** The library's outputs as the contract has them; float32 shares are made to sum to 1 again. @param out IN, spoilt */
function outputsOf(out: Float64Array, { nOutputs, offset }: BoostShape): Float64Array {
  if (nOutputs === 1) return out.map((value) => value + offset);
  if (nOutputs === 2)
    return Float64Array.from({ length: 2 * out.length }, (_, at) =>
      at % 2 ? out[at >> 1] : 1 - out[at >> 1],
    );
  for (let at = 0; at < out.length; at += nOutputs) {
    let sum = 0;
    for (let k = 0; k < nOutputs; k++) sum += out[at + k];
    for (let k = 0; k < nOutputs; k++) out[at + k] /= sum;
  }
  return out;
}

/** The model enters the library's memory when it first predicts, and again after `dispose`. */
function fittedBoost(module: XgboostModule, shape: BoostShape, bytes: Uint8Array): Fitted {
  let handle = 0;
  const perRow = shape.nOutputs > 2 ? shape.nOutputs : 1;
  return {
    predict(block) {
      if (handle === 0) handle = module.load(bytes);
      const out = new Float64Array(block.nRows * perRow);
      module.predict(handle, encode(block), block.columns.length, perRow, out);
      return outputsOf(out, shape);
    },
    save: (allocate) => packModel(SCHEMA, { ...shape }, [bytes], allocate),
    dispose() {
      if (handle !== 0) module.free(handle);
      handle = 0;
    },
  };
}

const unused = (kind: string): WorkWarning => ({
  id: 'unused-parameter',
  message: `ml-xgboost: scale_pos_weight is of two classes and changes nothing in ${kind}`,
});

async function fitBoost(train: TrainBlock, params: Params, { stream }: FitContext): Promise<Fitted> {
  const module = await xgboostModule();
  const { task, y } = train;
  const offset = task.kind === 'regression' ? y.reduce((sum, value) => sum + value, 0) / y.length : 0;
  const seed = stream('ml-xgboost').nextUint32() >>> 1;
  const bytes = module.train(
    encode(train),
    Float32Array.from(y, (answer) => toSingle(answer - offset)),
    libraryParams(task, params, seed),
    params.n_estimators as number,
  );
  const warned = task.kind !== 'binary' && params.scale_pos_weight !== 1;
  return {
    ...fittedBoost(module, { nOutputs: nOutputs(task), offset }, bytes),
    warnings: warned ? [unused(task.kind)] : [],
  };
}

const share = { type: 'float', default: 1, min: 0, aboveMin: true, max: 1 } as const;
const penalty = { type: 'float', min: 0 } as const;

export const mlXgboost: Model = {
  id: 'ml-xgboost',
  summary: 'gradient boosting, by the library ml-xgboost',
  library: true,
  tasks: ['binary', 'multiclass', 'regression'],
  takes: { missing: true, categories: false, unscaled: true, weights: false },
  gives: { probability: true, logOdds: true },
  params: {
    n_estimators: {
      type: 'int',
      default: 100,
      min: 1,
      max: MOST_TREES,
      simpler: 'low',
      help: 'rounds',
      aliases: ['num_round'],
    },
    learning_rate: {
      type: 'float',
      default: 0.3,
      min: 0,
      aboveMin: true,
      max: 1,
      help: 'how much of each tree is added',
      aliases: ['eta'],
      space: { low: 0.01, high: 0.5, log: true },
    },
    max_depth: {
      type: 'int',
      default: 6,
      min: 1,
      max: 30,
      simpler: 'low',
      help: 'depth of a tree at most',
      space: { low: 2, high: 10, integer: true },
    },
    subsample: { ...share, help: 'share of the rows each tree sees', space: { low: 0.5, high: 1 } },
    colsample_bytree: {
      ...share,
      help: 'share of the columns each tree sees',
      space: { low: 0.3, high: 1 },
    },
    min_child_weight: {
      ...penalty,
      default: 1,
      help: 'least sum of second derivatives in a leaf',
      space: { low: 0.1, high: 30, log: true },
    },
    reg_lambda: {
      ...penalty,
      default: 1,
      help: 'L2 penalty on leaf values',
      aliases: ['lambda'],
      space: { low: 0.01, high: 100, log: true },
    },
    reg_alpha: { ...penalty, default: 0, help: 'L1 penalty on leaf values', aliases: ['alpha'] },
    gamma: { ...penalty, default: 0, help: 'least gain of a split', aliases: ['min_split_loss'] },
    scale_pos_weight: {
      type: 'float',
      default: 1,
      min: 0,
      aboveMin: true,
      help: 'two classes: weight of the rows of the second',
    },
    tree_method: {
      type: 'word',
      default: 'hist',
      words: ['hist', 'exact', 'approx'],
      help: 'how splits are found',
    },
  },
  fit: fitBoost,
  async load(bytes) {
    const { header, parts } = unpackModel<BoostShape>(SCHEMA, bytes);
    const { nOutputs: outputs, offset } = header;
    return fittedBoost(await xgboostModule(), { nOutputs: outputs, offset }, parts[0]);
  },
};
