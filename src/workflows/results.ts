/** What results.json of a modelling step holds, put together from scored folds; and predictions.csv. */
import { point632Values } from '../core/bootstrap-score.js';
import {
  baselines,
  confusionOf,
  type ScoredFold,
  scoreWithout,
  summariseFolds,
  uncalibratedScores,
} from '../core/evaluation.js';
import { judgeGates } from '../core/gates.js';
import type { PooledValue } from '../core/intervals/pooled.js';
import type { Params } from '../core/params.js';
import type { FitReport } from '../core/pipeline.js';
import { pooledBaselines, pooledEstimates } from '../core/pooled-score.js';
import { betterCut } from '../core/poor-cut.js';
import { rowOrder } from '../core/row-order.js';
import type { CvResults, EvaluationScope } from '../core/schemas/evaluation.js';
import type { MetricValues, Warning } from '../core/schemas/metric-value.js';
import type { ModellingOptions } from '../core/schemas/options.js';
import type { Slices } from '../core/schemas/slices.js';
import { estimateOf, splitters } from '../core/splitters/list.js';
import type { Fold } from '../core/splitters/splitter.js';
import { gatherUints } from '../core/table.js';
import type { Problem } from '../core/task.js';
import { conformalFields } from './conformal.js';
import { hashFolds } from './folds.js';
import { hashRows } from './load-problem.js';
import type { PreparedModelling } from './modelling.js';
import { answerCells, probaCells, probaNames } from './predictions.js';
import { regionCells, regionNames } from './region-cells.js';
import { shareErrorsOf } from './share-errors.js';
import { lostClassWarnings, shiftWarnings } from './share-warnings.js';

/** Everything of cv's results.json but its schema and step. */
export type EvaluationFields = Omit<CvResults, 'schema' | 'step'>;

/** The share of each class among the rows; empty for regression. */
export function classShares({ task, y }: Problem): number[] {
  const counts = task.classes.map(() => 0);
  if (counts.length) for (const label of y) counts[label]++;
  return counts.map((count) => count / y.length);
}

/** Counts per class as `{label: count}`. */
const byLabel = ({ task }: Problem, counts: readonly number[]) =>
  Object.fromEntries(task.classes.map((label, k) => [label, counts[k]]));

/** What the sampler did in each fold; empty without one. */
export function sampledCounts(
  prepared: PreparedModelling,
  folds: readonly Fold[],
  reports: readonly FitReport[],
) {
  const { problem } = prepared.loaded;
  if (prepared.spec.sampler.id === 'none') return [];
  return folds.map(({ repeat, fold }, i) => ({
    repeat,
    fold,
    before: byLabel(problem, reports[i].before),
    after: byLabel(problem, reports[i].after),
  }));
}

/** Findings about rows say what the score is without them. */
function findingWarnings(prepared: PreparedModelling, scored: readonly ScoredFold[]): Warning[] {
  return prepared.warnings.map((warning) => {
    const finding = prepared.findings.find(({ id, rows }) => id === warning.id && rows && rows.length > 0);
    const without = finding && scored.length ? scoreWithout(scored, prepared.by, finding) : null;
    if (without === null || without === undefined) return warning;
    return {
      ...warning,
      message: `${warning.message}; without those rows ${prepared.by.id} is ${without.toFixed(4)}`,
    };
  });
}

/** A cut that these folds would score clearly better with. */
function poorCutWarning(
  { by, spec, options }: PreparedModelling,
  scored: readonly ScoredFold[],
  metrics: CvResults['metrics'],
  baseline: CvResults['baseline'],
): Warning[] {
  if (estimateOf(options.splitter) !== undefined || typeof spec.threshold !== 'number') return [];
  const current = metrics[by.id]?.value ?? null;
  const better = betterCut(scored, by, current, baseline[by.id]?.value ?? 0);
  if (better === null || current === null) return [];
  const gain = `at ${better.threshold} these folds would give ${by.id} ${better.value.toFixed(3)} for ${current.toFixed(3)}`;
  const honest = 'read off the answers, so flattering';
  const next = `--threshold ${by.id} looks for the cut inside the training rows`;
  const message = `${spec.threshold} is a poor cut here: ${gain} (${honest}); ${next}`;
  return [{ id: 'poor-cut', columns: [], message }];
}

