/** Gates of a modelling step: a tag is looked up and becomes a number before anything runs. */
import { type AssayError, usageError } from '../core/errors.js';
import { type DraftGate, gateMetric, gateValue, type TagReading } from '../core/gates.js';
import { metricFor } from '../core/metrics/choose-metrics.js';
import type { EvaluationResults } from '../core/schemas/evaluation.js';
import type { Gate } from '../core/schemas/gate.js';
import { unknownName } from '../core/suggest.js';
import type { Task } from '../core/task.js';
import { taggedWith } from '../store/short-selectors.js';
import type { Version } from '../store/version.js';
import type { Context } from './context.js';
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

const scoresOf = (version: Version): EvaluationResults['metrics'] =>
  version.state === 'done' ? (version.results().metrics ?? {}) : {};

/** The number that the tagged version stands for. @throws AssayError exit 2 unless exactly one version holds it */
function valueOfTag(
  { require, metric }: DraftGate,
  readings: readonly TagReading[],
  stem: string,
  context: Context,
): number {
  const { reading, found } = lookUp(readings, experimentOf({ stem }, context), context);
  const holders = found.filter((version) => gateMetric(metric).id in scoresOf(version));
  if (holders.length !== 1) {
    const ids = (holders.length > 0 ? holders : found).map(({ id }) => id).join(', ');
    const why = holders.length > 1 ? `${holders.length} versions` : `no version that holds ${metric}`;
    throw failed(require, `@${reading.tag} names ${why}, and one is needed`, `it is on ${ids}`);
  }
  const value = gateValue(metric, scoresOf(holders[0]));
  if (value !== null) return value + reading.margin;
  throw failed(require, `${metric} of ${holders[0].id} is undefined`, 'give a number, or another metric');
}

/**
 * Gates as they are kept: metrics that fit the task, and a number to be held against.
 * @param stem of the data: the experiment's name when no other is given
 * @throws AssayError exit 2
 */
export const resolveGates = (
  gates: readonly DraftGate[],
  task: Task,
  stem: string,
  context: Context,
): Gate[] =>
  gates.map((gate) => {
    metricFor(task, gateMetric(gate.metric).id);
    const { than } = gate;
    return { ...gate, than: typeof than === 'number' ? than : valueOfTag(gate, than, stem, context) };
  });

/** @throws AssayError exit 2 when there are gates and nothing will be scored */
export function checkScored(gates: readonly Gate[]): void {
  if (gates.length === 0) return;
  throw failed(gates[0].require, 'nothing is scored with --test-size 0', 'leave one of the two out');
}
