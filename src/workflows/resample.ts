/**
 * `resample`: the table that a sampler makes of a whole data set, with its recipe, provenance and quality.
 *
 * Invariant: the recipe is written before the data, so that no table of made rows ever stands without its provenance.
 */
import { type Assembled, assemble, withSyntheticFlag } from '../core/assemble.js';
import { resolveColumn } from '../core/columns.js';
import { usageError } from '../core/errors.js';
import { toJsonText } from '../core/json-text.js';
import { provenanceOf } from '../core/provenance.js';
import { unpackResampled } from '../core/resampling.js';
import { samplers } from '../core/samplers/list.js';
import { checkReachable } from '../core/samplers/reachable.js';
import type { Resampled } from '../core/samplers/sampler.js';
import { checkStrategy } from '../core/samplers/strategy.js';
import type { Projection } from '../core/sampling-quality/projection.js';
import type { Warning } from '../core/schemas/metric-value.js';
import type { Options } from '../core/schemas/options.js';
import type { Recipe } from '../core/schemas/recipe.js';
import type { ResampleResults } from '../core/schemas/resample.js';
import { someTrainRows, type TrainRows, trainOnAll } from '../core/splitters/splitter.js';
import type { Table } from '../core/table.js';
import { isClassification, type Problem } from '../core/task.js';
import { csvChunks } from '../data/write-csv.js';
import { parquetBytes } from '../data/write-parquet.js';
import { projectionSpec, projectionSvg } from '../report/plots/projection.js';
import { type Context, now } from './context.js';
import { tellOtherRecipe } from './given-recipe.js';
import { judgeSample } from './judge-sample.js';
import { dataRecord, type LoadedProblem, loadProblem } from './load-problem.js';
import { workWarnings } from './results.js';
import { runSampler } from './run-sampler.js';
import { classLost } from './share-warnings.js';
import type { PreparedStep, Sink } from './step.js';

type ResampleOptions = NonNullable<Options['resample']>;

const countsOf = ({ task, y }: Problem, rows: ArrayLike<number>, more: ArrayLike<number> = []) => {
  const counts = Object.fromEntries(task.classes.map((label) => [label, 0]));
  for (let i = 0; i < rows.length; i++) counts[task.classes[y[rows[i]]]]++;
  for (let i = 0; i < more.length; i++) counts[task.classes[more[i]]]++;
  return counts;
};

/** The options with columns in a role by name. @param names of the file's columns */
function withRoles(options: ResampleOptions, names: readonly string[]): ResampleOptions {
  const roles = (['weights', 'groups', 'time'] as const).flatMap((role) => {
    const typed = options[role];
    return typed === undefined ? [] : [[role, resolveColumn(typed, names, `--${role}`)]];
  });
  return { ...options, ...Object.fromEntries(roles) };
}

/** Columns of which made rows have the cells of those that they grew from. One that is kept as a feature is made like any. */
const carriedColumns = ({ weights, groups, time }: ResampleOptions, { table }: Problem): string[] =>
  [...new Set([weights, groups, time])]
    .filter((name) => name !== undefined)
    .filter((name) => !table.has(name));

/** Those that a fit would see: a row that weighs nothing is in none. */
function sampledRows({ y, weights }: Problem): TrainRows {
  const all = trainOnAll(y.length);
  return weights
    ? someTrainRows(
        all,
        [...all].filter((row) => weights[row] > 0),
      )
    : all;
}

function weightlessNote(problem: Problem, { weights }: ResampleOptions): Warning[] {
  const n = problem.y.length - sampledRows(problem).length;
  if (n === 0 || weights === undefined) return [];
  const rows = n === 1 ? '1 row that weighs 0 is' : `${n} rows that weigh 0 are`;
  return [{ id: 'weightless-rows', columns: [weights], message: `${rows} left out, as in fits` }];
}

const lostWarnings = (sampler: string, before: Record<string, number>, after: Record<string, number>) =>
  Object.keys(before)
    .filter((name) => before[name] > 0 && after[name] === 0)
    .map((name) => classLost(sampler, name));

function resultsOf(
  loaded: LoadedProblem,
  options: ResampleOptions,
  seed: number,
  resampled: Resampled,
  changed: { nRepeated: number; nRemoved: number },
  quality: ResampleResults['quality'],
): ResampleResults {
  const { problem } = loaded;
  const { task } = problem;
  const all = Uint32Array.from(problem.y, (_, row) => row);
  const carried = carriedColumns(options, problem);
  const before = countsOf(problem, all);
  const after = countsOf(problem, resampled.keep, resampled.syntheticY);
  return {
    schema: 'assay/results-resample/1',
    step: 'resample',
    seed,
    warnings: [
      ...[...loaded.warnings, ...weightlessNote(problem, options), ...workWarnings([resampled])],
      ...lostWarnings(options.sampler, before, after),
    ],
    task: task.kind,
    target: task.target,
    classes: [...task.classes],
    positive: task.positive === null ? null : task.classes[task.positive],
    rows: problem.y.length,
    features: problem.table.names,
    left_out: problem.leftOut.map(({ column, why }) => ({ column, why })),
    ...(carried.length === 0 ? {} : { carried }),
    sampler: options.sampler,
    params: { ...options.params },
    before,
    after,
    synthetic: resampled.synthetic.nRows,
    repeated: changed.nRepeated,
    removed: changed.nRemoved,
    quality,
  };
}

