/** The critical difference diagram (Demšar 2006, JMLR 7, figure 1): mean ranks on a line, a bar over each group. */
import type { CompareAcrossDocument } from '../../core/schemas/compare-across.js';

const WIDTH = 760;
/** Room for names on both sides of the axis. */
const MARGIN = 190;
const AXIS_Y = 48;
const LINE_HEIGHT = 20;
const BAR_STEP = 7;
const FONT = 'font-family="Helvetica, Arial, sans-serif" font-size="12"';

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const line = (x1: number, y1: number, x2: number, y2: number, width = 1): string =>
  `<line x1="${x1.toFixed(1)}" y1="${y1.toFixed(1)}" x2="${x2.toFixed(1)}" y2="${y2.toFixed(1)}" stroke="#222" stroke-width="${width}"/>`;

const label = (x: number, y: number, anchor: 'start' | 'middle' | 'end', text: string): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${escaped(text)}</text>`;

/** Rank 1, the best, stands on the left. */
const scaleOf = (nLearners: number) => (rank: number) =>
  MARGIN + ((rank - 1) / Math.max(1, nLearners - 1)) * (WIDTH - 2 * MARGIN);

function axis(nLearners: number, critical: number): string[] {
  const x = scaleOf(nLearners);
  const ticks = Array.from({ length: nLearners }, (_, i) => i + 1).flatMap((rank) => [
    line(x(rank), AXIS_Y - 5, x(rank), AXIS_Y),
    label(x(rank), AXIS_Y - 9, 'middle', String(rank)),
  ]);
  const end = Math.min(x(1 + critical), WIDTH - 10);
  return [
    line(x(1), AXIS_Y, x(nLearners), AXIS_Y),
    ...ticks,
    line(x(1), 20, end, 20, 2),
    label((x(1) + end) / 2, 14, 'middle', `critical difference ${critical.toFixed(2)}`),
  ];
}

/** The better half is named on the left, the others on the right, each on a line of its own. */
function names({ learners }: CompareAcrossDocument, firstY: number): string[] {
  const x = scaleOf(learners.length);
  const nLeft = Math.ceil(learners.length / 2);
  return learners.flatMap(({ name, mean_rank: rank }, at) => {
    const isLeft = at < nLeft;
    const y = firstY + LINE_HEIGHT * (isLeft ? at : learners.length - 1 - at);
    const edge = isLeft ? MARGIN - 10 : WIDTH - MARGIN + 10;
    const text = isLeft ? `${name}  ${rank.toFixed(2)}` : `${rank.toFixed(2)}  ${name}`;
    return [
      line(x(rank), AXIS_Y, x(rank), y),
      line(x(rank), y, edge, y),
      label(isLeft ? edge - 4 : edge + 4, y + 4, isLeft ? 'end' : 'start', text),
    ];
  });
}

/** The diagram as an SVG file. */
export function criticalDifferenceSvg(document: CompareAcrossDocument): string {
  const { learners, groups, critical_difference: critical } = document;
  const x = scaleOf(learners.length);
  const rankOf = new Map(learners.map(({ name, mean_rank: rank }) => [name, rank]));
  const bars = groups.map((group, at) => {
    const ends = [group[0], group[group.length - 1]].map((name) => x(rankOf.get(name) as number));
    const y = AXIS_Y + 8 + BAR_STEP * at;
    return line(ends[0] - 3, y, ends[1] + 3, y, 3);
  });
  const firstY = AXIS_Y + 20 + BAR_STEP * groups.length;
  const height = firstY + LINE_HEIGHT * Math.ceil(learners.length / 2) + 4;
  const parts = [...axis(learners.length, critical), ...bars, ...names(document, firstY)];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" ${FONT} fill="#222">`,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    ...parts,
    '</svg>\n',
  ].join('\n');
}

/** The same data as a Vega-Lite chart: a dot for each learner, a bar for each group. */
export function criticalDifferenceSpec(document: CompareAcrossDocument): object {
  const { learners, groups, critical_difference: critical, by, data_sets: sets } = document;
  const rankOf = new Map(learners.map(({ name, mean_rank: rank }) => [name, rank]));
  const values = learners.map(({ name, mean_rank: rank }) => ({ learner: name, rank }));
  const bars = groups.map((group) => ({
    learner: group[0],
    low: rankOf.get(group[0]),
    high: rankOf.get(group[group.length - 1]),
  }));
  const y = { field: 'learner', type: 'nominal', sort: learners.map(({ name }) => name), title: null };
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v5.json',
    title: `Mean ranks by ${by} over ${sets.length} data sets, critical difference ${critical.toFixed(2)}`,
    layer: [
      {
        data: { values: bars },
        mark: { type: 'rule', strokeWidth: 4, opacity: 0.5 },
        encoding: { y, x: { field: 'low', type: 'quantitative' }, x2: { field: 'high' } },
      },
      {
        data: { values },
        mark: { type: 'point', filled: true, size: 80 },
        encoding: {
          y,
          x: {
            field: 'rank',
            type: 'quantitative',
            title: 'mean rank',
            scale: { domain: [1, learners.length] },
          },
        },
      },
    ],
  };
}
