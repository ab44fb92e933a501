/** How faithful new rows are: what a forest, distances, categories and columns say. */
import type { ResampleResults } from '../../core/schemas/resample.js';
import { count, counted, percent } from '../../core/shown-numbers.js';
import { fitTable } from './layout.js';
import { score } from './numbers.js';
import { colorsOf, fact, joinFacts, type Style } from './paint.js';
import { clean, clip } from './text.js';

const NAME_WIDTH = 24;
const SHOWN_COLUMNS = 5;
/** A Kolmogorov-Smirnov statistic or total variation from here on is worth a look. */
const NOTABLE = 0.1;

type Quality = ResampleResults['quality'];
type ColumnQuality = Quality['columns'][number];

const distance = ({ ks, total_variation }: ColumnQuality) => ks ?? total_variation ?? 0;

/** The columns whose new cells differ most from the real ones. */
export function furthestColumns({ quality }: ResampleResults, style: Style): string[] {
  if (quality.columns.length === 0) return [];
  const furthest = quality.columns.toSorted((a, b) => distance(b) - distance(a)).slice(0, SHOWN_COLUMNS);
  const { head, rows } = fitTable(
    [
      { head: '', align: 'left', cells: furthest.map((one) => (distance(one) >= NOTABLE ? '!' : '')) },
      {
        head: 'new against real',
        align: 'left',
        cells: furthest.map(({ column }) => clip(clean(column), NAME_WIDTH)),
      },
      {
        head: 'in class',
        align: 'left',
        cells: furthest.map((one) => clip(clean(one.class), NAME_WIDTH)),
      },
      { head: 'ks', align: 'right', cells: furthest.map(({ ks }) => (ks === null ? '' : score(ks, 3))) },
      {
        head: 'levels',
        align: 'right',
        cells: furthest.map(({ total_variation: tv }) => (tv === null ? '' : score(tv, 3))),
      },
      {
        head: 'mean',
        align: 'right',
        cells: furthest.map(({ mean_shift: shift }) => (shift === null ? '' : `${score(shift, 2)} sd`)),
      },
    ],
    style.width,
  );
  return [colorsOf(style).dim(head), ...rows];
}

function changeText({ synthetic, repeated, removed, quality }: ResampleResults): string {
  const parts = [
    synthetic > 0 ? `${counted(synthetic, 'new row')} (${percent(quality.synthetic_share)})` : '',
    repeated > 0 ? `${counted(repeated, 'repeat')} (${percent(quality.repeated_share)})` : '',
    removed > 0 ? `${counted(removed, 'row')} taken away` : '',
  ];
  return joinFacts(parts) || 'nothing changed';
}

/** `tells new from real rows with roc_auc 0.781 (0.770 … 0.792) …`. */
function forestText({ discriminator }: Quality): string {
  if (discriminator === null) return '';
  const { roc_auc: auc, rows } = discriminator;
  const interval = auc.ci95 ? ` (${score(auc.ci95[0], 3)} … ${score(auc.ci95[1], 3)})` : '';
  return `tells ${count(rows)} new rows from as many real ones with roc_auc ${score(auc.value, 3)}${interval}; 0.5: not at all`;
}

function nearestText({ nearest, exact_copies: copies, copy_share: share }: Quality): string {
  if (nearest === null || share === null) return '';
  const { synthetic, real } = nearest;
  const apart = real ? `, real rows ${score(real.median, 2)} from each other` : '';
  const equal = `${count(copies)} new rows (${percent(share)}) equal a real one`;
  return joinFacts([`${score(synthetic.median, 2)} from a new row to the nearest real one${apart}`, equal]);
}

function levelsText({ unseen_categories: unseen, looked_at: looked }: Quality): string {
  if (!unseen || !looked) return '';
  const shareOf = (rows: number) => percent(rows / looked.synthetic);
  const [first] = unseen.examples;
  const example = first
    ? `, as ${clip(clean(first.columns.map((column, i) => `${column} ${first.levels[i]}`).join(' and ')), 2 * NAME_WIDTH)}`
    : '';
  return joinFacts([
    `${shareOf(unseen.pair_rows)} of the new rows hold two that never stand together${example}`,
    `${shareOf(unseen.rows)} have all ${unseen.columns} as no real row has`,
  ]);
}

function plotText({ projection }: Quality): string {
  if (projection === null) return '';
  const share = projection.explained.reduce((sum, one) => sum + one, 0);
  return `plots/projection.svg: two principal components, ${percent(share)} of the variance`;
}

/** A line a question: how much is new, told apart, how near, which categories, what is drawn. */
export function qualityFacts(results: ResampleResults, style: Style): string[] {
  const { quality } = results;
  const lines: [string, string][] = [
    ['quality', changeText(results)],
    ['forest', forestText(quality)],
    ['nearest', nearestText(quality)],
    ['levels', levelsText(quality)],
    ['plot', plotText(quality)],
  ];
  return lines.flatMap(([name, text]) => (text === '' ? [] : fact(name, text, style)));
}
