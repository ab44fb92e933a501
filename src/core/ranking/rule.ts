/** `--rule`: by what a version is taken from a ranking. */
import type { ReachRule } from '../comparing/reach.js';
import { usageError } from '../errors.js';

/** As it is typed. */
export const ruleText = (rule: ReachRule): string =>
  rule.id === 'pct-loss' ? `pct-loss=${rule.percent}` : rule.id;

const HINT = 'best, one-se, or pct-loss=1: the simplest that loses at most 1 % of the best value';

/** @throws AssayError (exit 2) for what is no rule */
export function parseRule(typed: string): ReachRule {
  if (typed === 'best' || typed === 'one-se') return { id: typed };
  const loss = /^pct-loss=(.+)$/.exec(typed)?.[1];
  const percent = Number(loss);
  if (loss !== undefined && percent >= 0 && percent <= 100) return { id: 'pct-loss', percent };
  throw usageError('ASSAY_RULE', `--rule ${JSON.stringify(typed)} is no rule`, HINT);
}
