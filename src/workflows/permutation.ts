/** `cv --permutations N`: the whole cross-validation again on permuted targets. */
import { isInterrupt, usageError } from '../core/errors.js';
import { canPermute, permutationTestOf, permuteTarget } from '../core/permutation.js';
import type { FoldOutcome } from '../core/pipeline-jobs.js';
import { stream } from '../core/rng.js';
import type { CvResults } from '../core/schemas/evaluation.js';
import { estimateOf } from '../core/splitters/list.js';
import type { Context } from './context.js';
import { dealFolds } from './folds.js';
import type { DraftOptions, PreparedModelling } from './modelling.js';
import { summarised } from './results.js';
import { foldJobs, scoreOutcomes } from './run-folds.js';

type Permutation = NonNullable<CvResults['permutation']>;

/** Permuted targets that are in memory at once. */
const BATCH = 16;

/** @throws AssayError exit 2 where permuted targets would tell nothing */
export function checkPermutations(
  { loaded: { problem }, by, options }: PreparedModelling,
  { tune }: Pick<DraftOptions, 'tune'>,
): void {
  if (options.permutations === undefined) return;
  if (tune || estimateOf(options.splitter) === '.632+') {
    throw usageError(
      'ASSAY_PERMUTATIONS_FOLDS',
      `--permutations: ${tune ? 'a nested search' : `the splitter ${options.splitter}`} is not run again on permuted targets`,
      'leave --permutations out, or use plain folds and fixed parameters',
    );
  }
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

/** The folds of all steps. @returns those that finished, by their place: after a Ctrl-C no step is begun any more */
async function fitPermuted(
  steps: readonly PreparedModelling[],
  context: Context,
): Promise<(FoldOutcome | undefined)[]> {
  const jobs = steps.flatMap((step) => foldJobs(step, step.spec, context));
  const nFolds = steps[0].folds.length;
  const finished = new Array<FoldOutcome | undefined>(jobs.length).fill(undefined);
  try {
    await context.runner.map('run-fold', jobs, {
      signal: context.signal,
      joinable: steps[0].model.joinable,
      mustFinish: (index) => index % nFolds > 0,
      onDone(outcome, index) {
        finished[index] = outcome;
      },
    });
  } catch (error) {
    if (!isInterrupt(error)) throw error;
  }
  return finished;
}

/** The score of each step up to the first that has not finished. */
async function scorePermuted(
  steps: readonly PreparedModelling[],
  context: Context,
): Promise<(number | null)[]> {
  const finished = await fitPermuted(steps, context);
  const scores: (number | null)[] = [];
  let next = 0;
  for (const step of steps) {
    const own = finished.slice(next, next + step.folds.length).filter((outcome) => outcome !== undefined);
    if (own.length < step.folds.length) break;
    next += own.length;
    scores.push(summarised(step, scoreOutcomes(step, own))[step.by.id].value);
  }
  return scores;
}

/** The scores of `n` permuted targets; after a Ctrl-C of those that were done. */
async function permutedScores(prepared: PreparedModelling, n: number, context: Context) {
  const meter = context.listener.meter(`${prepared.spec.model.id}: permuted targets`);
  const values: (number | null)[] = [];
  try {
    while (values.length < n && !context.signal.aborted) {
      const size = Math.min(BATCH, n - values.length);
      const steps = Array.from({ length: size }, (_, i) => permuted(prepared, values.length + i));
      values.push(...(await scorePermuted(steps, context)));
      meter.update(values.length, n, 'permutations');
    }
  } finally {
    meter.stop();
  }
  return values;
}

/**
 * Ends early, and says so, at a Ctrl-C: the cross-validation that it is about has finished.
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
  const values = await permutedScores(prepared, Math.min(n, context.mostPermutations ?? n), context);
  return permutationTestOf(prepared.by, observed, values, n);
}
