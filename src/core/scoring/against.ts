/** Two predictions of the same rows held against each other: these answers only, nothing is fitted again. */
import { mcnemar } from '../comparing/mcnemar.js';
import { pairedBootstrap } from '../comparing/paired-bootstrap.js';
import { dataError } from '../errors.js';
import { delongTest } from '../intervals/delong.js';
import { poolFolds } from '../intervals/pool-folds.js';
import { placementsBy } from '../intervals/pooled.js';
import type { SampledRows } from '../intervals/sampled-rows.js';
import type { Metric, Scored } from '../metrics/metric.js';
import { takeRows } from '../metrics/take-rows.js';
import { stream } from '../rng.js';
import type { ScoreResults } from '../schemas/score.js';
import { isClassification } from '../task.js';
import type { OutsidePredictions } from './outside-predictions.js';
import { scoreOutside } from './score-fields.js';

type Against = NonNullable<ScoreResults['against']>;

const LEVEL = 0.95;
const MOST_RESAMPLES = 2000;
const LEAST_RESAMPLES = 200;
/** Rows that are drawn in all. */
const MOST_DRAWS = 2e7;

/** The rows of the first repeat at once, and which rows of the data they are. */
function pooledRows(outside: OutsidePredictions): { sampled: SampledRows; dataRows: readonly number[] } {
  const { problem } = outside;
  const folds = scoreOutside(outside, []);
  const first = folds.filter(({ fold }) => fold.repeat === 0);
  return {
    sampled: poolFolds(problem, folds),
    dataRows: first.flatMap(({ fold }) => Array.from(fold.test, (position) => problem.rowIds[position])),
  };
}

/** The other's predictions of the same rows, in their order. @throws AssayError (exit 3) where one is missing or has another truth */
function sameRows(first: Scored, dataRows: readonly number[], other: OutsidePredictions): Scored {
  const { sampled, dataRows: others } = pooledRows(other);
  const at = new Map(others.map((row, i) => [row, i]));
  const positions = dataRows.map((row, i) => {
    const position = at.get(row);
    const why = position === undefined ? 'does not predict it' : 'has another truth for it';
    if (position !== undefined && sampled.scored.truth[position] === first.truth[i]) return position;
    throw dataError(
      'ASSAY_SCORE_AGAINST',
      `row ${row} of the data: --against ${why}`,
      'both must be predictions of the same rows; --row names the column of row numbers',
    );
  });
  const { weights, costs } = first;
  return { ...takeRows(sampled.scored, positions), weights, costs };
}

function byAnswers(first: Scored, second: Scored): Against['mcnemar'] {
  if (!isClassification(first.task) || first.weights) return null;
  let onlyFirst = 0;
  let onlySecond = 0;
  first.truth.forEach((truth, row) => {
    const [a, b] = [first.predicted[row] === truth, second.predicted[row] === truth];
    if (a && !b) onlyFirst++;
    if (b && !a) onlySecond++;
  });
  const { statistic, p, exact } = mcnemar(onlyFirst, onlySecond);
  return { only_first: onlyFirst, only_second: onlySecond, statistic, p, exact };
}

function byAreas(first: Scored, second: Scored, { unitOf }: SampledRows): Against['delong'] {
  const { positive } = first.task;
  if (positive === null || first.weights || first.proba === null || second.proba === null) return null;
  const [a, b] = [placementsBy(first, positive), placementsBy(second, positive)];
  return a && b && delongTest(a, b, unitOf);
}

function byResampling(metric: Metric, rows: SampledRows, second: Scored, seed: number): Against['bootstrap'] {
  const resamples = Math.max(
    LEAST_RESAMPLES,
    Math.min(MOST_RESAMPLES, Math.floor(MOST_DRAWS / rows.scored.nRows)),
  );
  const groups = rows.unitOf && Int32Array.from(rows.unitOf);
  const rng = stream(seed, 'score/against');
  const found = pairedBootstrap(
    metric,
    { first: rows.scored, second, groups },
    { resamples, level: LEVEL, rng },
  );
  if (found === null) return null;
  const { difference, p, interval, resamples: defined } = found;
  return { difference, ci95: [interval[0], interval[1]], p, resamples: defined };
}

/**
 * @param name of the other
 * @param other predictions of at least the same rows of the data, of a task with the same classes
 * @throws AssayError (exit 3) where it lacks a row, or has another truth
 */
export function holdAgainst(
  outside: OutsidePredictions,
  name: string,
  other: OutsidePredictions,
  by: Metric,
  seed: number,
): Against {
  const { sampled, dataRows } = pooledRows(outside);
  const first = sampled.scored;
  const second = sameRows(first, dataRows, other);
  const needsProba = by.needs === 'probability' && second.proba === null;
  return {
    with: name,
    by: by.id,
    rows: first.nRows,
    first: by.score(first).value,
    second: needsProba ? null : by.score(second).value,
    bootstrap: needsProba ? null : byResampling(by, sampled, second, seed),
    mcnemar: byAnswers(first, second),
    delong: byAreas(first, second, sampled),
  };
}