/** @returns seconds */
async function writeTable(
  sink: Sink,
  assembled: Assembled,
  { format, synthetic_flag: flag }: ResampleOptions,
): Promise<number> {
  const started = now();
  const table = flag === undefined ? assembled.table : withSyntheticFlag(assembled, flag);
  await sink.write(`data.${format}`, format === 'parquet' ? await parquetBytes(table) : csvChunks(table));
  return now() - started;
}

/** @throws AssayError exit 2 when the data has a column of the name */
function checkFlag({ synthetic_flag: flag }: ResampleOptions, { names }: Table): void {
  if (flag === undefined || !names.includes(flag)) return;
  throw usageError(
    'ASSAY_SYNTHETIC_FLAG',
    `--synthetic-flag: the data has a column "${flag}" already`,
    'name another one: --synthetic-flag is_synthetic',
  );
}

async function drawProjection(sink: Sink, projection: Projection, classes: readonly string[]) {
  await sink.write('plots/projection.json', toJsonText(projectionSpec(projection, classes)));
  await sink.write('plots/projection.svg', projectionSvg(projection, classes));
}

const optionsMissing = () =>
  usageError('ASSAY_RESAMPLE_OPTIONS', 'the options hold no sampler and target', 'use assay resample');

/** The rows that are resampled, as a problem with classes. @throws AssayError exit 2 or 3 */
async function loadClasses(
  options: Options,
  { features, drop, keep, weights, groups, time }: ResampleOptions,
  context: Context,
): Promise<LoadedProblem> {
  const { target, positive = null, task = null } = options;
  if (typeof target !== 'string') throw optionsMissing();
  const choice = { features, drop, keep, weights, groups: groups ?? null, time: time ?? null };
  const loaded = await loadProblem(options, { target, positive, task, ...choice }, context);
  if (isClassification(loaded.problem.task)) return loaded;
  throw usageError(
    'ASSAY_SAMPLER_TASK',
    `samplers need classes; ${loaded.problem.task.target} is a number`,
    'name a target with classes, or --task multiclass',
  );
}

const recipeOf = (
  { problem, file }: LoadedProblem,
  { sampler, params, synthetic_flag: flag }: ResampleOptions,
  carried: string[],
  seed: number,
  assembled: Assembled,
): Recipe => ({
  schema: 'assay/recipe/1',
  sampler,
  params: { ...params },
  seed,
  source: { sha256: file.sha256, rows: file.table.nRows },
  target: problem.task.target,
  features: problem.table.names,
  ...(carried.length === 0 ? {} : { carried }),
  ...(flag === undefined ? {} : { synthetic_flag: flag }),
  provenance: provenanceOf(assembled, file.table),
});

/** @throws AssayError exit 2, 3 or 4 before anything is written */
export async function prepareResample(
  options: Options,
  context: Context,
): Promise<PreparedStep<ResampleResults>> {
  const { resample: given, seed } = options;
  if (!given) throw optionsMissing();
  const loaded = await loadClasses(options, given, context);
  const { problem, file } = loaded;
  tellOtherRecipe(problem, context);
  const resolved = withRoles({ ...given, sampler: samplers.get(given.sampler).id }, file.table.names);
  checkFlag(resolved, file.table);
  const sampler = samplers.get(resolved.sampler);
  checkStrategy(sampler, resolved.params, problem.task);
  checkReachable(sampler, resolved.params, problem, [sampledRows(problem)]);
  const carried = carriedColumns(resolved, problem);
  const weightless = weightlessNote(problem, resolved);
  for (const warning of weightless) context.listener.warn(warning);
  return {
    step: 'resample',
    suffix: resolved.sampler,
    stem: file.stem,
    seed,
    options: { ...options, format: file.format, target: problem.task.target, resample: resolved },
    data: dataRecord(file),
    parents: [],
    warnings: [...loaded.warnings, ...weightless],
    async run(sink) {
      const spec = { id: resolved.sampler, params: resolved.params };
      const label = `${spec.id}: resampling`;
      const outcome = await runSampler(problem, spec, seed, context, label, sampledRows(problem));
      const resampled = unpackResampled(outcome);
      const assembled = assemble(file.table, problem, resampled, carried);
      await sink.write('recipe.json', toJsonText(recipeOf(loaded, resolved, carried, seed, assembled)));
      const write = await writeTable(sink, assembled, resolved);
      const { quality, projection } = await judgeSample(problem, outcome, seed, context);
      if (projection) await drawProjection(sink, projection, problem.task.classes);
      const results = resultsOf(loaded, resolved, seed, resampled, assembled, quality);
      return { results, timings: { read: loaded.readSeconds, sample: outcome.seconds, write } };
    },
  };
}
