/** `assay list`: a line a version, by experiment, then number; what is broken is told below the table. */
import type { VersionState, VersionSummary } from '../../core/schemas/version-list.js';
import { labelsText } from './labelled.js';
import { fitTable, labelledLines, type TableColumn, tableWidth } from './layout.js';
import { digitsFor, score, seconds, UNDEFINED } from './numbers.js';
import { alert, colorsOf, joinFacts, type Style, stack } from './paint.js';
import { clean, clip } from './text.js';

const two = (value: number) => String(value).padStart(2, '0');

/** `2026-11-21 10:21` in the time zone of whoever looks; – when unknown. */
export function localMinute(iso: string | null): string {
  const time = new Date(iso ?? Number.NaN);
  if (Number.isNaN(time.getTime())) return UNDEFINED;
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}`;
}

/** The state in its colour. */
export function stateText(state: VersionState, style: Style): string {
  const colors = colorsOf(style);
  const paint: Record<VersionState, (text: string) => string> = {
    done: colors.green,
    running: colors.cyan,
    failed: colors.red,
    interrupted: colors.yellow,
    corrupt: colors.red,
  };
  return paint[state](state);
}

const USUAL_CUT = 0.5;
const MAX_NAME = 40;
const name = (text: string | null) => clip(clean(text ?? '·'), MAX_NAME);

const experimentOf = ({ version }: VersionSummary) => version.slice(0, version.lastIndexOf('/'));

/** Digits of each metric in each experiment. */
function digitsOfMetrics(rows: readonly VersionSummary[]): (row: VersionSummary) => number {
  const keyOf = (row: VersionSummary) => `${experimentOf(row)} ${row.metric?.name}`;
  const values = new Map<string, (number | null)[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const known = values.get(key) ?? [];
    known.push(row.metric?.value ?? null);
    values.set(key, known);
  }
  const digits = new Map([...values].map(([key, known]) => [key, digitsFor(known)]));
  return (row) => digits.get(keyOf(row)) ?? 0;
}

/** One column when all rank by one metric, whose name is the heading; else name and value in each cell. */
function metricColumn(rows: readonly VersionSummary[]): TableColumn {
  const metrics = rows.flatMap(({ metric }) => metric ?? []);
  const same = new Set(metrics.map((metric) => metric.name)).size === 1;
  const digitsOf = digitsOfMetrics(rows);
  const cells = rows.map((row) => {
    const { metric, leaky } = row;
    if (metric === null) return '·';
    const digits = digitsOf(row);
    const spread = metric.std === null ? '' : ` ±${score(metric.std, digits)}`;
    const text = `${score(metric.value, digits)}${spread}${leaky ? ' leaky' : ''}`;
    return same ? text : `${clean(metric.name)} ${text}`;
  });
  return { head: same ? clean(metrics[0].name) : 'metric', align: same ? 'right' : 'left', cells };
}

const versionName = ({ version }: VersionSummary, short: boolean): string =>
  clean(short ? version.slice(version.lastIndexOf('/') + 1) : version);

const cutText = ({ threshold }: VersionSummary): string =>
  name(threshold === null || threshold === USUAL_CUT ? null : String(threshold));

const secondsText = (row: VersionSummary): string =>
  row.seconds === null ? UNDEFINED : seconds(row.seconds);

function columnsOf(rows: readonly VersionSummary[], shortIds: boolean, style: Style): TableColumn[] {
  const left = (head: string, cell: (row: VersionSummary) => string): TableColumn => ({
    head,
    align: 'left',
    cells: rows.map(cell),
  });
  const columns: TableColumn[] = [
    left('version', (row) => versionName(row, shortIds)),
    left('state', ({ state }) => stateText(state, style)),
    left('step', ({ step }) => name(step)),
    left('model', ({ model }) => name(model)),
    left('sampler', ({ sampler }) => name(sampler === 'none' ? null : sampler)),
    metricColumn(rows),
    left('when', ({ started }) => localMinute(started)),
    { head: 'took', align: 'right', cells: rows.map(secondsText) },
    left('calibrate', ({ calibrate }) => name(calibrate)),
    left('threshold', cutText),
  ];
  return columns.filter(
    ({ cells, head }) => head === 'version' || cells.some((cell) => cell !== '·' && cell !== ''),
  );
}

const GAP = 2;

/** Tags and notes as a column where there is room for all of them, else null. */
function labelColumn(
  rows: readonly VersionSummary[],
  others: readonly TableColumn[],
  width: number,
): TableColumn | null {
  const words = [
    rows.some(({ tags }) => tags.length > 0) ? 'tags' : '',
    rows.some(({ note }) => note !== '') ? 'note' : '',
  ];
  const cells = rows.map((row) => clean(labelsText(row)));
  const column: TableColumn = { head: joinFacts(words), align: 'left', cells };
  return tableWidth([...others, column], GAP) <= width ? column : null;
}

/** Tags and notes below the table, a line a version that has some. */
const labelLines = (rows: readonly VersionSummary[], shortIds: boolean, style: Style): string[] =>
  rows
    .filter(({ tags, note }) => tags.length > 0 || note !== '')
    .flatMap((row) => labelledLines(`${versionName(row, shortIds)}  `, clean(labelsText(row)), style.width));

/**
 * The table of versions.
 * @param rows in the order to show; may be empty
 * @param store where they are, as shown to people
 */
export function listScreen(rows: readonly VersionSummary[], store: string, style: Style): string {
  if (rows.length === 0) {
    const text = `no version in ${clean(store)} yet; run a step first, e.g. assay cv DATA -t TARGET`;
    return `${clip(text, style.width)}\n`;
  }
  const experiments = [...new Set(rows.map(experimentOf))];
  const number = rows.length === 1 ? '1 version' : `${rows.length} versions`;
  const where = experiments.length === 1 ? experiments[0] : `${experiments.length} experiments`;
  const shortIds = experiments.length === 1;
  const columns = columnsOf(rows, shortIds, style);
  const labels = labelColumn(rows, columns, style.width);
  const table = fitTable(labels ? [...columns, labels] : columns, style.width, GAP);
  const problems = rows.filter(({ problem }) => problem);
  return stack([
    [clip(clean(`${where} · ${number} · ${store}`), style.width)],
    [colorsOf(style).dim(table.head), ...table.rows],
    labels ? [] : labelLines(rows, shortIds, style),
    problems.flatMap(({ version, problem }) => alert(`${version} is corrupt: ${problem}`, style)),
  ]);
}
