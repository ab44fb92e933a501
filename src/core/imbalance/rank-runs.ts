/** The runs of a bake-off in order, in the groups of `compare`: its ranking, over runs in place of versions. */
import { candidates } from '../ranking/candidate.js';
import type { RankEntry } from '../ranking/entry.js';
import { foldTest } from '../ranking/fold-tests.js';
import { rank } from '../ranking/rank.js';
import type { CompareDocument } from '../schemas/compare.js';
import type { CvResults, EvaluationScope } from '../schemas/evaluation.js';
import type { BakeOffRun, candidateFields, RankedRun } from '../schemas/imbalance.js';
import { againstBaseline } from './against-baseline.js';
import { againstPlain } from './against-plain.js';

/** What all runs of a bake-off share. */
export interface Shared {
  readonly scope: EvaluationScope;
  readonly seed: number;
  readonly folds: readonly Pick<CvResults['folds'][number], 'repeat' | 'fold' | 'n_train' | 'n_test'>[];
  readonly baseline: CvResults['baseline'];
  readonly baselineAnswers: CvResults['baseline_answers'];
}

/** The level of the family of all pairs. */
const ALPHA = 0.05;

/** What tells a run from the others of its bake-off. */
export const configurationOf = (run: BakeOffRun): Pick<BakeOffRun, keyof typeof candidateFields> => {
  const { model, params, sampler, sampler_params, class_weight, threshold } = run;
  return { model, params, sampler, sampler_params, class_weight, threshold };
};

/** What `cv` would have told of the run, as far as it ranks. */
export const asCv = (
  run: BakeOffRun,
  { scope, seed, folds, baseline, baselineAnswers }: Shared,
): CvResults => ({
  schema: 'assay/results-cv/1',
  step: 'cv',
  seed,
  warnings: [],
  ...scope,
  ...configurationOf(run),
  sampled: [],
  metrics: run.metrics,
  baseline,
  baseline_answers: baselineAnswers,
  folds: folds.map((fold) => ({ ...fold, metrics: {} })),
  confusion: null,
  gates: [],
});

/** The run as a version of `cv` would stand in a ranking. @param number its place */
function entryOf(run: BakeOffRun, number: number, shared: Shared): RankEntry {
  const noTimes = { started: '', seconds: 0, foldSeconds: { fit: [], predict: [] }, modelBytes: null };
  return {
    ...{ version: String(number), experiment: '', number, step: 'cv', dataSha256: '', tags: [] },
    ...noTimes,
    results: asCv(run, shared),
    options: configurationOf(run),
  };
}

export interface Ranking {
  /** In order of the metric; those that failed last. */
  readonly runs: readonly RankedRun[];
  /** Of the runs that did not fail, [runs] where each stood in the order given. */
  readonly order: readonly number[];
  readonly document: CompareDocument;
}

const UNRANKED = {
  rank: null,
  group: null,
  p: null,
  worse_than_baseline: false,
  against_plain: null,
  against_baseline: null,
} as const;

/** @param runs at least one of them did not fail */
export function rankRuns(runs: readonly BakeOffRun[], shared: Shared): Ranking {
  const ran = runs.map((run, number) => ({ run, number })).filter(({ run }) => run.error === undefined);
  const entries = ran.map(({ run, number }) => entryOf(run, number, shared));
  const document = rank(entries, {
    ...{ by: shared.scope.by, thenBy: [], groupBy: 'version', rule: { id: 'best' }, alpha: ALPHA },
    ...{ test: 'corrected-t', correction: 'holm', rope: null, columns: null },
  });
  const own = candidates(entries, 'version');
  const family = {
    ...{ by: document.by, direction: document.direction, alpha: ALPHA },
    test: foldTest('corrected-t', own),
  };
  const beside = againstPlain(
    ran.map(({ run }, at) => ({ run, candidate: own[at] })),
    family,
  );
  const above = againstBaseline(own, shared.baseline, family);
  const testsOf = (wanted: number) => {
    const at = ran.findIndex(({ number }) => number === wanted);
    return { against_plain: beside[at], against_baseline: above[at] };
  };
  const order = document.rows.map(({ version }) => Number(version));
  const ranked = document.rows.map(
    ({ rank: place, group, p, unsure, worse_than_baseline }, at): RankedRun => ({
      ...runs[order[at]],
      ...{ rank: place, group, p, ...(unsure ? { unsure } : {}), worse_than_baseline },
      ...testsOf(order[at]),
    }),
  );
  const failed = runs.flatMap((run, number) => (run.error ? [{ run, number }] : []));
  return {
    runs: [...ranked, ...failed.map(({ run }) => ({ ...run, ...UNRANKED }))],
    order: [...order, ...failed.map(({ number }) => number)],
    document,
  };
}
