/** `--leak-gap`: what sampling before the split would have shown beside the scores, every wrong column named so. */
import { metrics as knownMetrics } from '../../core/metrics/list.js';
import type { CvResults } from '../../core/schemas/evaluation.js';
import { fitTable, right } from './layout.js';
import { digitsFor, score, signed } from './numbers.js';
import { colorsOf, type Style } from './paint.js';
import { hang } from './text.js';

const NOTE =
  'WRONG: the whole table is sampled first, then split as above, so that models train on copies or neighbours of tested rows, ' +
  'and made rows are tested; of real rows: the same models on the tested rows of the data alone. Nothing ranks by it.';

type Gap = NonNullable<CvResults['leak_gap']>[string];

/** The ranking metric first. */
function linesOf({ leak_gap: gaps, by }: CvResults) {
  const { [by]: first, ...rest } = gaps ?? {};
  const ordered: [string, Gap | undefined][] = [[by, first], ...Object.entries(rest)];
  return ordered.flatMap(([id, gap]) =>
    gap === undefined ? [] : [{ id, ...gap, digits: digitsFor([gap.right, gap.wrong]) }],
  );
}

const isLow = (id: string) => knownMetrics.has(id) && knownMetrics.get(id).direction === 'min';

/** A line a metric: sampled inside the folds, before the split, and by how much that looks better. Empty without --leak-gap. */
export function leakGapBlock(results: CvResults, style: Style): string[] {
  const lines = linesOf(results);
  if (lines.length === 0) return [];
  const colors = colorsOf(style);
  const { head, rows } = fitTable(
    [
      {
        head: 'leak gap',
        align: 'left',
        cells: lines.map(({ id }) => (id === results.by ? colors.bold(id) : id)),
      },
      right(
        'in the folds',
        lines.map((line) => score(line.right, line.digits)),
      ),
      right(
        'WRONG: before the split',
        lines.map(({ wrong, digits }) => score(wrong, digits)),
      ),
      right(
        'inflated by',
        lines.map(({ value, digits }) =>
          value === null ? score(null, digits) : colors.yellow(signed(value, digits)),
        ),
      ),
      right(
        'WRONG, of real rows',
        lines.map((line) => score(line.wrong_real, line.digits)),
      ),
      { head: '', align: 'left', cells: lines.map(({ id }) => (isLow(id) ? 'lower is better' : '')) },
    ],
    style.width,
  );
  return [colors.dim(head), ...rows, ...hang('', NOTE, style.width).map(colors.dim)];
}
