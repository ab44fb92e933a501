/**
 * k nearest neighbours: scikit-learn's KNeighborsClassifier and KNeighborsRegressor, by exact search. Of rows that are
 * equally far the first in the training rows counts. Numbers are standardised and categories one-hot before they come
 * here, so that columns weigh alike.
 */
import type { Engine } from '../arena.js';
import type { ParamSpecs } from '../params.js';
import type { WorkWarning } from '../schemas/metric-value.js';
import { nOutputs } from '../task.js';
import { type DenseRows, denseRows } from './dense-rows.js';
import type { Block, Fitted, Model, TrainBlock } from './model.js';
import { bytesOfFloats, floatsOfBytes, packModel, unpackModel } from './model-bytes.js';
import { type Distance, forEachBlock } from './neighbour-search.js';

/** What a saved model's header holds. */
interface KnnShape {
  readonly nFeatures: number;
  /** Classes, or 0 for numbers. */
  readonly nClasses: number;
  /** At most the training rows. */
  readonly k: number;
  readonly byDistance: boolean;
  readonly distance: Distance;
}

/** The training rows: all that is learnt. */
interface Memory {
  readonly x: DenseRows;
  /** [nRows] class index, or the value. */
  readonly y: Float64Array;
}

/** Rows as the search wants them: one feature at least. */
function searchable(block: Block): DenseRows {
  const rows = denseRows(block);
  return rows.nFeatures > 0 ? rows : { ...rows, nFeatures: 1, values: new Float64Array(rows.nRows) };
}

/** Weights 1 / distance; where some neighbours are at distance 0 these alone count. @param out OUT [distances.length] */
function weigh(distances: Float64Array, byDistance: boolean, out: Float64Array): void {
  const touching = byDistance && distances[0] === 0;
  for (let j = 0; j < out.length; j++) {
    if (!byDistance) out[j] = 1;
    else out[j] = touching ? Number(distances[j] === 0) : 1 / distances[j];
  }
}

/** Adds what the neighbours of one row answer, by weight, to its outputs. @param out OUT, cleared */
function vote(answers: Float64Array, weights: Float64Array, nClasses: number, out: Float64Array): void {
  let total = 0;
  for (let j = 0; j < answers.length; j++) {
    total += weights[j];
    if (nClasses > 0) out[answers[j]] += weights[j];
    else out[0] += weights[j] * answers[j];
  }
  for (let k = 0; k < out.length; k++) out[k] /= total;
}

function predictKnn({ x, y }: Memory, shape: KnnShape, block: Block, engine: Engine): Float64Array {
  const { k, nClasses, byDistance } = shape;
  const asked = searchable(block);
  const width = Math.max(1, nClasses);
  const out = new Float64Array(asked.nRows * width);
  const answers = new Float64Array(k);
  const weights = new Float64Array(k);
  forEachBlock(x, asked, shape, engine, (first, { rows, distances }) => {
    const n = Math.min(rows.length / k, asked.nRows - first);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < k; j++) answers[j] = y[rows[i * k + j]];
      weigh(distances.subarray(i * k, (i + 1) * k), byDistance, weights);
      vote(answers, weights, nClasses, out.subarray((first + i) * width, (first + i + 1) * width));
    }
  });
  return out;
}

const fittedKnn = (memory: Memory, shape: KnnShape): Fitted => ({
  predict: (block, engine) => predictKnn(memory, shape, block, engine),
  save: (allocate) =>
    packModel('knn', { ...shape }, [bytesOfFloats(memory.x.values), bytesOfFloats(memory.y)], allocate),
});

const fewRows = (asked: number, nRows: number): WorkWarning => ({
  id: 'few-neighbours',
  message: `knn was asked for n_neighbors=${asked} and has ${nRows} training rows: all of them answer`,
});

function fitKnn(train: TrainBlock, wanted: number, byDistance: boolean, distance: Distance): Fitted {
  const x = searchable(train);
  const k = Math.min(wanted, x.nRows);
  const nClasses = train.task.kind === 'regression' ? 0 : nOutputs(train.task);
  const shape = { nFeatures: x.nFeatures, nClasses, k, byDistance, distance };
  const warnings = k < wanted ? [fewRows(wanted, x.nRows)] : [];
  return { ...fittedKnn({ x, y: train.y.slice() }, shape), warnings };
}

const params: ParamSpecs = {
  n_neighbors: {
    type: 'int',
    default: 5,
    min: 1,
    simpler: 'high',
    help: 'neighbours that answer',
    aliases: ['k'],
    space: { low: 1, high: 100, log: true, integer: true },
  },
  weights: {
    type: 'word',
    default: 'uniform',
    words: ['uniform', 'distance'],
    help: 'each neighbour counts the same, or by 1 / distance',
    space: { choices: ['uniform', 'distance'] },
  },
  metric: {
    type: 'word',
    default: 'euclidean',
    words: ['euclidean', 'manhattan'],
    help: 'how far two rows are apart',
    space: { choices: ['euclidean', 'manhattan'] },
  },
};

export const knn: Model = {
  id: 'knn',
  summary: 'k nearest neighbours, found exactly',
  tasks: ['binary', 'multiclass', 'regression'],
  takes: { missing: false, categories: false, unscaled: false, weights: false },
  gives: { probability: true },
  params,
  fit: (train, { n_neighbors, weights, metric }) =>
    fitKnn(train, n_neighbors as number, weights === 'distance', metric as Distance),
  load(bytes) {
    const { header, parts } = unpackModel<KnnShape>('knn', bytes);
    const { nFeatures, nClasses, k, byDistance, distance } = header;
    const [values, y] = parts.map(floatsOfBytes);
    const memory = { x: { nRows: y.length, nFeatures, values }, y };
    return fittedKnn(memory, { nFeatures, nClasses, k, byDistance, distance });
  },
};
