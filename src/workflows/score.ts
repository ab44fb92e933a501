/** `score`: what predictions are worth that another tool made, scored as those of a model are. */
import { usageError } from '../core/errors.js';
import { type DraftGate, gateMetric, judgeGates } from '../core/gates.js';
import { poolFolds } from '../core/intervals/pool-folds.js';
import { defaultMetric, metricFor, metricsFor } from '../core/metrics/choose-metrics.js';
import type { Metric } from '../core/metrics/metric.js';
import type { Gate } from '../core/schemas/gate.js';
import type { MetricValues, Warning } from '../core/schemas/metric-value.js';
import type { Options, ScoreOptions } from '../core/schemas/options.js';
import type { ScoreResults } from '../core/schemas/score.js';
import { againstFields, pairAgainst } from '../core/scoring/against.js';
import type { OutsidePredictions } from '../core/scoring/outside-predictions.js';
import { scoreFields, scoreOutside } from '../core/scoring/score-fields.js';
import type { Fold } from '../core/splitters/splitter.js';
import type { Task, TaskKind } from '../core/task.js';
import { checkCosts } from './check-pipeline.js';
import type { Context } from './context.js';
import { hashFolds } from './folds.js';
import { resolveGates } from './gates.js';
import { dataRecord, hashRows } from './load-problem.js';
import { bootstrapPair } from './paired-tests.js';
import { scorePooled } from './pooled-scores.js';
import { classShares, predictionLines, withPooled } from './results.js';
import { type Other, readAgainst } from './score-against.js';
import { outsideOf, readScoreInput, type ScoreInput, type TruthSource } from './score-input.js';
import { type OutsideSlices, outsideSlices, sliceOutside } from './slice-outside.js';
import type { PreparedStep, Sink } from './step.js';

/** Options as typed or as read from options.json; null: to be found from the file. */
export interface ScoreDraft extends Omit<Options, 'score'> {
  readonly score: Omit<ScoreOptions, 'name' | 'data' | 'target' | 'task' | 'classes' | 'by' | 'require'> & {
    readonly name: string | null;
    readonly data: TruthSource['data'];
    readonly target: string | null;
    readonly task: TaskKind | null;
    readonly classes: readonly string[] | null;
    readonly by: string | null;
    readonly require: readonly DraftGate[];
  };
}

interface Chosen {
  readonly metrics: readonly Metric[];
  readonly by: Metric;
  readonly gates: readonly Gate[];
}

/** Every metric that can be had, and those that were named: they must be among them. */
function chooseMetrics(
  { score }: ScoreDraft,
  { problem, scored }: OutsidePredictions,
  { predictions, data }: ScoreInput,
  context: Context,
): Chosen {
  const { task } = problem;
  const { file } = data ?? predictions;
  const { gates } = resolveGates(score.require, { problem, file, weights: score.weights }, context);
  const by = metricFor(task, score.by ?? defaultMetric(task.kind));
  const named = [...score.metrics, ...gates.map(({ metric }) => gateMetric(metric).id)];
  const asked = [by, ...named.map((id) => metricFor(task, id))];
  checkCosts(asked, scored.costs !== undefined);
  checkProbabilities(asked, scored.proba !== null);
  const has = { probability: scored.proba !== null, costs: scored.costs !== undefined };
  return { metrics: [...new Set([...asked, ...metricsFor(task, has)])], by, gates };
}

/** @throws AssayError exit 2 for a metric of probabilities where none are given */
function checkProbabilities(metrics: readonly Metric[], given: boolean): void {
  const asked = metrics.find(({ needs }) => needs === 'probability');
  if (given || asked === undefined) return;
  throw usageError(
    'ASSAY_SCORE_PROBA',
    `${asked.id} needs probabilities, and --proba is not given`,
    'name the column of the positive class, or one for each class',
  );
}

/** Is the cut of `--threshold` what answers come from? */
const isCut = ({ pred }: Pick<ScoreOptions, 'pred'>, { kind }: Task) => pred === null && kind === 'binary';

function checkThreshold(score: ScoreDraft['score'], task: Task): void {
  if (score.threshold === 0.5 || isCut(score, task)) return;
  throw usageError(
    'ASSAY_THRESHOLD_TASK',
    `--threshold ${score.threshold} cuts probabilities of two classes where --pred is not given`,
    score.pred === null ? 'leave it out' : 'leave one of the two out',
  );
}

function predictedBy(score: ScoreDraft['score'], task: Task): ScoreResults['predicted_by'] {
  if (score.pred !== null) return 'prediction';
  return task.kind === 'binary' ? 'threshold' : 'largest';
}

/** Of any repeat. */
function mostFolds(folds: readonly Fold[]): number {
  const inRepeat = new Map<number, number>();
  for (const { repeat } of folds) inRepeat.set(repeat, (inRepeat.get(repeat) ?? 0) + 1);
  return Math.max(...inRepeat.values());
}

