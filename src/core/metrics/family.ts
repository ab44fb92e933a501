/** Metrics with a parameter, typed `NAME@PARAMETER`: `fbeta@0.5`, `cohen_kappa@quadratic`. */
import { type AssayError, usageError } from '../errors.js';
import type { Registered } from '../registry.js';
import type { Metric } from './metric.js';

export interface MetricFamily extends Registered {
  /** What stands for the parameter in help: `BETA`. */
  readonly parameter: string;
  /** Which parameters there are, as a phrase: `a number above 0`. */
  readonly accepts: string;
  /** A parameter that can be typed. */
  readonly example: string;
  /** The parameter of the bare id; absent: the bare id is another metric, or none. */
  readonly standard?: string;
  /** @returns the parameter in the one way it is written, so that `@0.50` is `@0.5`; null when it is none */
  read(typed: string): string | null;
  /** @param id of the metric  @param parameter as `read` wrote it */
  make(id: string, parameter: string): Metric;
}

/** Reads a number that satisfies `fits`. */
export const numberWhere =
  (fits: (value: number) => boolean) =>
  (typed: string): string | null => {
    const value = typed.trim() === '' ? Number.NaN : Number(typed);
    return Number.isFinite(value) && fits(value) ? String(value) : null;
  };

/** `fbeta@BETA` */
export const formOf = ({ id, parameter }: MetricFamily) => `${id}@${parameter}`;

/** The metric of the bare id. @throws Error where the family has none: a bug */
export function standardMetric(family: MetricFamily): Metric {
  if (family.standard === undefined) throw new Error(`${family.id} has no standard parameter`);
  return family.make(family.id, family.standard);
}

/** The id of a member: the bare one for the standard parameter. An error (exit 2) for what is no parameter. */
export function memberOf(
  family: MetricFamily,
  typed: string,
): { id: string; parameter: string } | AssayError {
  const parameter = family.read(typed);
  if (parameter !== null) {
    const id = parameter === family.standard ? family.id : `${family.id}@${parameter}`;
    return { id, parameter };
  }
  return usageError(
    'ASSAY_METRIC_PARAMETER',
    `${formOf(family)}: ${family.parameter} is ${family.accepts}, got "${typed}"`,
    `e.g. ${family.id}@${family.example}`,
  );
}
