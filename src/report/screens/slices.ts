/** What `--slices` shows: a line a slice, the weak ones marked, and what p is of. */
import type { Slice, Slices } from '../../core/schemas/slices.js';
import { count, counted } from '../../core/shown-numbers.js';
import { fitTable, right, type TableColumn, tableWidth, withContent } from './layout.js';
import { span } from './metric-columns.js';
import { digitsFor, score } from './numbers.js';
import { colorsOf, type Style } from './paint.js';
import { clean, clip, displayWidth, hang } from './text.js';

const MOST_SHOWN = 24;
const LEAST_NAME = 24;
const GAP = 2;

/** The weakest where there are too many, in the order given. */
function shownOf(list: readonly Slice[]): readonly Slice[] {
  if (list.length <= MOST_SHOWN) return list;
  const byChance = [...list].sort((a, b) => (a.p ?? 2) - (b.p ?? 2));
  const kept = new Set(byChance.slice(0, MOST_SHOWN));
  return list.filter((slice) => kept.has(slice));
}

const nameOf = ({ column, level, slice }: Slice): string =>
  clean(column === null || level === null ? slice : `${column}: ${level}`);

const MARK = '▸ ';
const NO_MARK = '  ';

/** Marked in the first column, which always stays. */
function nameColumn(shown: readonly Slice[], width: number, style: Style): TableColumn {
  const { yellow } = colorsOf(style);
  const cells = shown.map((slice) => {
    const name = clip(nameOf(slice), width);
    return slice.weak ? yellow(MARK + name) : NO_MARK + name;
  });
  return { head: `${NO_MARK}slice`, align: 'left', cells };
}

/** What to beware of; why a score is undefined is in --json. */
function noteOf({ p, rest_loss: rest, few_events: few, few_groups: fewGroups }: Slice): string {
  const isUntested = p === null && rest !== null;
  const notes = [isUntested ? 'few rows' : '', few ? 'few events' : '', fewGroups ? 'few groups' : ''];
  return notes.filter(Boolean).join(' · ');
}

const chance = (p: number | null) => (p === null ? '' : p < 0.001 ? '< 0.001' : p.toFixed(3));

const signed = (value: number | null, digits: number) =>
  value === null ? '' : `${value > 0 ? '+' : ''}${score(value, digits)}`;

/** Everything beside the name. */
function numberColumns(shown: readonly Slice[], by: string): TableColumn[] {
  const digits = digitsFor(shown.map(({ value }) => value));
  const column = (head: string, cell: (slice: Slice) => string) => right(head, shown.map(cell));
  return withContent([
    column('rows', ({ scored }) => count(scored)),
    column('events', ({ events }) => (events === null ? '' : count(events))),
    column(by, ({ value }) => score(value, digits)),
    column('95 % interval', ({ ci95 }) => span(ci95, digits)),
    column('- rest', ({ difference }) => signed(difference, digits)),
    column('p', ({ p }) => chance(p)),
    { head: '', align: 'left', cells: shown.map(noteOf) },
  ]);
}

function tableOf(shown: readonly Slice[], by: string, style: Style): string[] {
  const numbers = numberColumns(shown, by);
  const room = style.width - tableWidth(numbers, GAP) - GAP - MARK.length;
  const width = Math.max(LEAST_NAME, room);
  const { head, rows } = fitTable([nameColumn(shown, width, style), ...numbers], style.width, GAP);
  // Found slices in full where they found no room: whoever wants their rows needs all of the condition.
  const whole = shown.filter((slice) => slice.column === null && displayWidth(nameOf(slice)) > width);
  const below = whole.flatMap((slice) => hang('… ', nameOf(slice), style.width));
  return [colorsOf(style).dim(head), ...rows, ...below];
}

/** What the search came to. */
function searchText({ search, list }: Slices): string[] {
  if (!search) return [];
  const found = list.filter(({ column }) => column === null).length;
  const from = `${counted(search.tests, 'slice')} that one half of the rows proposed and the other tested`;
  if (search.tests === 0) return ['auto: no slice to test, the rows are too few or all alike'];
  if (found === 0) return [`auto: none of ${from} is weak`];
  return [`auto: ${counted(found, 'weak slice')} of ${from}; rows and numbers are of that other half`];
}

/** Empty without --slices. */
export function slicesBlock(
  { slices, by }: { readonly slices?: Slices; readonly by: string },
  style: Style,
): string[] {
  if (!slices) return [];
  const shown = shownOf(slices.list);
  const hidden = slices.list.length - shown.length;
  const tested = `▸ weak · p: that ${slices.loss} is no higher than in the rest, Holm over ${counted(slices.tests, 'slice')}; each interval is of one slice alone`;
  const notes = [
    ...(hidden > 0 ? [`… ${counted(hidden, 'more slice')}, less weak: --json shows them`] : []),
    ...searchText(slices),
    ...(slices.tests > 0 ? [tested] : []),
  ];
  return [
    ...(shown.length > 0 ? tableOf(shown, by, style) : []),
    ...notes.flatMap((note) => hang('', note, style.width)).map(colorsOf(style).dim),
  ];
}
