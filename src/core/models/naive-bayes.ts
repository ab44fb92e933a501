/**
 * Naive Bayes: the classes' shares times a factor for each column, as if columns were independent within a class. On
 * numbers alone it is scikit-learn's GaussianNB, on categories alone its CategoricalNB, on both the two joined.
 *
 * The pipeline standardises numbers first: var_smoothing is a share of the largest variance, and would drown small
 * columns beside large ones. Missing cells are left out of the product.
 */
import { log } from '../numeric.js';
import type { Allocate } from '../pack.js';
import { softmax } from '../softmax.js';
import { isNumeric } from '../table.js';
import type { Block, Fitted, Model, TrainBlock } from './model.js';
import { bytesOfFloats, floatsOfBytes, packModel, unpackModel } from './model-bytes.js';
import { addLevels, addNormal, type Factor, fitFactors, type Smoothing } from './naive-bayes-factors.js';

interface NaiveBayes {
  /** [nClasses] log of each class's share; -Infinity for a class without training rows. */
  readonly logPrior: Float64Array;
  /** One a column. */
  readonly factors: readonly Factor[];
}

/** [nClasses] the weighted shares, or equal ones of the classes present. */
function priorOf({ task, y, weights }: TrainBlock, fitPrior: boolean): Float64Array {
  const sums = new Float64Array(task.classes.length);
  for (let row = 0; row < y.length; row++) sums[y[row]] += weights ? weights[row] : 1;
  const shares = fitPrior ? sums : sums.map((sum) => Number(sum > 0));
  const total = shares.reduce((all, share) => all + share, 0);
  return shares.map((share) => share / total);
}

/** log p(class, cells) of each row. @returns [nRows * nClasses] */
export function jointLogLikelihood({ logPrior, factors }: NaiveBayes, block: Block): Float64Array {
  const nClasses = logPrior.length;
  const joint = new Float64Array(block.nRows * nClasses);
  for (let row = 0; row < block.nRows; row++) joint.set(logPrior, row * nClasses);
  block.columns.forEach((column, i) => {
    const factor = factors[i];
    if ('nLevels' in factor) {
      if (!isNumeric(column)) addLevels(factor, column.codes, joint);
    } else if (isNumeric(column)) addNormal(factor, column.values, joint);
  });
  return joint;
}

/** Each row's logs to shares of 1. Cells farther out than any class can express leave the prior. */
function posterior(model: NaiveBayes, block: Block): Float64Array {
  const nClasses = model.logPrior.length;
  const p = jointLogLikelihood(model, block);
  for (let at = 0; at < p.length; at += nClasses) {
    const row = p.subarray(at, at + nClasses);
    if (row.every((value) => value === Number.NEGATIVE_INFINITY)) row.set(model.logPrior);
    softmax(p, at, nClasses);
  }
  return p;
}

/** What a saved model's header holds. */
interface NaiveBayesShape {
  readonly nClasses: number;
  /** Per column: levels of a category, null for numbers. */
  readonly levels: readonly (number | null)[];
}

function saveModel({ logPrior, factors }: NaiveBayes, allocate?: Allocate): Uint8Array {
  const levels = factors.map((factor) => ('nLevels' in factor ? factor.nLevels : null));
  const arrays = factors.flatMap((factor) =>
    'nLevels' in factor ? [factor.logs] : [factor.means, factor.variances],
  );
  const shape: NaiveBayesShape = { nClasses: logPrior.length, levels };
  return packModel('naive-bayes', { ...shape }, [logPrior, ...arrays].map(bytesOfFloats), allocate);
}

function loadModel(bytes: Uint8Array): NaiveBayes {
  const { header, parts } = unpackModel<NaiveBayesShape>('naive-bayes', bytes);
  const [logPrior, ...arrays] = parts.map(floatsOfBytes);
  let at = 0;
  const factors = header.levels.map((nLevels): Factor => {
    if (nLevels !== null) return { nLevels, logs: arrays[at++] };
    return { means: arrays[at++], variances: arrays[at++] };
  });
  return { logPrior, factors };
}

const fittedNaiveBayes = (model: NaiveBayes): Fitted => ({
  predict: (block) => posterior(model, block),
  save: (allocate) => saveModel(model, allocate),
});

/** @returns the model; exported for its joint log-likelihood */
export const fitNaiveBayes = (train: TrainBlock, smoothing: Smoothing, fitPrior: boolean): NaiveBayes => ({
  logPrior: priorOf(train, fitPrior).map(log),
  factors: fitFactors(train, smoothing),
});

export const naiveBayes: Model = {
  id: 'naive-bayes',
  summary: 'naive Bayes: numbers normal in each class, categories by their shares',
  tasks: ['binary', 'multiclass'],
  takes: { missing: true, categories: true, unscaled: false, weights: true },
  gives: { probability: true },
  params: {
    var_smoothing: {
      type: 'float',
      default: 1e-9,
      min: 0,
      aboveMin: true,
      help: 'share of the largest variance that every variance is widened by',
      space: { low: 1e-9, high: 1, log: true },
    },
    alpha: {
      type: 'float',
      default: 1,
      min: 0,
      aboveMin: true,
      help: 'rows that every level of a category is given on top',
      space: { low: 0.01, high: 100, log: true },
    },
    fit_prior: { type: 'bool', default: true, help: "the classes' shares count; false: all classes alike" },
  },
  fit: (train, { var_smoothing, alpha, fit_prior }) =>
    fittedNaiveBayes(
      fitNaiveBayes(
        train,
        { varSmoothing: var_smoothing as number, alpha: alpha as number },
        fit_prior as boolean,
      ),
    ),
  load: (bytes) => fittedNaiveBayes(loadModel(bytes)),
};
