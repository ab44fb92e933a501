/**
 * Gates: `f1.low >= 0.65` or `f1 >= @baseline - 0.01`, read and held against results.
 *
 *   gate = METRIC [".low" | ".high"] OPERATOR (NUMBER | "@" TAG [("+" | "-") NUMBER])
 */
import { type AssayError, usageError } from './errors.js';
import { metrics as registry } from './metrics/list.js';
import type { Gate, GateOutcome } from './schemas/gate.js';
import type { MetricValue, MetricValues } from './schemas/metric-value.js';

export const GATE_OPERATORS = ['>=', '>', '<=', '<', '=='] as const;

/** One way to read `@baseline-0.01`: the value of the tagged version, and what is added to it. */
export interface TagReading {
  readonly tag: string;
  readonly margin: number;
}

/** A gate as typed: what it is held against may be the value of a tagged version. */
export interface DraftGate extends Omit<Gate, 'than'> {
  /** Readings, the likelier first: a tag may itself end in `-0.01`. */
  readonly than: number | readonly TagReading[];
}

const FORM = /^(.*?)(>=|<=|==|=|>|<)(.*)$/s;
/** A label may hold what looks like an operator (`f1:>50K >= 0.5`): then the last one counts. */
const FORM_OF_CLASS = /^([^<>=]*:.*?)(>=|<=|==|=|>|<)([^<>=]*)$/s;
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
const TAG = /^@([\p{L}\p{N}._-]+)$/u;
const TAG_AND_MARGIN = /^@([\p{L}\p{N}._-]+?)\s*([+-])\s*((?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?)$/iu;
const EXAMPLE = "e.g. --require 'f1 >= 0.65' or --require 'f1 >= @baseline-0.01'";

const wrong = (text: string, why: string, hint = EXAMPLE): AssayError =>
  usageError('ASSAY_GATE_FORM', `--require ${JSON.stringify(text)}: ${why}`, hint);

/** `f1.low` as metric and end; the end is `value` when none is named. */
export function gateMetric(metric: string): { id: string; end: 'value' | 'low' | 'high' } {
  const [, id, end] = /^(.*)\.(low|high)$/i.exec(metric) ?? [];
  return id ? { id, end: end.toLowerCase() as 'low' | 'high' } : { id: metric, end: 'value' };
}

/** The metric by its id. @throws AssayError (exit 2): none, unknown, or a negated name, which would turn the gate round */
function metricOf(text: string, typed: string): string {
  if (typed === '') throw wrong(text, 'names no metric');
  const { id, end } = gateMetric(typed);
  const metric = registry.get(id).id;
  if (/^neg_/i.test(id)) {
    throw wrong(
      text,
      'nothing is negated here',
      `a gate on ${metric} itself: --require '${metric} <= NUMBER'`,
    );
  }
  return end === 'value' ? metric : `${metric}.${end}`;
}

function thanOf(text: string, typed: string): DraftGate['than'] {
  if (NUMBER.test(typed)) return Number(typed);
  const [, whole] = TAG.exec(typed) ?? [];
  const [, tag, sign, margin] = TAG_AND_MARGIN.exec(typed) ?? [];
  const readings = [
    ...(whole ? [{ tag: whole, margin: 0 }] : []),
    ...(tag ? [{ tag, margin: Number(`${sign}${margin}`) }] : []),
  ];
  if (readings.length > 0) return readings;
  throw wrong(text, typed === '' ? 'ends before its number' : `"${typed}" is no number and no @tag`);
}

/**
 * Reads a gate; metrics go by their ids, whatever name was typed.
 * @throws AssayError (exit 2) for what cannot be read, and for an unknown metric
 */
export function parseGate(typed: string): DraftGate {
  const text = typed.trim();
  const match = FORM_OF_CLASS.exec(text) ?? FORM.exec(text);
  if (!match) {
    const lost = `the shell may have taken ">=0.65"; quote it, ${EXAMPLE}`;
    throw wrong(text, 'there is no operator', lost);
  }
  const [, left, op, right] = match;
  if (op === '=') throw wrong(text, '= is no operator', `one of ${GATE_OPERATORS.join(' ')}, ${EXAMPLE}`);
  const metric = metricOf(text, left.trim());
  return { require: text, metric, op: op as Gate['op'], than: thanOf(text, right.trim()) };
}

/** Its interval over folds; where folds have no scores to vary, that of its rows. */
function intervalOf({ estimate, ci95, pooled }: MetricValue): readonly [number, number] | null {
  const isOfRows = estimate === 'single' || estimate === 'pooled';
  return ci95 ?? (isOfRows ? (pooled?.ci95 ?? null) : null);
}

/** The value that a gate speaks of; null when it is undefined or has no interval. */
export function gateValue(metric: string, values: MetricValues): number | null {
  const { id, end } = gateMetric(metric);
  const found: MetricValue | undefined = values[id];
  if (!found || end === 'value') return found?.value ?? null;
  return intervalOf(found)?.[end === 'low' ? 0 : 1] ?? null;
}

const HOLDS: Readonly<Record<Gate['op'], (value: number, than: number) => boolean>> = {
  '>=': (value, than) => value >= than,
  '>': (value, than) => value > than,
  '<=': (value, than) => value <= than,
  '<': (value, than) => value < than,
  '==': (value, than) => value === than,
};

/** Gates held against metrics: an undefined value passes none. */
export const judgeGates = (gates: readonly Gate[], values: MetricValues): GateOutcome[] =>
  gates.map((gate) => {
    const value = gateValue(gate.metric, values);
    return { ...gate, value, passed: value !== null && HOLDS[gate.op](value, gate.than) };
  });

const SHOWN_DIGITS = 6;

/** Short, but never so that two numbers that differ look alike. */
function shown(value: number, beside: number): number {
  const short = Number(value.toPrecision(SHOWN_DIGITS));
  return short === Number(beside.toPrecision(SHOWN_DIGITS)) ? value : short;
}

/** `f1 >= 0.65 failed: f1 is 0.612`; of a tag also the number that it stands for. */
export function gateText({ require, metric, value, op, than, passed }: GateOutcome): string {
  const none = gateMetric(metric).end === 'value' ? 'undefined' : 'undefined: there is no interval';
  const is = value === null ? none : shown(value, than);
  const wanted = `${passed ? '' : 'not '}${op} ${shown(than, value ?? Number.NaN)}`;
  const meant = require.includes('@') ? `, ${wanted}` : '';
  return `${require} ${passed ? 'passed' : 'failed'}: ${metric} is ${is}${meant}`;
}
