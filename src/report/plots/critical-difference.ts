/** The critical difference diagram (Demšar 2006, JMLR 7, figure 1): mean ranks on a line, a bar under it for each group. */
import type { CompareAcrossDocument } from '../../core/schemas/compare-across.js';
import { clean, clip } from '../screens/text.js';
import { LETTER_WIDTH, label, line, svgFile } from './svg.js';

/** Of the axis, whatever stands beside it. */
const AXIS_WIDTH = 380;
const TITLE_Y = 18;
const CRITICAL_Y = 52;
const AXIS_Y = 86;
const LINE_HEIGHT = 20;
const BAR_STEP = 7;
/** Room beside the axis: at least so much, and for the longest name. */
const LEAST_MARGIN = 150;
/** Longer names are clipped. */
const MOST_NAME = 48;

/** Where things stand, in pixels. */
interface Layout {
  readonly margin: number;
  /** Of the lines that names stand on. */
  readonly firstY: number;
  /** Rank 1, the best, stands on the left. */
  readonly x: (rank: number) => number;
}

const nameOf = ({ name, mean_rank: rank }: CompareAcrossDocument['learners'][number], isLeft: boolean) =>
  isLeft
    ? `${clip(clean(name), MOST_NAME)}  ${rank.toFixed(2)}`
    : `${rank.toFixed(2)}  ${clip(clean(name), MOST_NAME)}`;

function layoutOf({ learners, groups }: CompareAcrossDocument): Layout {
  const longest = Math.max(...learners.map((learner) => nameOf(learner, true).length));
  const margin = Math.max(LEAST_MARGIN, Math.ceil(longest * LETTER_WIDTH) + 24);
  const step = AXIS_WIDTH / Math.max(1, learners.length - 1);
  return {
    margin,
    firstY: AXIS_Y + 20 + BAR_STEP * groups.length,
    x: (rank) => margin + (rank - 1) * step,
  };
}

/** The title, what it takes to be told apart as a bar, and the axis of ranks. */
function axis(
  { learners, critical_difference: critical, by, data_sets: sets }: CompareAcrossDocument,
  layout: Layout,
) {
  const { x, margin } = layout;
  const ticks = learners.flatMap((_, at) => [
    line([x(at + 1), AXIS_Y - 5], [x(at + 1), AXIS_Y]),
    label(x(at + 1), AXIS_Y - 9, 'middle', String(at + 1)),
  ]);
  const isWider = critical > learners.length - 1;
  const end = isWider ? margin + AXIS_WIDTH : x(1 + critical);
  const said = `critical difference ${critical.toFixed(2)}${isWider ? ', wider than the axis' : ''}`;
  return [
    label(
      margin + AXIS_WIDTH / 2,
      TITLE_Y,
      'middle',
      `mean ranks by ${by} over ${sets.length} data sets, 1 the best`,
    ),
    label(x(1), CRITICAL_Y - 8, 'start', said),
    line([x(1), CRITICAL_Y], [end, CRITICAL_Y], { width: 2 }),
    line([x(1), CRITICAL_Y - 4], [x(1), CRITICAL_Y + 4]),
    line([end, CRITICAL_Y - 4], [end, CRITICAL_Y + 4]),
    line([x(1), AXIS_Y], [x(learners.length), AXIS_Y]),
    ...ticks,
  ];
}

/** The better half is named on the left, the others on the right, each on a line of its own. */
function names({ learners }: CompareAcrossDocument, { x, margin, firstY }: Layout): string[] {
  const nLeft = Math.ceil(learners.length / 2);
  return learners.flatMap((learner, at) => {
    const isLeft = at < nLeft;
    const y = firstY + LINE_HEIGHT * (isLeft ? at : learners.length - 1 - at);
    const edge = isLeft ? margin - 10 : margin + AXIS_WIDTH + 10;
    const from = x(learner.mean_rank);
    return [
      line([from, AXIS_Y], [from, y]),
      line([from, y], [edge, y]),
      label(isLeft ? edge - 4 : edge + 4, y + 4, isLeft ? 'end' : 'start', nameOf(learner, isLeft)),
    ];
  });
}

/** A thick bar under the axis for each group: its learners are not told apart. */
function bars({ learners, groups }: CompareAcrossDocument, { x }: Layout): string[] {
  const rankOf = new Map(learners.map(({ name, mean_rank: rank }) => [name, rank]));
  return groups.map((group, at) => {
    const [from, to] = [group[0], group[group.length - 1]].map((name) => x(rankOf.get(name) as number));
    const y = AXIS_Y + 8 + BAR_STEP * at;
    return line([from - 3, y], [to + 3, y], { width: 3 });
  });
}

/** The diagram as an SVG file. */
export function criticalDifferenceSvg(document: CompareAcrossDocument): string {
  const layout = layoutOf(document);
  const width = 2 * layout.margin + AXIS_WIDTH;
  const height = layout.firstY + LINE_HEIGHT * Math.ceil(document.learners.length / 2) + 4;
  return svgFile(width, height, [
    ...axis(document, layout),
    ...bars(document, layout),
    ...names(document, layout),
  ]);
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
