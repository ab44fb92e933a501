/**
 * `npm run bench -- coverage counts|rows|many|learner [SAMPLES [NAME]]`: how often 95 % intervals hold the truth. Rows of fixed
 * predictions, by the product's own bootstrap and DeLong; and a learner's expected score, by the corrected resampled t over
 * folds. What it says on stderr, as measured with 2,000 samples, is in coverage.txt.
 */
import { type PooledValue, pooledValues, replicateJobs } from '../../src/core/intervals/pooled.js';
import { runReplicates } from '../../src/core/intervals/replicates.js';
import { fromSampledHandle, type SampledRows } from '../../src/core/intervals/sampled-rows.js';
import { metrics } from '../../src/core/metrics/list.js';
import { stream } from '../../src/core/rng.js';
import { createEngine } from '../../src/parallel/engine.js';
import { LEARNER_CASES, learnerCoverage } from './learner-coverage.js';
import { DESIGNS, nameOf } from './nulls/designs.js';
import { normalErrors, type Population, twoNormals } from './populations.js';
import { note, say, tableText } from './say.js';

const engine = createEngine();

/** The intervals of a sample, as `cv` makes them. */
export function intervalsOf(
  rows: SampledRows,
  ids: readonly string[],
  seed: number,
): Record<string, PooledValue> {
  const chosen = ids.map((id) => metrics.get(id));
  const jobs = replicateJobs(rows, chosen, seed);
  return pooledValues(
    rows,
    chosen,
    jobs,
    jobs.map((job) => runReplicates(job, fromSampledHandle, engine)),
  );
}

export interface Coverage {
  readonly metric: string;
  /** Share of the intervals that hold the truth; one that is missing does not. */
  readonly covered: number;
  /** Share of the intervals that lie above the truth, and below it. */
  readonly above: number;
  readonly below: number;
  /** Share of the samples that are flagged `few events`. */
  readonly few: number;
}

/** @param nSets samples of `nRows` rows each */
export function rowCoverage(
  population: Population,
  nRows: number,
  ids: readonly string[],
  nSets: number,
): Coverage[] {
  const tallies = ids.map((metric) => ({
    metric,
    truth: population.truth(metric),
    above: 0,
    below: 0,
    missing: 0,
    few: 0,
  }));
  for (let set = 0; set < nSets; set++) {
    const scored = population.draw(nRows, stream(7, `coverage/${population.name}`, nRows, set));
    const found = intervalsOf({ scored, unitOf: null, nUnits: nRows }, ids, set);
    for (const tally of tallies) {
      const { ci95, few_events: few } = found[tally.metric];
      if (few) tally.few++;
      if (ci95 === null) tally.missing++;
      else if (ci95[0] > tally.truth) tally.above++;
      else if (ci95[1] < tally.truth) tally.below++;
    }
  }
  return tallies.map(({ metric, above, below, missing, few }) => ({
    metric,
    covered: 1 - (above + below + missing) / nSets,
    above: above / nSets,
    below: below / nSets,
    few: few / nSets,
  }));
}

/** Metrics of counts, and the one of DeLong. */
const COUNTS = ['f1', 'precision', 'recall', 'balanced_accuracy', 'accuracy', 'matthews_corrcoef', 'roc_auc'];

interface RowCase {
  readonly population: Population;
  readonly nRows: number;
  readonly ids: readonly string[];
}

const SIZES = [200, 2000, 20_000];
const COMMON = twoNormals(0.4, 1.2);
const RARE = twoNormals(0.05, 1.8);

/** Cases by what they cost: counts are quick, of rows each resample looks at all, of `many` at some; fits are slow. */
const ROW_CASES: Readonly<Record<string, readonly RowCase[]>> = {
  counts: [COMMON, RARE].flatMap((population) => SIZES.map((nRows) => ({ population, nRows, ids: COUNTS }))),
  rows: SIZES.flatMap((nRows) => [
    { population: normalErrors, nRows, ids: ['rmse', 'mae', 'r2', 'median_ae'] },
    { population: COMMON, nRows, ids: ['log_loss', 'brier', 'average_precision'] },
  ]),
  many: [
    { population: normalErrors, nRows: 100_000, ids: ['rmse', 'median_ae'] },
    { population: COMMON, nRows: 100_000, ids: ['log_loss', 'average_precision'] },
  ],
};

const percent = (share: number) => (100 * share).toFixed(1);

/** @param args `counts`, `rows`, `many` or `learner`; how many samples a case has; and of learners a part of the names of those to be run */
export async function benchCoverage([
  part = 'counts',
  samples = '2000',
  named = '',
]: readonly string[]): Promise<void> {
  const nSets = Number(samples);
  const lines = [['', 'rows', 'samples', 'metric', 'covered %', 'above', 'below', 'few events']];
  const tell = (what: string, nRows: number, found: readonly Coverage[]) => {
    for (const { metric, covered, above, below, few } of found) {
      say({ bench: 'coverage', what, nRows, nSets, metric, covered, above, below, few });
      lines.push([what, String(nRows), String(nSets), metric, ...[covered, above, below, few].map(percent)]);
    }
  };
  for (const { population, nRows, ids } of ROW_CASES[part] ?? []) {
    tell(population.name, nRows, rowCoverage(population, nRows, ids, nSets));
  }
  for (const one of part === 'learner' ? LEARNER_CASES.filter(({ name }) => name.includes(named)) : []) {
    const found = await learnerCoverage(one, DESIGNS, nSets);
    for (const [i, design] of DESIGNS.entries()) tell(`${one.name} ${nameOf(design)}`, one.nRows, found[i]);
  }
  note(tableText(lines));
}
