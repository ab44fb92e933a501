/** What the screens of `cv`, `train` and `tune` share: what was run, and how it ended. */
import { models } from '../../core/models/list.js';
import { byChoice, type ParamSpecs, type Params } from '../../core/params.js';
import type { Registered, Registry } from '../../core/registry.js';
import { samplers } from '../../core/samplers/list.js';
import type { EvaluationResults, EvaluationScope } from '../../core/schemas/evaluation.js';
import type { MetricValue } from '../../core/schemas/metric-value.js';
import { count, percent } from '../../core/shown-numbers.js';
import { ignoresSeed } from '../../core/splitters/list.js';
import { digitsFor, paramValue, score } from './numbers.js';
import { fact, joinFacts, type Style } from './paint.js';
import { alertLines, dataName, type StepInput } from './step-frame.js';

export type EvaluationInput<R extends EvaluationResults> = StepInput<R>;

/** What is known before anything is fitted. */
export interface ScopeInput {
  readonly results: EvaluationScope & { readonly seed: number };
  readonly data: StepInput<unknown>['data'];
  readonly targetFrom?: StepInput<unknown>['targetFrom'];
}

type OwnersOfParams = Registry<Registered & { readonly params: ParamSpecs }>;

const MAX_NAMES = 6;
const MAX_CLASSES = 6;

/** `ID (id-like), A, B (constant), and 3 more`. */
function leftOutText(leftOut: EvaluationScope['left_out']): string {
  if (leftOut.length === 0) return '';
  const reasons = [...new Set(leftOut.slice(0, MAX_NAMES).map(({ why }) => why))];
  const shown = reasons.map((why) => {
    const names = leftOut.slice(0, MAX_NAMES).filter((item) => item.why === why);
    return `${names.map(({ column }) => column).join(', ')} (${why})`;
  });
  const more = leftOut.length > MAX_NAMES ? [`and ${leftOut.length - MAX_NAMES} more`] : [];
  return `left out: ${[...shown, ...more].join(', ')}`;
}

function targetText({ task, classes, positive, shares }: EvaluationScope): string {
  if (task === 'binary') {
    return `binary · positive ${positive}, ${percent(shares[classes.indexOf(positive ?? '')] ?? 0)}`;
  }
  if (task === 'regression') return 'regression';
  const named = classes.slice(0, MAX_CLASSES).map((label, i) => `${label} ${percent(shares[i] ?? 0)}`);
  const more = classes.length > MAX_CLASSES ? `, and ${classes.length - MAX_CLASSES} more` : '';
  return `${classes.length} classes: ${named.join(', ')}${more}`;
}

/** Shown of parameters at their defaults, where few others are. */
const MOST_SHOWN = 4;

const paramTexts = (params: Params) =>
  Object.entries(params).map(([name, value]) => `${name}=${paramValue(value)}`);

/**
 * `forest max_depth=8 n_estimators=100 …`: every parameter that was chosen, then some at their defaults.
 * @param registry where the id is found, if this assay still has it
 */
export function withParams(registry: OwnersOfParams, id: string, params: Params): string {
  const { chosen, usual } = byChoice(registry.has(id) ? registry.get(id).params : {}, params);
  const [first, rest] = [paramTexts(chosen), paramTexts(usual)];
  const shown = [...first, ...rest.slice(0, Math.max(0, MOST_SHOWN - first.length))];
  const more = shown.length < first.length + rest.length ? ['…'] : [];
  return [id, ...shown, ...more].join(' ');
}

/** `threshold 0.5`; `threshold for f1`, when it is chosen. */
const thresholdText = (threshold: number | string) =>
  typeof threshold === 'number' ? `threshold ${threshold}` : `threshold for ${threshold}`;

function pipelineText(results: ScopeInput['results']): string {
  const steps = [
    results.sampler === 'none' ? '' : withParams(samplers, results.sampler, results.sampler_params),
    withParams(models, results.model, results.params),
    results.calibrate ?? '',
    results.threshold === null ? '' : thresholdText(results.threshold),
  ];
  const weights = [
    results.weights ? `weights ${results.weights}` : '',
    results.class_weight ? `class_weight=${results.class_weight}` : '',
  ];
  return joinFacts([steps.filter(Boolean).join(' → '), ...weights, `seed ${results.seed}`]);
}

/** The folds, or the hold-out. */
export function splitFact({ split }: EvaluationScope, style: Style): string[] {
  const seed = ignoresSeed(split.splitter) ? [] : [`split seed ${split.seed}`];
  const identity = [...seed, split.sha256.slice(0, 6)];
  if (split.test_size === undefined) {
    const repeats = split.repeats > 1 ? ` × ${split.repeats} repeats` : '';
    return fact('folds', joinFacts([`${split.folds}${repeats}, ${split.splitter}`, ...identity]), style);
  }
  if (split.test_size === 0) return fact('hold-out', 'none: trained on all rows, no score', style);
  const held = `${percent(split.test_size, 0)} of the rows, ${split.splitter}`;
  return fact('hold-out', joinFacts([held, ...identity]), style);
}

/** data, target. */
export function problemFacts({ results, data, targetFrom }: ScopeInput, style: Style): string[] {
  const dropped = data.rows - results.rows;
  const rows = `${count(data.rows)} rows${dropped > 0 ? `, ${count(dropped)} without a target left out` : ''}`;
  const used = `${results.features.length} of ${data.columns} columns used`;
  const source = targetFrom === undefined ? '' : `(from ${targetFrom})`;
  return [
    ...fact('data', joinFacts([dataName(data), rows, used, leftOutText(results.left_out)]), style),
    ...fact('target', joinFacts([results.target, targetText(results), source]), style),
  ];
}

/** data, target, pipeline, folds. */
export const headerBlock = (input: ScopeInput, style: Style): string[] => [
  ...problemFacts(input, style),
  ...fact('pipeline', pipelineText(input.results), style),
  ...splitFact(input.results, style),
];

/** Is the value better than the baseline? Undefined values are not. */
export function beats(metric: MetricValue | undefined, baseline: MetricValue | undefined): boolean {
  const [value, floor] = [metric?.value ?? null, baseline?.value ?? null];
  if (value === null || floor === null) return value !== null;
  return metric?.direction === 'min' ? value < floor : value > floor;
}

/** The ranking metric under the best constant answer: what nobody should have to find out alone. */
function baselineAlert({ by, metrics, baseline, baseline_answers: answers }: EvaluationResults): string[] {
  const metric = metrics[by];
  if (!metric || metric.value === null || beats(metric, baseline[by])) return [];
  const floor = baseline[by]?.value ?? null;
  const digits = digitsFor([metric.value, floor]);
  const answer = answers[by] ? `${answers[by]}: ` : '';
  return [
    `${by} ${score(metric.value, digits)} is no better than the same answer for every row (${answer}${score(floor, digits)})`,
  ];
}

/** Everything that a person must know before believing the numbers. */
export function warningsBlock(
  { results }: EvaluationInput<EvaluationResults>,
  style: Style,
  extra: readonly string[] = [],
): string[] {
  const leaky = results.leaky
    ? ['leaky: rows made or repeated by a sampler are in training and test folds; these scores mean nothing']
    : [];
  const said = results.warnings.map(({ message }) => message);
  return alertLines([...leaky, ...baselineAlert(results), ...extra, ...said], style);
}
