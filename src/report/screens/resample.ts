/** The screen of `resample`: classes before and after, the sampler, how faithful the new rows are. */
import type { ResampleResults } from '../../core/schemas/resample.js';

/** How the screen may look; the terminal decides. */
export interface ResampleScreenStyle {
  /** Columns of the terminal. */
  readonly width: number;
  readonly color: boolean;
}

/** What stands outside results.json. */
export interface ResampleScreenContext {
  /** Where the table was written, or null when it was not. */
  readonly saved: string | null;
}

const MARGIN = 10;
const SHOWN_COLUMNS = 5;
/** A Kolmogorov-Smirnov statistic or total variation from here on is worth a look. */
const NOTABLE = 0.1;

const grouped = (count: number) => String(count).replace(/\B(?=(\d{3})+$)/g, ',');
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const label = (name: string) => name.padEnd(MARGIN);

interface Paint {
  readonly dim: (text: string) => string;
  readonly bold: (text: string) => string;
}

const paintOf = (color: boolean): Paint =>
  color
    ? { dim: (text) => `\x1b[2m${text}\x1b[22m`, bold: (text) => `\x1b[1m${text}\x1b[22m` }
    : { dim: (text) => text, bold: (text) => text };

/** Cuts to the width, with an ellipsis; never wraps. */
const fit = (text: string, width: number) => (text.length > width ? `${text.slice(0, width - 1)}…` : text);

function header({ target, task, sampler, params, seed, features, left_out }: ResampleResults): string[] {
  const settings = Object.entries(params).map(([name, value]) => `${name}=${value ?? 'none'}`);
  const left = left_out.length ? ` · left out: ${left_out.map(({ column }) => column).join(', ')}` : '';
  return [
    `${label('target')}${target} · ${task}`,
    `${label('sampler')}${[sampler, ...settings].join(' ')} · seed ${seed}`,
    `${label('columns')}${features.length} used${left}`,
  ];
}

/** One line a class: rows before and after, share after, and a bar in which `█` was there and `░` is new. */
function classTable({ classes, before, after }: ResampleResults, width: number): string[] {
  const total = Object.values(after).reduce((sum, count) => sum + count, 0);
  const most = Math.max(1, ...classes.flatMap((name) => [before[name], after[name]]));
  const nameWidth = Math.max(5, ...classes.map((name) => Math.min(name.length, 24)));
  const barWidth = Math.max(8, Math.min(40, width - nameWidth - 39));
  const cells = (count: number) => Math.round((barWidth * count) / most);
  const row = (name: string, was: string, is: string, share: string, bar: string) =>
    `  ${fit(name, nameWidth).padEnd(nameWidth)}  ${was.padStart(11)}  ${is.padStart(11)}  ${share.padStart(7)}  ${bar}`.trimEnd();
  return [
    row('class', 'before', 'after', 'share', ''),
    ...classes.map((name) => {
      const [was, is] = [before[name] ?? 0, after[name] ?? 0];
      const old = cells(Math.min(was, is));
      const bar =
        '█'.repeat(old) + '░'.repeat(cells(is) - old) + '·'.repeat(Math.max(0, cells(was) - cells(is)));
      return row(name, grouped(was), grouped(is), total ? percent(is / total) : '', bar);
    }),
    '  █ real rows, once each · ░ added · · taken away',
  ];
}

/** The columns whose new cells differ most from the real ones. */
function columnLines({ quality }: ResampleResults): string[] {
  const distance = (column: (typeof quality.columns)[number]) => column.ks ?? column.total_variation ?? 0;
  const order = quality.columns
    .map((column, place) => ({ column, place }))
    .sort((a, b) => distance(b.column) - distance(a.column) || a.place - b.place);
  return order.slice(0, SHOWN_COLUMNS).map(({ column }) => {
    const kind = column.ks === null ? 'levels' : 'ks';
    const shift = column.mean_shift === null ? '' : `  mean ${column.mean_shift.toFixed(2)} sd`;
    const mark = distance(column) >= NOTABLE ? '!' : ' ';
    return `  ${mark} ${column.column} in ${column.class}: ${kind} ${distance(column).toFixed(3)}${shift}`;
  });
}

function qualityLines(results: ResampleResults): string[] {
  const { synthetic, repeated, removed, quality } = results;
  const parts = [
    synthetic > 0 ? `${grouped(synthetic)} new rows (${percent(quality.synthetic_share)})` : '',
    synthetic > 0 ? `${grouped(quality.exact_copies)} of them equal a real row` : '',
    repeated > 0 ? `${grouped(repeated)} repeats (${percent(quality.repeated_share)})` : '',
    removed > 0 ? `${grouped(removed)} rows taken away` : '',
  ].filter((part) => part !== '');
  const lines = [`${label('quality')}${parts.join(' · ') || 'nothing changed'}`];
  if (quality.columns.length > 0)
    lines.push('  new against real cells, furthest first:', ...columnLines(results));
  return lines;
}

const refusalLines = ({ sampler }: ResampleResults) => [
  '!  train, cv and tune refuse this table, since its scores would flatter',
  `   cv --sampler ${sampler} does the same inside each fold, on training rows alone`,
];

/**
 * The whole screen, lines no longer than `style.width`, without a final newline. Pure.
 */
export function resampleScreen(
  results: ResampleResults,
  style: ResampleScreenStyle,
  context: ResampleScreenContext = { saved: null },
): string {
  const paint = paintOf(style.color);
  const cut = (text: string) => fit(text, style.width);
  const classes = classTable(results, style.width).map(cut);
  const changed = results.synthetic + results.repeated + results.removed > 0;
  const sections = [
    header(results).map(cut),
    [paint.bold(classes[0]), ...classes.slice(1, -1), paint.dim(classes[classes.length - 1])],
    qualityLines(results).map(cut),
    results.warnings.map(({ message }) => cut(`!  ${message}`)),
    changed ? refusalLines(results).map(cut) : [],
    context.saved === null ? [] : [cut(`${label('saved')}${context.saved}`)],
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}
