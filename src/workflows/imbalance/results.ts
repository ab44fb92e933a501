/** What results.json of `imbalance` holds: the runs in order, in groups, and the verdict on them. */
import { judgeGates } from '../../core/gates.js';
import { runName } from '../../core/imbalance/contestants.js';
import { type Ranking, rankRuns } from '../../core/imbalance/rank-runs.js';
import { verdictOf } from '../../core/imbalance/verdict.js';
import { candidateFields, type ImbalanceResults, type RankedRun } from '../../core/schemas/imbalance.js';
import type { Timings } from '../../core/schemas/manifest.js';
import type { Warning } from '../../core/schemas/metric-value.js';
import type { PreparedModelling } from '../modelling.js';
import { baselinesOf, evaluationScope } from '../results.js';
import type { EndedRun } from './bake-off.js';

/** What samplers and models said in the folds of any run, each thing once, with the first run that it was said in. */
function runWarnings(runs: readonly RankedRun[]): Warning[] {
  const said = new Map<string, Warning>();
  for (const run of runs) {
    for (const { message, ...warning } of run.warnings) {
      if (!said.has(message)) said.set(message, { ...warning, message: `${runName(run)}: ${message}` });
    }
  }
  return [...said.values()];
}

/** The configuration of a run, as scope has it. */
const configurationOf = (run: RankedRun) =>
  Object.fromEntries(
    Object.keys(candidateFields).map((key) => [key, run[key as keyof typeof candidateFields]]),
  );

/** @throws what the first run failed with, when all did */
function rankingOf(prepared: PreparedModelling, ended: readonly EndedRun[]): Ranking {
  if (ended.every(({ run }) => run.error)) throw ended[0].error;
  const { values, answers } = baselinesOf(prepared);
  return rankRuns(
    ended.map(({ run }) => run),
    {
      scope: evaluationScope(prepared),
      seed: prepared.spec.seed,
      folds: prepared.folds.map(({ repeat, fold, train, test }) => ({
        ...{ repeat, fold, n_train: train.length, n_test: test.length },
      })),
      baseline: values,
      baselineAnswers: answers,
    },
  );
}

/**
 * @param prepared any of the contenders: for what they share
 * @throws what the first run failed with, when all did
 */
export function imbalanceOutcome(
  prepared: PreparedModelling,
  ended: readonly EndedRun[],
): { results: ImbalanceResults; timings: Timings } {
  const { runs, order, document } = rankingOf(prepared, ended);
  const { options, spec, warnings, leaky, loaded, by } = prepared;
  const [best] = runs;
  const baseline = document.baseline ?? { metrics: {}, answers: {}, answer: '' };
  const { tests, alpha } = document;
  const constant = { answer: baseline.answer, value: baseline.metrics[by.id]?.value ?? null };
  return {
    results: {
      schema: 'assay/results-imbalance/1',
      step: 'imbalance',
      seed: spec.seed,
      warnings: [...warnings, ...runWarnings(runs)],
      ...(leaky ? { leaky: true } : {}),
      ...evaluationScope(prepared),
      ...configurationOf(best),
      metrics: best.metrics,
      baseline: baseline.metrics,
      baseline_answers: { ...baseline.answers },
      runs: [...runs],
      tests: {
        ...{ alpha, comparisons: tests.comparisons, folds: tests.folds },
        against_plain: runs.filter(({ against_plain: beside }) => typeof beside?.p === 'number').length,
      },
      verdict: verdictOf({
        ...{ runs, by: by.id, constant, comparisons: tests.comparisons },
        repeats: document.more_repeats?.repeats ?? null,
      }),
      gates: judgeGates(options.require ?? [], best.metrics),
    },
    timings: { read: loaded.readSeconds, runs: order.map((number) => ended[number].seconds) },
  };
}