/** Counts of several folds, for people. */
function rangeOf(counts: readonly number[]): string {
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return least === most ? `${least}` : `${least} to ${most}`;
}

/** What samplers and models said in the folds, each thing once: counts that differ as a range. */
export function workWarnings(reports: readonly Pick<FitReport, 'warnings'>[]): Warning[] {
  const said = reports.flatMap((report) => report.warnings);
  const firsts = new Map(said.map(({ id, message }) => [message, id]));
  return [...firsts].map(([message, id]) => {
    const counts = said.flatMap((one) => (one.message === message ? (one.count ?? []) : []));
    return { id, columns: [], message: message.replace('{count}', rangeOf(counts)) };
  });
}

/** Parameters of the splitter that are not as usual; -k and --test-size stand elsewhere. */
function paramsOf({ splitter, splitter_params, test_size }: ModellingOptions): { params?: Params } {
  if (!splitters.has(splitter)) return {};
  const { id, params } = splitters.get(splitter);
  const own = {
    ...splitter_params,
    ...(test_size !== null && id !== 'hold-out' ? { test_size } : {}),
  };
  const unusual = Object.entries(own).filter(([name, value]) => {
    return name !== 'folds' && value !== params[name]?.default;
  });
  return unusual.length > 0 ? { params: Object.fromEntries(unusual) } : {};
}

/** What is scored and how: all of it known before anything is fitted. */
export function evaluationScope({ loaded, options, spec, folds }: PreparedModelling): EvaluationScope {
  const { problem } = loaded;
  const { task } = problem;
  const repeats = folds.reduce((most, { repeat }) => Math.max(most, repeat + 1), 0);
  return {
    task: task.kind,
    target: task.target,
    classes: [...task.classes],
    positive: task.positive === null ? null : task.classes[task.positive],
    rows: problem.y.length,
    rows_sha256: hashRows(problem),
    shares: classShares(problem),
    features: problem.table.names,
    left_out: problem.leftOut.map(({ column, why }) => ({ column, why })),
    model: options.model,
    params: { ...spec.model.params },
    sampler: options.sampler,
    sampler_params: { ...spec.sampler.params },
    class_weight: options.class_weight,
    ...(options.weights === undefined ? {} : { weights: options.weights }),
    ...(options.cost === undefined ? {} : { cost: options.cost }),
    ...(options.calibrate === undefined ? {} : { calibrate: options.calibrate }),
    threshold: task.kind === 'binary' ? options.threshold : null,
    split: {
      splitter: options.splitter,
      folds: repeats ? folds.length / repeats : 0,
      repeats,
      seed: options.split_seed,
      ...(options.splitter === 'hold-out' ? { test_size: options.test_size ?? 0.2 } : {}),
      ...paramsOf(options),
      sha256: hashFolds(problem, folds),
    },
    by: options.by,
  };
}

/** What a fit tells of itself when it is asked to. */
const toldBy = ({ rounds, outOfBag }: FitReport) => ({
  ...(rounds === null ? {} : { rounds }),
  ...(outOfBag === undefined ? {} : { oob_score: outOfBag }),
});

/** The metrics over the folds, as their splitter makes them one score. */
export function summarised(
  { options, metrics }: Pick<PreparedModelling, 'options' | 'metrics'>,
  scored: readonly ScoredFold[],
  { onFitted, shareErrors }: Pick<Besides, 'onFitted'> & { shareErrors?: Record<string, number> } = {},
): CvResults['metrics'] {
  if (scored.length === 0) return {};
  if (estimateOf(options.splitter) === 'pooled') return pooledEstimates(scored, metrics);
  const values = summariseFolds(scored, metrics, shareErrors);
  return onFitted ? point632Values(values, onFitted, metrics) : values;
}

/** The best single answers given to every row of the folds. */
export function baselinesOf({ loaded: { problem }, options, metrics, folds }: PreparedModelling) {
  if (folds.length === 0) return { values: {}, answers: {} };
  if (estimateOf(options.splitter) === 'pooled') return pooledBaselines(problem, metrics);
  return baselines(problem, folds, metrics);
}

type Pooled = Readonly<Record<string, PooledValue>>;

/** Each metric over folds, and over their rows at once. */
export const withPooled = (values: MetricValues, pooled: Pooled): MetricValues =>
  Object.fromEntries(
    Object.entries(values).map(([id, value]) => [id, pooled[id] ? { ...value, pooled: pooled[id] } : value]),
  );

