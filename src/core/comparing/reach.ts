/**
 * Within reach of the best: how much worse a row may be for a rule to take it, if it is simpler.
 *
 * `one-se`: one standard error of the best (Breiman, Friedman, Olshen & Stone 1984, section 3.4.3), here the corrected
 * one, since folds share training rows. `pct-loss`: a share of the best value, as people state what simplicity may cost.
 */

export type ReachRule =
  | { readonly id: 'best' }
  | { readonly id: 'one-se' }
  /** Percent of the best value, from 0. */
  | { readonly id: 'pct-loss'; readonly percent: number };

/**
 * @param best the best row's value  @param standardError of that value, from 0
 * @returns in the metric's unit, from 0
 */
export function reachOf(rule: ReachRule, best: number, standardError: number): number {
  switch (rule.id) {
    case 'best':
      return 0;
    case 'one-se':
      return standardError;
    case 'pct-loss':
      return (Math.abs(best) * rule.percent) / 100;
  }
}

/**
 * The simplest of the rows within reach of the first; of equally simple ones the better.
 * @param values of the rows in order of the metric, the best first; null: undefined, never taken
 * @param isSimpler is the row at the first position simpler than the row at the second?
 * @returns its position and how many were within reach; null when the best has no value
 */
export function simplestWithin(
  values: readonly (number | null)[],
  reach: number,
  isSimpler: (a: number, b: number) => boolean,
): { readonly at: number; readonly nWithin: number } | null {
  const best = values[0] ?? null;
  if (best === null) return null;
  const within = values.flatMap((value, at) =>
    value !== null && (at === 0 || Math.abs(value - best) <= reach) ? [at] : [],
  );
  const at = within.reduce((simplest, row) => (isSimpler(row, simplest) ? row : simplest));
  return { at, nWithin: within.length };
}
