/** The confusion table, truth by row, with what it means in words. */
import type { EvaluationResults } from '../../core/schemas/evaluation.js';
import { count, percent } from '../../core/shown-numbers.js';
import { fitTable } from './layout.js';
import { colorsOf, type Style } from './paint.js';
import { clean, clip, hang } from './text.js';

const LABEL_WIDTH = 16;

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

const shareText = (part: number, whole: number) => (whole === 0 ? 'none' : percent(part / whole, 0));

/** `finds 40 % of the 1s; 62 % of what it calls 1 is 1`. */
function inWords(confusion: readonly (readonly number[])[], positive: number, label: string): string {
  const hits = confusion[positive][positive];
  const truth = sum(confusion[positive]);
  const called = sum(confusion.map((row) => row[positive]));
  const precision =
    called === 0
      ? `never answers ${label}`
      : `${shareText(hits, called)} of what it calls ${label} is ${label}`;
  return `finds ${shareText(hits, truth)} of the rows that are ${label}; ${precision}`;
}

/**
 * Counts of one repeat; nothing for regression, one line when the classes do not fit. Columns are not dropped here: half
 * a confusion table would mislead.
 */
export function confusionBlock(
  { confusion, classes, positive }: Pick<EvaluationResults, 'confusion' | 'classes' | 'positive'>,
  style: Style,
): string[] {
  if (confusion === null) return [];
  const colors = colorsOf(style);
  const labels = classes.map((label) => clip(clean(label), LABEL_WIDTH));
  const found = confusion.map((row, truth) => shareText(row[truth], sum(row)));
  const { head, rows, hidden } = fitTable(
    [
      { head: 'truth \\ predicted', align: 'left', cells: labels.map((label) => `  ${label}`) },
      ...labels.map((label, predicted) => ({
        head: label,
        align: 'right' as const,
        cells: confusion.map((row, truth) => {
          const cell = count(row[predicted]);
          return truth === predicted ? colors.bold(cell) : cell;
        }),
      })),
      { head: 'found', align: 'right', cells: found },
    ],
    style.width,
  );
  if (hidden > 1)
    return hang('', `${classes.length} classes: the confusion table is in results.json`, style.width);
  const at = positive === null ? -1 : classes.indexOf(positive);
  const words = at < 0 ? [] : hang('  ', inWords(confusion, at, labels[at]), style.width);
  return [colors.dim(head), ...rows, ...words];
}
