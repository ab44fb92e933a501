/** The boosted trees of LightGBM and XGBoost in test/golden, as jobs of the twin and the engine. make_trees.py tells how they were made. */
import type { BoostOptions, Objective } from '../../../src/core/trees/boost-options.js';
import { startOf } from '../../../src/core/trees/objectives.js';
import { MISSING_BIN } from '../../../src/kernels/exports.js';
import { readGolden } from '../models/fixtures.js';

type Cells = (number | null)[][];

export interface GoldenCase {
  readonly name: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly weighted: boolean;
  readonly data: string;
  /** Raw scores: [rows], or [rows][classes]. A fresh row that falls between the rules has null. */
  readonly train: (number | number[])[];
  readonly fresh: (number | number[] | null)[];
  /** Of the fresh rows. */
  readonly predicted: (number | number[] | null)[];
}

interface GoldenFile {
  readonly fixed: Readonly<Record<string, unknown>>;
  readonly features: Readonly<Record<string, { readonly X: Cells; readonly fresh: Cells }>>;
  readonly weights: number[];
  readonly data: Readonly<Record<string, { readonly features: string; readonly y: number[] }>>;
  readonly cases: GoldenCase[];
}

/** A case with what it was fitted on and by. */
export interface GoldenBoost {
  readonly golden: GoldenCase;
  /** A list a column; missing cells null. */
  readonly X: Cells;
  readonly fresh: Cells;
  readonly isCategory: readonly boolean[];
  readonly y: Float64Array;
  readonly weights: Float64Array | null;
  readonly start: Float64Array;
  readonly options: BoostOptions;
}

const OBJECTIVES: Readonly<Record<string, Objective['id']>> = {
  regression: 'squared_error',
  binary: 'log_loss',
  multiclass: 'softmax',
  regression_l1: 'absolute_error',
  quantile: 'quantile',
  huber: 'huber',
  poisson: 'poisson',
  gamma: 'gamma',
  'reg:squarederror': 'squared_error',
  'binary:logistic': 'log_loss',
  'multi:softprob': 'softmax',
  'reg:gamma': 'gamma',
  'count:poisson': 'poisson',
};

/** Both libraries' names for one thing. */
function optionsOf(
  params: Readonly<Record<string, unknown>>,
  objective: Objective,
  nFeatures: number,
): BoostOptions {
  const number = (names: readonly string[], otherwise: number) =>
    Number(names.map((name) => params[name]).find((value) => value !== undefined) ?? otherwise);
  const depth = number(['max_depth'], 0);
  const most = number(['num_leaves', 'max_leaves'], 31);
  const monotone = params.monotone_constraints as number[] | undefined;
  const groups = params.interaction_constraints as number[][] | undefined;
  const grouped = new Set(groups?.flat());
  const alone = Array.from({ length: nFeatures }, (_, f) => f).filter((f) => !grouped.has(f));
  return {
    objective,
    rounds: number(['n_estimators'], 100),
    learningRate: number(['learning_rate'], 0.1),
    maxLeaves: most > 0 ? most : Number.POSITIVE_INFINITY,
    maxDepth: depth > 0 ? depth : Number.POSITIVE_INFINITY,
    minSamplesLeaf: number(['min_child_samples'], 1),
    minChildWeight: number(['min_child_weight'], 1e-3),
    l2: number(['reg_lambda'], 0),
    l1: number(['reg_alpha'], 0),
    gamma: number(['min_split_gain', 'gamma'], 0),
    subsample: 1,
    colsampleByTree: 1,
    colsampleByNode: 1,
    monotone: monotone ? Int8Array.from(monotone) : null,
    interactions: groups ? [...groups, ...alone.map((f) => [f])] : null,
    categories: {
      l2: number(['cat_l2'], 10),
      smooth: number(['cat_smooth'], 10),
      most: number(['max_cat_threshold'], 32),
    },
  };
}

/**
 * Where scores start: LightGBM's, which leaves scale_pos_weight out there, where `boost` lets it count; XGBoost's
 * base_score.
 */
function startingAt(
  objective: Objective,
  params: Readonly<Record<string, unknown>>,
  y: Float64Array,
  weights: Float64Array | null,
) {
  const nChannels = objective.id === 'softmax' ? Math.max(...y) + 1 : 1;
  if (params.base_score === undefined) return startOf(objective, { y, weights }, nChannels);
  const base = Number(params.base_score);
  const raw = { log_loss: Math.log(base / (1 - base)), poisson: Math.log(base), gamma: Math.log(base) };
  return new Float64Array(nChannels).fill(raw[objective.id as keyof typeof raw] ?? base);
}

function boostOf(file: GoldenFile, golden: GoldenCase): GoldenBoost {
  const params = { ...file.fixed, ...golden.params };
  const { features, y: answers } = file.data[golden.data];
  const { X, fresh } = file.features[features];
  const y = Float64Array.from(answers);
  const sampleWeights = golden.weighted ? Float64Array.from(file.weights) : null;
  const objective = { id: OBJECTIVES[String(params.objective)], alpha: Number(params.alpha ?? 0) };
  const ofPositive = Number(params.scale_pos_weight ?? 1);
  const categorical = (params.categorical_feature as number[] | undefined) ?? [];
  return {
    golden,
    X,
    fresh,
    isCategory: X.map((_, f) => categorical.includes(f)),
    y,
    weights:
      ofPositive === 1
        ? sampleWeights
        : y.map((label, row) => (label === 1 ? ofPositive : 1) * (sampleWeights?.[row] ?? 1)),
    start: startingAt(objective, params, y, sampleWeights),
    options: optionsOf(params, objective, X.length),
  };
}

/** The cases that assay's rules can give too. */
export function goldenBoosts(library: 'lightgbm' | 'xgboost'): GoldenBoost[] {
  const file = readGolden<GoldenFile>(`trees-${library}.json`);
  const followed = file.cases.filter(({ name }) => !(`${library}: ${name}` in NOT_FOLLOWED));
  return followed.map((golden) => boostOf(file, golden));
}

/** [feature][row]: whole numbers are their own bins. */
export const binsOfCells = (cells: Cells): Uint8Array[] =>
  cells.map((column) => Uint8Array.from(column, (cell) => cell ?? MISSING_BIN));

/** LightGBM's rules that assay has not, as `assay help models` and CHANGELOG.md say. */
const BETWEEN_CUTS =
  'LightGBM wants min_data_per_group=100 rows between two cuts of categories, assay has no such rule';
const ITS_PERCENTILE = "LightGBM's weighted percentile is not followed: see core/trees/quantile.ts";
const ITS_BOUNDS =
  'XGBoost scores a node within its bounds before it scores the sides; LightGBM and assay the sides alone';

/** What cannot be the same, and why. */
const NOT_FOLLOWED: Readonly<Record<string, string>> = {
  'lightgbm: number, regression, categories by default': BETWEEN_CUTS,
  'lightgbm: binary, categories by default': BETWEEN_CUTS,
  'lightgbm: number, regression_l1, weights': ITS_PERCENTILE,
  'lightgbm: number, quantile, weights': ITS_PERCENTILE,
  'xgboost: number, monotone': ITS_BOUNDS,
  'xgboost: binary, monotone': ITS_BOUNDS,
  'xgboost: multiclass, plain':
    'second derivatives are 2 p (1 - p), LightGBM and assay have K / (K - 1) p (1 - p)',
  'xgboost: count, poisson':
    'max_delta_step bounds the leaves too, in LightGBM and assay the second derivatives alone',
};
