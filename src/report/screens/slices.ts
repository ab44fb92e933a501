/** What `--slices` shows: a line a slice, the weak ones marked, and what p is of. */
import type { Slice, Slices } from '../../core/schemas/slices.js';
import { count, counted } from '../../core/shown-numbers.js';
import { fitTable, right, type TableColumn, withContent } from './layout.js';
import { span } from './metric-columns.js';
import { digitsFor, score } from './numbers.js';
import { colorsOf, type Style } from './paint.js';
import { clean, clip, hang } from './text.js';

const MOST_SHOWN = 24;
const NAME_WIDTH = 44;
const REASON_WIDTH = 36;

/** The weakest where there are too many, in the order given. */
function shownOf(list: readonly Slice[]): readonly Slice[] {
  if (list.length <= MOST_SHOWN) return list;
  const byChance = [...list].sort((a, b) => (a.p ?? 2) - (b.p ?? 2));
  const kept = new Set(byChance.slice(0, MOST_SHOWN));
  return list.filter((slice) => kept.has(slice));
}

const nameOf = ({ column, level, slice }: Slice): string =>
  column === null || level === null ? slice : `${column}: ${level}`;

function noteOf(slice: Slice): string {
  const { weak, value, reason, p, rest_loss: rest, few_events: few, few_groups: fewGroups } = slice;
  const notes = [
    weak ? '◂ weak' : '',
    p === null && rest !== null ? 'few rows' : '',
    value === null ? `undefined: ${clip(clean(reason ?? ''), REASON_WIDTH)}` : '',
    few ? 'few events' : '',
    fewGroups ? 'few groups' : '',
  ];
  return notes.filter(Boolean).join(' · ');
}

const chance = (p: number | null) => (p === null ? '' : p < 0.001 ? '< 0.001' : p.toFixed(3));

const signed = (value: number | null, digits: number) =>
  value === null ? '' : `${value > 0 ? '+' : ''}${score(value, digits)}`;

function tableOf(shown: readonly Slice[], by: string, style: Style): string[] {
  const colors = colorsOf(style);
  const digits = digitsFor(shown.map(({ value }) => value));
  const names: TableColumn = {
    head: 'slice',
    align: 'left',
    cells: shown.map((slice) => {
      const name = clip(clean(nameOf(slice)), NAME_WIDTH);
      return slice.weak ? colors.yellow(name) : name;
    }),
  };
  const notes: TableColumn = { head: '', align: 'left', cells: shown.map(noteOf) };
  const columns = [
    names,
    right(
      'rows',
      shown.map(({ scored }) => count(scored)),
    ),
    right(
      'events',
      shown.map(({ events }) => (events === null ? '' : count(events))),
    ),
    right(
      by,
      shown.map(({ value }) => score(value, digits)),
    ),
    right(
      '95 % interval',
      shown.map(({ ci95 }) => span(ci95, digits)),
    ),
    right(
      '- rest',
      shown.map(({ difference }) => signed(difference, digits)),
    ),
    right(
      'p',
      shown.map(({ p }) => chance(p)),
    ),
    notes,
  ];
  const { head, rows } = fitTable(withContent(columns), style.width);
  return [colors.dim(head), ...rows];
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
  const tested = `p: that ${slices.loss} is no higher than in the rest, Holm over ${counted(slices.tests, 'slice')}; each interval is of one slice alone`;
  const notes = [
    ...(hidden > 0 ? [`… ${counted(hidden, 'more slice')}, less weak: --json shows them`] : []),
    ...searchText(slices),
    ...(shown.length > 0 ? [tested] : []),
  ];
  return [
    ...(shown.length > 0 ? tableOf(shown, by, style) : []),
    ...notes.flatMap((note) => hang('', note, style.width)).map(colorsOf(style).dim),
  ];
}
