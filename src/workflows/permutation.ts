/** `cv --permutations N`: the whole cross-validation again on permuted targets. */
import { usageError } from '../core/errors.js';
import { summariseFolds } from '../core/evaluation.js';
import { canPermute, permutationP, permuteTarget } from '../core/permutation.js';
import { stream } from '../core/rng.js';
import type { CvResults } from '../core/schemas/evaluation.js';
import type { Context } from './context.js';
import { dealFolds } from './folds.js';
import type { PreparedModelling } from './modelling.js';
import { foldJobs, scoreOutcomes } from './run-folds.js';

type Permutation = NonNullable<CvResults['permutation']>;

/** Permuted targets that are in memory at once. */
const BATCH = 16;

/** @throws AssayError exit 2 where permuted targets would tell nothing */
export function checkPermutations({ loaded: { problem }, by, options }: PreparedModelling): void {
  if (options.permutations === undefined) return;
  if (by.id === 'cost') {
    throw usageError(
      'ASSAY_PERMUTATIONS_COST',
      '--permutations: what answers cost belongs to the rows and their truth, and cannot be permuted',
      'rank by another metric: --by f1',
    );
  }
  if (canPermute(problem)) return;
  throw usageError(
    'ASSAY_PERMUTATIONS_GROUPS',
    `--permutations: ${problem.task.target} does not vary within any group of ${options.groups}, and is permuted within them`,
    'leave --permutations out: these groups leave nothing to permute',
  );
}

/** The step with its target permuted, and its folds dealt by that target: strata stay strata. */
function permuted(prepared: PreparedModelling, i: number): PreparedModelling {
  const { loaded, options, spec, by } = prepared;
  const problem = permuteTarget(loaded.problem, stream(spec.seed, 'permutation', i));
  const { folds } = dealFolds(problem, options, loaded.file.table.nRows);
  return { ...prepared, loaded: { ...loaded, problem }, folds, metrics: [by] };
}

async function scorePermuted(
  steps: readonly PreparedModelling[],
  context: Context,
): Promise<(number | null)[]> {
  const jobs = steps.map((step) => foldJobs(step, step.spec, context));
  const outcomes = await context.runner.map('run-fold', jobs.flat(), {
    signal: context.signal,
    joinable: steps[0].model.joinable,
  });
  let next = 0;
  return steps.map((step, i) => {
    const own = outcomes.slice(next, next + jobs[i].length);
    next += jobs[i].length;
    return summariseFolds(scoreOutcomes(step, own), step.metrics)[step.by.id].value;
  });
}

/**
 * @param observed the metric that ranks, over the folds; null: undefined, and there is nothing to test
 * @returns undefined unless it was asked for
 */
export async function permutationTest(
  prepared: PreparedModelling,
  observed: number | null,
  context: Context,
): Promise<Permutation | undefined> {
  const n = prepared.options.permutations;
  if (n === undefined) return undefined;
  const meter = context.listener.meter(`${prepared.spec.model.id}: permuted targets`);
  const values: (number | null)[] = [];
  try {
    while (values.length < n) {
      const size = Math.min(BATCH, n - values.length);
      const steps = Array.from({ length: size }, (_, i) => permuted(prepared, values.length + i));
      values.push(...(await scorePermuted(steps, context)));
      meter.update(values.length, n, 'permutations');
    }
  } finally {
    meter.stop();
  }
  return { n, p: observed === null ? null : permutationP(prepared.by, observed, values), values };
}