/** What is known before a metric is worked out. */
function scopeOf({ score, seed }: ScoreDraft, outside: OutsidePredictions, name: string) {
  const { problem, scored, missingTruth } = outside;
  const { task } = problem;
  const folds = outside.folds.map(({ fold }) => fold);
  const repeats = folds.reduce((most, { repeat }) => Math.max(most, repeat + 1), 0);
  return {
    seed,
    name,
    task: task.kind,
    target: task.target,
    classes: [...task.classes],
    positive: task.positive === null ? null : task.classes[task.positive],
    rows: problem.y.length,
    missing_truth: missingTruth,
    rows_of: score.row === null && score.on === null ? ('file' as const) : ('data' as const),
    rows_sha256: hashRows(problem),
    shares: classShares(problem),
    predicted_by: predictedBy(score, task),
    probability: scored.proba !== null,
    threshold: isCut(score, task) ? score.threshold : null,
    ...(score.weights === null ? {} : { weights: score.weights }),
    ...(score.groups === null ? {} : { groups: score.groups }),
    ...(score.cost === null ? {} : { cost: score.cost }),
    split:
      score.fold === null ? null : { folds: mostFolds(folds), repeats, sha256: hashFolds(problem, folds) },
  };
}

/** The options as they are kept: what the files decided is filled in. */
function resolvedOptions(
  { score }: ScoreDraft,
  { problem }: OutsidePredictions,
  { data }: ScoreInput,
  { by, gates }: Chosen,
  name: string,
): ScoreOptions {
  const { task } = problem;
  return {
    ...score,
    name,
    data: score.truth === null && score.data && data ? { ...score.data, sha256: data.file.sha256 } : null,
    target: task.target,
    positive: task.positive === null ? null : task.classes[task.positive],
    task: task.kind,
    classes: [...task.classes],
    by: by.id,
    require: [...gates],
  };
}

/** Without folds no spread over fits is known: the interval is that of these predictions. */
const withIntervals = (metrics: MetricValues): MetricValues =>
  Object.fromEntries(
    Object.entries(metrics).map(([id, metric]) => [
      id,
      metric.estimate === 'single' ? { ...metric, ci95: metric.pooled?.ci95 ?? null } : metric,
    ]),
  );

/** Everything that is scored, checked. */
interface ScorePlan {
  readonly draft: ScoreDraft;
  readonly input: ScoreInput;
  readonly outside: OutsidePredictions;
  readonly chosen: Chosen;
  readonly other: Other | null;
  readonly sliced: OutsideSlices | undefined;
  readonly name: string;
  readonly warnings: readonly Warning[];
}

async function planScore(draft: ScoreDraft, context: Context): Promise<ScorePlan> {
  const { score } = draft;
  const input = await readScoreInput(draft, score, context);
  const outside = outsideOf(score, input);
  checkThreshold(score, outside.problem.task);
  for (const warning of outside.warnings) context.listener.warn(warning);
  return {
    draft,
    input,
    outside,
    chosen: chooseMetrics(draft, outside, input, context),
    other: await readAgainst(score, outside, input, context),
    sliced: score.slices && outsideSlices(score.slices, score, input),
    name: score.name ?? input.predictions.file.stem,
    warnings: [...input.predictions.warnings, ...(input.data?.warnings ?? []), ...outside.warnings],
  };
}

/** These predictions beside the others; nothing where there are none. */
async function heldAgainst({ draft, outside, chosen, other }: ScorePlan, context: Context) {
  if (!other) return {};
  const held = pairAgainst(outside, other.name, other.outside);
  const bootstrap = await bootstrapPair(chosen.by, held, draft.seed, context);
  return { against: againstFields(held, chosen.by, bootstrap) };
}

async function runScore(plan: ScorePlan, sink: Sink, context: Context): Promise<ScoreResults> {
  const { draft, outside, chosen, sliced, name, warnings } = plan;
  const folds = scoreOutside(outside, chosen.metrics);
  const rows = poolFolds(outside.problem, folds);
  const pooled = await scorePooled(rows, chosen.metrics, draft.seed, context);
  const fields = scoreFields(outside, folds, chosen.metrics);
  const metrics = withIntervals(withPooled(fields.metrics, pooled));
  const slices = sliced && (await sliceOutside(sliced, outside, rows, chosen.by, draft.seed, context));
  const against = await heldAgainst(plan, context);
  await sink.write('predictions.csv', predictionLines(outside.problem, folds));
  return {
    schema: 'assay/results-score/1',
    step: 'score',
    ...scopeOf(draft, outside, name),
    warnings: [...warnings],
    by: chosen.by.id,
    ...fields,
    metrics,
    gates: judgeGates(chosen.gates, metrics),
    ...(slices ? { slices } : {}),
    ...against,
  };
}

/**
 * Reads predictions and truth and checks them; `run` scores them.
 * @throws AssayError exit 2 (usage), 3 (data), 4 (changed data)
 */
export async function prepareScore(draft: ScoreDraft, context: Context): Promise<PreparedStep<ScoreResults>> {
  const plan = await planScore(draft, context);
  const { input, outside, chosen, other, name, warnings } = plan;
  const { file, readSeconds } = input.predictions;
  return {
    step: 'score',
    suffix: name,
    stem: file.stem,
    seed: draft.seed,
    options: {
      ...draft,
      format: file.format,
      score: {
        ...resolvedOptions(draft, outside, input, chosen, name),
        ...(other?.version ? { against: other.version } : {}),
      },
    },
    data: dataRecord(file),
    parents: other?.version ? [{ id: other.version, why: 'held against it' }] : [],
    warnings,
    run: async (sink) => ({
      results: await runScore(plan, sink, context),
      timings: { read: readSeconds },
    }),
  };
}

/** Where files go that nobody keeps. */
const NOWHERE: Sink = { write: async () => {}, appendLine: () => {}, lines: () => [], log: () => {} };

/** Runs the step without a version: its results are all that is wanted. */
export const scoreOnly = async (prepared: PreparedStep<ScoreResults>): Promise<ScoreResults> =>
  (await prepared.run(NOWHERE)).results;
