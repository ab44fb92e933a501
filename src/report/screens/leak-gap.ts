/** `--leak-gap`: what sampling before the split would have shown beside the scores, every wrong column named so. */
import { metrics as knownMetrics } from '../../core/metrics/list.js';
import type { CvResults } from '../../core/schemas/evaluation.js';
import { fitTable, right } from './layout.js';
import { digitsFor, score, signed } from './numbers.js';
import { colorsOf, type Style } from './paint.js';
import { hang } from './text.js';

const WRONG = 'WRONG: the whole table is sampled first, then split as above';

const NOTES = {
  made:
    `${WRONG}, so that models train on copies or neighbours of tested rows, and made rows are tested; ` +
    'of real rows: the same models on the tested rows of the data alone. Nothing ranks by it.',
  onlyTaken:
    `${WRONG}. No row is made or repeated, so models train on no copy of a tested row: the gap is that of other tested rows, ` +
    'fewer, in other shares of the classes, without those that the sampler takes away. Nothing ranks by it.',
} as const;

type Gap = NonNullable<CvResults['leak_gap']>[string];

/** The ranking metric first. */
function linesOf({ leak_gap: gaps, by }: CvResults) {
  const { [by]: first, ...rest } = gaps ?? {};
  const ordered: [string, Gap | undefined][] = [[by, first], ...Object.entries(rest)];
  return ordered.flatMap(([id, gap]) =>
    gap === undefined ? [] : [{ id, ...gap, digits: digitsFor([gap.right, gap.wrong]) }],
  );
}

const rowsOf = (counts: Readonly<Record<string, number>>) =>
  Object.values(counts).reduce((rows, count) => rows + count, 0);

/** Did the sampler take rows away, and make or repeat none? Then the tested rows of the data are all that are tested. */
const isOnlyTaken = ({ leak_gap: gaps, sampled }: CvResults): boolean =>
  Object.values(gaps ?? {}).every(({ wrong, wrong_real: real }) => wrong === real) &&
  sampled.some(({ before, after }) => rowsOf(after) < rowsOf(before));

const isLow = (id: string) => knownMetrics.has(id) && knownMetrics.get(id).direction === 'min';

/** A line a metric: sampled inside the folds, before the split, and by how much that looks better. Empty without --leak-gap. */
export function leakGapBlock(results: CvResults, style: Style): string[] {
  const lines = linesOf(results);
  if (lines.length === 0) return [];
  const colors = colorsOf(style);
  const isTaken = isOnlyTaken(results);
  const real = right(
    'WRONG, of real rows',
    lines.map((line) => score(line.wrong_real, line.digits)),
  );
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
      ...(isTaken ? [] : [real]),
      { head: '', align: 'left', cells: lines.map(({ id }) => (isLow(id) ? 'lower is better' : '')) },
    ],
    style.width,
  );
  return [
    colors.dim(head),
    ...rows,
    ...hang('', isTaken ? NOTES.onlyTaken : NOTES.made, style.width).map(colors.dim),
  ];
}
