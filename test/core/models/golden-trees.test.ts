/**
 * scikit-learn's trees on whole numbers of few levels, where binning loses nothing (test/golden/make_trees.py tells why
 * they can be equalled, and how nearly). A case whose parameters `tree` has not got is skipped.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Block, Fitted, TrainBlock } from '../../../src/core/models/model.js';
import { tree } from '../../../src/core/models/tree.js';
import { findParam, type ParamValue, resolveParams } from '../../../src/core/params.js';
import { blockOf, closeTo, contextOf, readGolden, regressionBlockOf, trainBlockOf } from './fixtures.js';

type Column = readonly (number | null)[];
/** Class shares, or a value; null: no rule says where the row goes. */
type Answer = readonly number[] | number | null;

interface Golden {
  readonly features: Readonly<Record<string, { X: readonly Column[]; fresh: readonly Column[] }>>;
  readonly weights: readonly number[];
  readonly data: Readonly<Record<string, { features: string; y: readonly number[] }>>;
  readonly cases: readonly {
    name: string;
    model: 'DecisionTreeClassifier' | 'DecisionTreeRegressor';
    /** Lists go by the columns' order. */
    params: Readonly<Record<string, ParamValue | readonly number[]>>;
    weighted: boolean;
    data: string;
    train: readonly Answer[];
    leaves: number;
    /** Shares of the gain, by column. */
    importances: readonly number[];
    fresh: readonly Answer[];
  }[];
}

type Case = Golden['cases'][number];

const golden = readGolden<Golden>('trees-sklearn.json');

/** Sums of a few hundred numbers in another order. */
const TOLERANCE = 1e-12;

const rowsOf = (columns: readonly Column[]) =>
  columns[0].map((_, row) => columns.map((column) => column[row] ?? Number.NaN));

/** Rows by their weights, or 1, times what scikit-learn's `class_weight='balanced'` gives: it counts rows, not weights. */
function weightsOf({ data, weighted, params }: Case): readonly number[] | null {
  const own = weighted ? golden.weights : null;
  if (params.class_weight !== 'balanced') return own;
  const { y } = golden.data[data];
  const count = (label: number) => y.filter((other) => other === label).length;
  return y.map((label, row) => ((own?.[row] ?? 1) * y.length) / (new Set(y).size * count(label)));
}

function trainBlock(one: Case): TrainBlock {
  const { features, y } = golden.data[one.data];
  const rows = rowsOf(golden.features[features].X);
  const block = one.model === 'DecisionTreeClassifier' ? trainBlockOf : regressionBlockOf;
  return block(rows, y, weightsOf(one));
}

const freshBlock = ({ data }: Case): Block =>
  blockOf(rowsOf(golden.features[golden.data[data].features].fresh));

/** The first parameter that the model has not got, a criterion that is the default aside. */
const unknownParam = (params: Case['params']): string | undefined =>
  Object.entries(params)
    .filter(([name, value]) => name !== 'criterion' || (value !== 'gini' && value !== 'squared_error'))
    .map(([name]) => name)
    .find((name) => name !== 'class_weight' && findParam(tree.params, name) === undefined);

function fit(one: Case): Fitted {
  const known: Record<string, ParamValue> = {};
  for (const [name, value] of Object.entries(one.params)) {
    if (findParam(tree.params, name) === undefined) continue;
    known[name] =
      typeof value === 'object' && value
        ? value.map((sign, j) => `x${j}:${sign}`).join(',')
        : (value as ParamValue);
  }
  return tree.fit(trainBlock(one), resolveParams('tree', tree.params, known), contextOf()) as Fitted;
}

function assertAnswers(actual: Float64Array, expected: readonly Answer[], what: string): void {
  const width = actual.length / expected.length;
  assert.ok(expected.some((answer) => answer !== null));
  for (const [row, answer] of expected.entries()) {
    if (answer === null) continue;
    closeTo(
      actual.subarray(row * width, (row + 1) * width),
      [answer].flat(),
      TOLERANCE,
      `${what} row ${row}`,
    );
  }
}

/** A node here is parted alike, row for row, by two features: either may be named, and has the gain. */
const TIED = [
  'classifier, binary, gini, max_depth',
  'classifier, binary, gini, min_samples_leaf',
  'classifier, multiclass, gini, max_depth',
  'classifier, binary, balanced',
];
/** scikit-learn also parts a node of one class here, whose weights round to an impurity above 0: for no gain. */
const PURE_SPLIT = ['classifier, multiclass, gini, weights', 'classifier, multiclass, entropy, weights'];

/** The number of leaves, and shares of the gain, of which the file has twelve decimals. */
function assertImportances({ importances }: Fitted, { name, leaves, importances: expected }: Case): void {
  assert.ok(importances);
  const splits = importances.split.reduce((sum, count) => sum + count, 0);
  assert.equal(splits + 1, leaves - Number(PURE_SPLIT.includes(name)));
  const other = importances.gain.filter((gain, column) => Math.abs(gain - expected[column]) > 1e-11);
  assert.equal(other.length, TIED.includes(name) ? 2 : 0, `columns that gained otherwise: ${other}`);
}

describe("scikit-learn's trees", () => {
  for (const one of golden.cases) {
    const unknown = unknownParam(one.params);
    test(one.name, { skip: unknown !== undefined && `tree has no ${unknown}` }, () => {
      const { engine } = contextOf();
      const fitted = fit(one);
      assertAnswers(fitted.predict(trainBlock(one), engine), one.train, 'training');
      assertAnswers(fitted.predict(freshBlock(one), engine), one.fresh, 'fresh');
      assertImportances(fitted, one);
    });
  }
});
