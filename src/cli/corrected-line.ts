/** What was typed with one thing put right, ready to be typed again. */
import { shellText } from '../core/shell-text.js';

/**
 * @param argv what was typed after `assay`
 * @param wrong the first word that is to be replaced
 * @param right what stands in place of it and of `taken` words after it
 * @returns the whole command line; null when the word does not stand there as such
 */
export function correctedLine(
  argv: readonly string[],
  wrong: string,
  right: readonly string[],
  taken = 0,
): string | null {
  const at = argv.indexOf(wrong);
  return at < 0 ? null : shellText(['assay', ...argv.toSpliced(at, 1 + taken, ...right)]);
}
