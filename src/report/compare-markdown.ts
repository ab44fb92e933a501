/** `compare --format md`: the board for a pull request, with what is chosen and how the groups were made under it. */
import { leaksByMessage } from '../core/ranking/leaks.js';
import { leakGapText, methodText } from './screens/compare-closing.js';
import {
  type CompareRow,
  type CompareScreenInput,
  type CompareView,
  columnDigits,
  differsText,
  PREFERENCE_HEAD,
  preferenceText,
  shortener,
  shownNames,
  shownValue,
  valueText,
} from './screens/compare-view.js';
import { score } from './screens/numbers.js';
import { joinFacts } from './screens/paint.js';
import { tellingMetrics } from './screens/score-tables.js';

const MAX_METRICS = 3;

/** One column: its head, how it stands, and the cell of a row. */
interface Column {
  readonly head: string;
  readonly align: '---' | '---:';
  of(row: CompareRow): string;
}

/** Text that ends no cell and starts no markup. */
const safe = (text: string): string =>
  text.replace(/[|\\`*<>[\]]|(?<!\w)_|_(?!\w)/g, '\\$&').replace(/\s+/g, ' ');

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function metricColumn(id: string, document: CompareView): Column {
  const digits = columnDigits(id, document);
  return { head: safe(id), align: '---:', of: ({ metrics }) => score(metrics[id]?.value, digits) };
}

function rankingColumns(document: CompareView): Column[] {
  const { by } = document;
  const digits = columnDigits(by, document);
  const interval = ({ metrics }: CompareRow) => metrics[by]?.ci95?.map((end) => score(end, digits)) ?? [];
  const spread = ({ metrics }: CompareRow) => {
    const std = metrics[by]?.std ?? null;
    return std === null ? '' : ` ± ${score(std, digits)}`;
  };
  return [
    {
      head: `${safe(by)} ± std`,
      align: '---:',
      of: (row) => `${score(row.metrics[by]?.value, digits)}${spread(row)}`,
    },
    { head: '95 % interval', align: '---:', of: (row) => interval(row).join(' … ') },
  ];
}

/** What was asked for; without `--columns` also the metrics that tell most beside the ranking one, and the time. */
function otherColumns(document: CompareView): Column[] {
  const { rows, by } = document;
  const [{ metrics, columns }] = rows;
  const asked = shownNames(document);
  const shown = asked.map((name): Column => {
    if (name in metrics) return metricColumn(name, document);
    return { head: safe(name), align: '---:', of: (row) => safe(valueText(shownValue(row, name) ?? '')) };
  });
  if (columns !== undefined) return shown;
  const telling = tellingMetrics(by, Object.keys(metrics)).slice(0, MAX_METRICS);
  const time: Column = {
    head: 's',
    align: '---:',
    of: ({ seconds }) => score(seconds, seconds < 10 ? 1 : 0),
  };
  const usual = telling.filter((id) => !asked.includes(id)).map((id) => metricColumn(id, document));
  return [...shown, ...usual, ...(asked.includes('seconds') ? [] : [time])];
}

function table({ document }: CompareScreenInput): string[] {
  const short = shortener(document);
  const isLast = (row: CompareRow) => row.unsure === true;
  const columns: Column[] = [
    { head: '\\#', align: '---:', of: ({ rank, leaks }) => `${rank}${leaks ? ' **!**' : ''}` },
    { head: 'group', align: '---:', of: (row) => `${row.group}${isLast(row) ? '?' : ''}` },
    {
      head: 'version',
      align: '---',
      of: ({ version, versions }) =>
        `${safe(short(version))}${versions.length > 1 ? ` ×${versions.length}` : ''}`,
    },
    { head: 'model', align: '---', of: ({ model }) => safe(model) },
    { head: 'differs in', align: '---', of: (row) => safe(differsText(row)) },
    ...rankingColumns(document),
    ...(document.rope === null
      ? []
      : [{ head: PREFERENCE_HEAD, align: '---:' as const, of: preferenceText }]),
    ...otherColumns(document),
  ];
  const baseline = document.baseline?.metrics[document.by]?.value ?? null;
  const digits = columnDigits(document.by, document);
  const answer = safe(document.baseline?.answers[document.by] ?? '');
  const foot = ['', '', 'baseline', '', answer, score(baseline, digits)];
  return [
    line(columns.map(({ head }) => head)),
    line(columns.map(({ align }) => align)),
    ...document.rows.map((row) => line(columns.map(({ of }) => of(row)))),
    ...(baseline === null ? [] : [line([...foot, ...columns.slice(foot.length).map(() => '')])]),
  ];
}

/** What stands under the table, a point each. */
function points({ document }: CompareScreenInput): string[] {
  const { chosen, blocks, rows, then_by: thenBy } = document;
  const gap = leakGapText(document, shortener(document));
  return [
    ...leaksByMessage(rows).map(
      ({ message, versions }) => `**! leak**: ${versions.map(safe).join(', ')}: ${safe(message)}`,
    ),
    chosen ? `**chosen**: ${safe(chosen.version)} (rule ${chosen.rule}: ${safe(chosen.why)})` : '',
    rows.length > 1
      ? `**groups**: rows that cannot be told apart from the best one of their group; ${methodText(document)}`
      : '',
    thenBy.length > 0 ? `inside a group in order of ${safe(thenBy.join(', '))}` : '',
    rows.some(({ unsure }) => unsure) ? '`?`: not told apart from the leader of an earlier group' : '',
    gap === '' ? '' : `**leak gap**: ${safe(gap)}`,
    ...blocks.map(
      ({ why, rows: apart }) =>
        `**apart**: ${apart.map(({ version }) => safe(version)).join(', ')}: ${safe(why)}`,
    ),
  ].filter(Boolean);
}

/** Markdown as GitHub and GitLab show it. */
export function compareMarkdown(input: CompareScreenInput): string {
  const { by, direction, rows } = input.document;
  const head = `**${safe(by)}**, ${direction === 'max' ? 'higher' : 'lower'} is better`;
  const board = rows.length > 0 ? table(input) : ['nothing that can be ranked'];
  const about = `${head} · ${safe(joinFacts(input.about))}`;
  return `${[about, '', ...board, '', ...points(input).map((point) => `- ${point}`)].join('\n')}\n`;
}
