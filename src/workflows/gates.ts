/** Gates of a modelling step: a tag is looked up and becomes a number before anything runs. */
import { type AssayError, usageError } from '../core/errors.js';
import { type DraftGate, gateMetric, gateValue, type TagReading } from '../core/gates.js';
import { metricFor } from '../core/metrics/choose-metrics.js';
import type { EvaluationResults } from '../core/schemas/evaluation.js';
import type { Gate } from '../core/schemas/gate.js';
import type { ScoreResults } from '../core/schemas/score.js';
import type { Fold } from '../core/splitters/splitter.js';
import { unknownName } from '../core/suggest.js';
import type { Problem } from '../core/task.js';
import { taggedWith } from '../store/short-selectors.js';
import type { Version } from '../store/version.js';
import type { Context } from './context.js';
import { hashFolds } from './folds.js';
import { hashRows, type LoadedProblem } from './load-problem.js';
import { experimentOf } from './step.js';

const failed = (require: string, why: string, hint: string): AssayError =>
  usageError('ASSAY_GATE_TAG', `--require ${JSON.stringify(require)}: ${why}`, hint);

/** The reading whose tag is there, and the versions that have it: those of the experiment, else of all others. */
function lookUp(readings: readonly TagReading[], experiment: string, { store }: Context) {
  const tagged = (name: string, tag: string) => taggedWith(store.versions(name), tag);
  for (const reading of readings) {
    const own = tagged(experiment, reading.tag);
    const found = own.length > 0 ? own : store.experiments().flatMap((name) => tagged(name, reading.tag));
    if (found.length > 0) return { reading, found };
  }
  const versions = store.experiments().flatMap((name) => store.versions(name));
  const known = [...new Set(versions.flatMap((version) => version.labels().tags))].sort();
  throw unknownName(
    'tag',
    `@${readings[readings.length - 1].tag}`,
    known.map((tag) => `@${tag}`),
  );
}

const SHOWN_DIGITS = 6;
const shown = (value: number) => String(Number(value.toPrecision(SHOWN_DIGITS)));

type Results = EvaluationResults | ScoreResults;

const scoresOf = (version: Version): Results['metrics'] =>
  version.state === 'done' ? (version.results().metrics ?? {}) : {};

/** What gates look at: the problem, and the data that it is of. */
interface Gated extends Pick<LoadedProblem, 'problem' | 'file'> {
  /** The column that metrics are weighted by; absent: none. */
  readonly weights?: string | null;
}

/** Only `score` weights metrics: elsewhere weights are of fits alone. */
const metricWeights = (results: Results): string | null =>
  results.step === 'score' ? (results.weights ?? null) : null;

/** Where the tagged version was scored on other rows, what they were of; null for the same ones. */
function otherData({ manifest }: Version, results: Results, { problem, file }: Gated): string | null {
  const data = manifest?.data;
  if (data?.sha256 === file.sha256) return null;
  if (results.step === 'score' && results.rows_sha256 === hashRows(problem)) return null;
  const its = data ? `${data.path} (SHA-256 ${data.sha256.slice(0, 6)})` : 'unknown';
  return `its data is ${its}, here ${file.path} (${file.sha256.slice(0, 6)})`;
}

/** Of a tagged version and the run that is held against it, what must be the same and is not, in words. */
function differences(version: Version, gated: Gated): string[] {
  const results = version.results() as Results;
  const { task } = gated.problem;
  const sides: readonly (readonly [string, string | null, string | null])[] = [
    ['task', results.task, task.kind],
    ['target', results.target, task.target],
    ['positive class', results.positive, task.positive === null ? null : task.classes[task.positive]],
    ['column of weights', metricWeights(results), gated.weights ?? null],
  ];
  const unequal = sides.filter(([, its, own]) => its !== own);
  const told = unequal.map(([what, its, own]) => `its ${what} is ${its ?? 'none'}, here ${own ?? 'none'}`);
  const data = otherData(version, results, gated);
  return data === null ? told : [...told, data];
}

/** A version that a gate's tag names. */
interface Tagged {
  readonly tag: string;
  readonly version: string;
  /** `split.sha256` of its results; null: it was scored without folds. */
  readonly folds: string | null;
}

interface ResolvedGates {
  /** As they are kept. */
  readonly gates: readonly Gate[];
  readonly tagged: readonly Tagged[];
}

/**
 * The number that the tagged version stands for; says which version that is.
 * @throws AssayError exit 2 unless exactly one version holds it, on the same data and target
 */
function resolveTag(
  gate: DraftGate,
  readings: readonly TagReading[],
  loaded: Gated,
  context: Context,
): { than: number; tagged: Tagged } {
  const { require, metric, op } = gate;
  const { reading, found } = lookUp(readings, experimentOf(loaded.file, context), context);
  const holders = found.filter((version) => gateMetric(metric).id in scoresOf(version));
  if (holders.length !== 1) {
    const ids = (holders.length > 0 ? holders : found).map(({ id }) => id).join(', ');
    const why = holders.length > 1 ? `${holders.length} versions` : `no version that holds ${metric}`;
    throw failed(require, `@${reading.tag} names ${why}, and one is needed`, `it is on ${ids}`);
  }
  const [version] = holders;
  const value = gateValue(metric, scoresOf(version));
  if (value === null) {
    throw failed(require, `${metric} of ${version.id} is undefined`, 'give a number, or another metric');
  }
  const is = `@${reading.tag} is ${version.id}`;
  const unlike = differences(version, loaded);
  if (unlike.length > 0) {
    const number = `or give a number: --require '${metric} ${op} ${value + reading.margin}'`;
    throw failed(
      require,
      `${is}, of something else: ${unlike.join('; ')}`,
      `tag a version of this, ${number}`,
    );
  }
  context.listener.note(`${is}, ${metric} ${shown(value)}`);
  const { split } = version.results() as Results;
  const tagged = { tag: reading.tag, version: version.id, folds: split?.sha256 ?? null };
  return { than: value + reading.margin, tagged };
}

/**
 * Gates with metrics that fit the task, and a number to be held against.
 * @throws AssayError exit 2
 */
export function resolveGates(drafts: readonly DraftGate[], loaded: Gated, context: Context): ResolvedGates {
  const tagged: Tagged[] = [];
  const gates = drafts.map((gate): Gate => {
    metricFor(loaded.problem.task, gateMetric(gate.metric).id);
    const { than } = gate;
    if (typeof than === 'number') return { ...gate, than };
    const resolved = resolveTag(gate, than, loaded, context);
    tagged.push(resolved.tagged);
    return { ...gate, than: resolved.than };
  });
  return { gates, tagged };
}

/** Warns of each tagged version that was scored on other folds than these. */
export function sayOtherFolds(
  tagged: readonly Tagged[],
  problem: Problem,
  folds: readonly Fold[],
  { listener }: Context,
): void {
  if (tagged.length === 0) return;
  const own = hashFolds(problem, folds);
  for (const { tag, version, folds: its } of tagged.filter((one) => one.folds !== own)) {
    const how = its === null ? 'without folds' : 'on other folds';
    const message = `@${tag} is ${version}, scored ${how}: the gate holds unlike scores against each other`;
    listener.warn({ id: 'gate-folds', columns: [], message });
  }
}

/** @throws AssayError exit 2 when there are gates and nothing will be scored */
export function checkScored(gates: readonly Gate[]): void {
  if (gates.length === 0) return;
  throw failed(gates[0].require, 'nothing is scored with --test-size 0', 'leave one of the two out');
}