/** What was made besides of the same rows. */
interface Besides {
  /** By metric: over the rows of the first repeat. */
  readonly pooled?: Pooled;
  readonly slices?: Slices;
  /** All rows fitted on and scored, for a splitter whose score needs it. */
  readonly onFitted?: ScoredFold;
}

/** The cut that a fit chose; nothing when it was given. */
const chosenCut = ({ spec }: PreparedModelling, { threshold }: FitReport) =>
  typeof spec.threshold === 'number' ? null : threshold;

/** What a fit on all rows, whose model is saved, chose. */
export function chosenForModel(prepared: PreparedModelling, report: FitReport) {
  const cut = chosenCut(prepared, report);
  return cut === null ? {} : { model_threshold: cut };
}

function foldFields(
  prepared: PreparedModelling,
  { fold, scores }: ScoredFold,
  report: FitReport,
): EvaluationFields['folds'][number] {
  const cut = chosenCut(prepared, report);
  const values = Object.entries(scores).map(([id, score]) => [id, score.value]);
  return {
    repeat: fold.repeat,
    fold: fold.fold,
    n_train: fold.train.length,
    n_test: fold.test.length,
    metrics: estimateOf(prepared.options.splitter) === 'pooled' ? {} : Object.fromEntries(values),
    ...(cut === null ? {} : { threshold: cut }),
    ...toldBy(report),
  };
}

/**
 * @param reports of the fits, one a fold (or one for a fit on all rows)
 */
export function evaluationFields(
  prepared: PreparedModelling,
  scored: readonly ScoredFold[],
  reports: readonly FitReport[],
  { pooled = {}, slices, onFitted }: Besides = {},
): EvaluationFields {
  const { options, spec } = prepared;
  const { problem } = prepared.loaded;
  const base = baselinesOf(prepared);
  const uncalibrated = uncalibratedScores(scored);
  const { fields: regions, warnings: ofRegions } = conformalFields(prepared, scored, reports);
  const summaries = withPooled(
    summarised(prepared, scored, { onFitted, shareErrors: shareErrorsOf(prepared, scored, reports) }),
    pooled,
  );
  return {
    seed: spec.seed,
    warnings: [
      ...findingWarnings(prepared, scored),
      ...poorCutWarning(prepared, scored, summaries, base.values),
      ...workWarnings(reports),
      ...lostClassWarnings(prepared, reports),
      ...shiftWarnings(prepared, reports),
      ...ofRegions,
    ],
    ...(prepared.leaky ? { leaky: true } : {}),
    ...evaluationScope(prepared),
    sampled: sampledCounts(prepared, prepared.folds, reports),
    metrics: summaries,
    baseline: base.values,
    baseline_answers: base.answers,
    folds: scored.map((one, i) => foldFields(prepared, one, reports[i])),
    ...(scored.length === 0 ? { ...toldBy(reports[0]), ...chosenForModel(prepared, reports[0]) } : {}),
    ...(uncalibrated === null ? {} : { uncalibrated }),
    ...regions,
    confusion: scored.length ? confusionOf(problem, scored) : null,
    gates: judgeGates(options.require ?? [], summaries),
    ...(slices ? { slices } : {}),
  };
}

/**
 * predictions.csv: row, repeat, fold, truth, prediction, p_<class>, then intervals or sets; by repeat, then fold, then row of
 * the file.
 * @param levels of the regions of the folds
 */
export function* predictionLines(
  problem: Problem,
  scored: readonly ScoredFold[],
  levels: readonly number[] = [],
): Generator<string> {
  const { task, rowIds } = problem;
  const cellOf = answerCells(task);
  const names = scored[0]?.scored.proba ? probaNames(task) : [];
  yield `${['row', 'repeat', 'fold', 'truth', 'prediction', ...names, ...regionNames(task, levels)].join(',')}\n`;
  for (const { fold, scored: rows, output, regions = [] } of scored) {
    for (const i of rowOrder(gatherUints(rowIds, fold.test))) {
      const place = `${rowIds[fold.test[i]]},${fold.repeat},${fold.fold}`;
      const answers = `${cellOf(rows.truth[i])},${cellOf(rows.predicted[i])}`;
      yield `${place},${answers}${probaCells(output, i, names.length)}${regionCells(task, regions, i)}\n`;
    }
  }
}
