/**
 * Gradient boosting by the library ml-xgboost (XGBoost of about version 0.7 in WebAssembly) behind the model contract.
 * It computes in float32, and -1 is its mark of a missing value: see encode(). All its defaults are set, as
 * scikit-learn's users know them from XGBClassifier. How the library is loaded: xgboost-module.ts.
 */

import type { Params } from '../params.js';
import { isNumeric } from '../table.js';
import type { Block, FitContext, Fitted, Model, TrainBlock } from './model.js';
import { packModel, unpackModel } from './model-bytes.js';
import { type XgboostModule, xgboostModule } from './xgboost-module.js';

const MISSING = -1;
/** The float32 next below -1: what a real -1 becomes. */
const JUST_BELOW = Math.fround(-1.0000001);
const FLOAT32_MAX = 3.4028234663852886e38;

/** A cell as the library wants it: never infinite, -1 only when missing. */
function encodeCell(value: number): number {
  if (Number.isNaN(value)) return MISSING;
  const single = Math.fround(Math.min(FLOAT32_MAX, Math.max(-FLOAT32_MAX, value)));
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
  'scale_pos_weight',
  'tree_method',
] as const;

const LIBRARY_NAME: Readonly<Record<string, string>> = { reg_lambda: 'lambda', reg_alpha: 'alpha' };

function libraryParams(params: Params, seed: number): Record<string, string> {
  const given: Record<string, string> = {
    booster: 'gbtree',
    objective: 'binary:logistic',
    silent: '1',
    nthread: '1',
    seed: String(seed),
    eta: String(params.learning_rate),
  };
  for (const name of PASSED) given[LIBRARY_NAME[name] ?? name] = String(params[name]);
  return given;
}

/** The model enters the library's memory when it first predicts, and again after `dispose`. */
function fittedBoost(module: XgboostModule, bytes: Uint8Array): Fitted {
  let handle = 0;
  return {
    predict(block) {
      if (handle === 0) handle = module.load(bytes);
      const p = new Float64Array(block.nRows);
      module.predict(handle, encode(block), block.columns.length, p);
      return Float64Array.from({ length: 2 * p.length }, (_, at) => (at % 2 ? p[at >> 1] : 1 - p[at >> 1]));
    },
    save: () => packModel('ml-xgboost', {}, [bytes]),
    dispose() {
      if (handle !== 0) module.free(handle);
      handle = 0;
    },
  };
}

async function fitBoost(train: TrainBlock, params: Params, { stream }: FitContext): Promise<Fitted> {
  const module = await xgboostModule();
  const seed = stream('ml-xgboost').nextUint32() >>> 1;
  const rounds = params.n_estimators as number;
  const bytes = module.train(encode(train), Float32Array.from(train.y), libraryParams(params, seed), rounds);
  return fittedBoost(module, bytes);
}

const share = { type: 'float', default: 1, min: 0, aboveMin: true, max: 1 } as const;
const penalty = { type: 'float', min: 0 } as const;

export const mlXgboost: Model = {
  id: 'ml-xgboost',
  summary: 'gradient boosting, by the library ml-xgboost',
  library: true,
  tasks: ['binary'],
  takes: { missing: true, categories: false, unscaled: true, weights: false },
  gives: { probability: true },
  params: {
    n_estimators: { type: 'int', default: 100, min: 1, help: 'rounds', aliases: ['num_round'] },
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
      help: 'weight of the rows of the second class',
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
    return fittedBoost(await xgboostModule(), unpackModel('ml-xgboost', bytes).parts[0]);
  },
};
