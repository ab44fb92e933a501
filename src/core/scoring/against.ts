/** Two predictions of the same rows held against each other: these answers only, nothing is fitted again. */
import { mcnemar } from '../comparing/mcnemar.js';
import type { PairedBootstrap, PairedRows } from '../comparing/paired-bootstrap.js';
import { dataError } from '../errors.js';
import { delongTest } from '../intervals/delong.js';
import { poolFolds } from '../intervals/pool-folds.js';
import { placementsBy } from '../intervals/pooled.js';
import type { SampledRows } from '../intervals/sampled-rows.js';
import type { Metric, Scored } from '../metrics/metric.js';
import { takeRows } from '../metrics/take-rows.js';
import type { ScoreResults } from '../schemas/score.js';
import { isClassification } from '../task.js';
import type { OutsidePredictions } from './outside-predictions.js';
import { scoreOutside } from './score-fields.js';

type Against = NonNullable<ScoreResults['against']>;

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

function byAnswers(first: Scored, second: Scored, isGrouped: boolean): Against['mcnemar'] {
  if (!isClassification(first.task) || first.weights) return null;
  let onlyFirst = 0;
  let onlySecond = 0;
  first.truth.forEach((truth, row) => {
    const [a, b] = [first.predicted[row] === truth, second.predicted[row] === truth];
    if (a && !b) onlyFirst++;
    if (b && !a) onlySecond++;
  });
  const { statistic, p, exact } = mcnemar(onlyFirst, onlySecond);
  const test = { only_first: onlyFirst, only_second: onlySecond, statistic, p, exact };
  return isGrouped ? { ...test, ignores_groups: true } : test;
}

function byAreas(first: Scored, second: Scored, { unitOf }: SampledRows): Against['delong'] {
  const { positive } = first.task;
  if (positive === null || first.weights || first.proba === null || second.proba === null) return null;
  const [a, b] = [placementsBy(first, positive), placementsBy(second, positive)];
  return a && b && delongTest(a, b, unitOf);
}

/** The same rows of both, in one order. */
export interface HeldAgainst extends PairedRows {
  /** Of the other. */
  readonly name: string;
}

/**
 * @param other predictions of at least the same rows of the data, of a task with the same classes
 * @throws AssayError (exit 3) where it lacks a row, or has another truth
 */
export function pairAgainst(
  outside: OutsidePredictions,
  name: string,
  other: OutsidePredictions,
): HeldAgainst {
  const { sampled, dataRows } = pooledRows(outside);
  return { name, first: sampled, second: sameRows(sampled.scored, dataRows, other) };
}

/** @param bootstrap of these rows; null where the metric is undefined */
export function againstFields(
  { name, first, second }: HeldAgainst,
  by: Metric,
  bootstrap: PairedBootstrap | null,
): Against {
  const { scored } = first;
  const isGrouped = first.unitOf !== null;
  const needsProba = by.needs === 'probability' && second.proba === null;
  return {
    with: name,
    by: by.id,
    rows: scored.nRows,
    first: by.score(scored).value,
    second: needsProba ? null : by.score(second).value,
    bootstrap: bootstrap && {
      difference: bootstrap.difference,
      ci95: [bootstrap.interval[0], bootstrap.interval[1]],
      p: bootstrap.p,
      resamples: bootstrap.resamples,
      ...(isGrouped ? { by_group: true as const } : {}),
    },
    mcnemar: byAnswers(scored, second, isGrouped),
    delong: byAreas(scored, second, first),
  };
}
