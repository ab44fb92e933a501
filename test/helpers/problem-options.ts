import type { ProblemOptions } from '../../src/core/problem-options.js';

/** Options of a problem as when nothing but the target is typed. */
export const problemOptions = (target: string, given: Partial<ProblemOptions> = {}): ProblemOptions => ({
  target,
  positive: null,
  task: null,
  features: null,
  drop: [],
  keep: [],
  groups: null,
  time: null,
  ...given,
});
