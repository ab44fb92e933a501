/** How many folds there are, in words. */
import { count } from '../../core/shown-numbers.js';

/** `5`, `5 × 2 repeats`, or `199 in 4 repeats of 49 to 50` where repeats have unequal numbers of them. */
export function foldCounts(folds: readonly { readonly repeat: number }[]): string {
  const inRepeat = new Map<number, number>();
  for (const { repeat } of folds) inRepeat.set(repeat, (inRepeat.get(repeat) ?? 0) + 1);
  const counts = [...inRepeat.values()];
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  if (least < most) {
    return `${count(folds.length)} in ${count(counts.length)} repeats of ${count(least)} to ${count(most)}`;
  }
  return counts.length > 1 ? `${count(most)} × ${count(counts.length)} repeats` : count(most);
}
