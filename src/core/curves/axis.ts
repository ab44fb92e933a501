/** What a curve runs along: one parameter of the model, or the share of the training rows that is fitted on. */
import { usageError } from '../errors.js';
import type { Model } from '../models/model.js';
import { exp, log } from '../numeric.js';
import { findParam, type ParamSpec, type ParamValue, type Space, spaceText } from '../params.js';

/** Stands beside the parameters of the model. */
export const TRAIN_SIZE = 'train_size';

/** scikit-learn's learning_curve. */
const DEFAULT_SHARES = [0.1, 0.325, 0.55, 0.775, 1];

export const trainSizeSpec: ParamSpec = {
  type: 'float',
  default: 1,
  min: 0,
  aboveMin: true,
  max: 1,
  help: 'share of the training rows that is fitted on',
  space: { choices: DEFAULT_SHARES },
};

export interface CurveAxis {
  readonly param: string;
  /** At least two; numbers ascending. */
  readonly values: readonly ParamValue[];
}

/** Where the shares lie when a number of them is asked for. */
const SHARES = { low: 0.1, high: 1 } as const;

/** Points that cost a fit each; those of one fit. */
const FEW = 10;
const MANY = 30;

/** What is asked of a staged parameter when nobody says: up to so many rounds or more. */
const ROUNDS = { low: 10, high: 300, integer: true } as const;

/** The shares that are drawn when nobody lists some. */
const sharesFor = (steps: number | null): Space => (steps === null ? { choices: DEFAULT_SHARES } : SHARES);

/** Takes the noise of the last bits off, so that a tenth is written 0.1. */
const tidy = (value: number) => Number(value.toPrecision(12));

const isAscending = (values: readonly ParamValue[]): values is readonly number[] =>
  values.every((value) => typeof value === 'number');

function spread({ low, high, log: isLog, integer }: Exclude<Space, { choices: unknown }>, steps: number) {
  return Array.from({ length: steps }, (_, i) => {
    const share = i / (steps - 1);
    const between = isLog ? exp(log(low) + share * (log(high) - log(low))) : low + share * (high - low);
    if (i === 0 || i === steps - 1) return i === 0 ? low : high;
    return integer ? Math.round(between) : tidy(between);
  });
}

/** Choices as they are, numbers ascending; a range from end to end. @param steps at least 2 */
export function curvePoints(space: Space, steps: number): ParamValue[] {
  const values = [...new Set('choices' in space ? space.choices : spread(space, steps))];
  return isAscending(values) ? values.sort((a, b) => Number(a) - Number(b)) : values;
}

/**
 * `-p max_depth` alone: along it, where the model says; other texts as they are.
 * @param steps as `planCurve` has it
 */
export function withDefaultRange(model: Model, text: string, steps: number | null = null): string {
  if (text.includes('=')) return text;
  const bare = text.slice(text.lastIndexOf('.') + 1).trim();
  if (bare === TRAIN_SIZE) return `${text}=${spaceText(sharesFor(steps))}`;
  const name = findParam(model.params, bare);
  if (name === undefined) return text;
  const space = model.stagedBy === name ? ROUNDS : model.params[name].space;
  if (space) return `${text}=${spaceText(space)}`;
  throw usageError(
    'ASSAY_CURVE_RANGE',
    `curve: ${model.id} does not say where to look for ${name}`,
    `give a range or a list: -p ${name}=A..B`,
  );
}

/**
 * @param space ranges that were given, of the model's parameters and `train_size`; none: `train_size`
 * @param fixed what was given one value  @param steps null: 10, or 30 where all come from one fit
 * @throws AssayError exit 2 for several axes, one point, or steps of listed values
 */
export function planCurve(
  model: Model,
  { space, fixed }: { readonly space: Readonly<Record<string, Space>>; readonly fixed: readonly string[] },
  steps: number | null,
): CurveAxis {
  const names = Object.keys(space);
  if (names.length > 1) {
    throw usageError(
      'ASSAY_CURVE_AXES',
      `curve: -p gives ranges for ${names.join(' and ')}; a curve runs along one`,
      'give the others one value, or search them: assay tune',
    );
  }
  if (fixed.includes(TRAIN_SIZE)) {
    throw usageError(
      'ASSAY_CURVE_POINTS',
      `curve: one value of ${TRAIN_SIZE} is no curve`,
      `give several: -p ${TRAIN_SIZE}=0.1,0.5,1`,
    );
  }
  const [param = TRAIN_SIZE] = names;
  const where = space[param] ?? sharesFor(steps);
  if (steps !== null && 'choices' in where) {
    throw usageError(
      'ASSAY_CURVE_STEPS',
      `curve: --steps ${steps} is of a range, and ${param} has its values listed: ${spaceText(where)}`,
      `leave --steps out, or give a range: -p ${param}=A..B`,
    );
  }
  const values = curvePoints(where, steps ?? (model.stagedBy === param ? MANY : FEW));
  if (values.length > 1) return { param, values };
  throw usageError('ASSAY_CURVE_POINTS', `curve: one value of ${param} is no curve`, 'give several');
}
