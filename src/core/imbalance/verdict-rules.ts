/** The rules that a verdict of `imbalance` is made by, in the order in which they are tried. */
export const VERDICT_RULES = [
  'constant',
  'untested',
  'nothing',
  'threshold',
  'class-weight',
  'resampling',
] as const;

export type VerdictRule = (typeof VERDICT_RULES)[number];
