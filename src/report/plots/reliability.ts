/** What remedies did to calibration: claimed probabilities against what came true, a panel a model, a line a remedy. */
import { remedyOf, remedyText } from '../../core/imbalance/contestants.js';
import type { ImbalanceResults, RankedRun } from '../../core/schemas/imbalance.js';
import { score } from '../screens/numbers.js';
import { clean } from '../screens/text.js';
import { dot, LETTER_WIDTH, label, line, ring, svgFile } from './svg.js';

const PANEL = 300;
const GAP = 56;
const TOP = 92;
const LEFT = 56;
const BELOW = 48;
const LEGEND_LINE = 20;
const GRID = '#ddd';
const TICKS = [0, 0.5, 1];
const DIGITS = 3;
/** A share of fewer rows says little. */
const FEW_ROWS = 10;

/** The plain model, then others in order of the legend. */
const COLORS = [
  '#1f5fa8',
  '#b35900',
  '#7a3e9d',
  '#2e7d32',
  '#c2185b',
  '#00838f',
  '#8d6e63',
  '#5f6b76',
  '#9e9d24',
];

type Point = readonly [number, number];

/** A cut that is chosen moves no probability: its line would lie on the plain one. */
const isDrawn = (run: RankedRun) => run.reliability.length > 0 && remedyOf(run) !== 'threshold';

const remedyLabel = (run: RankedRun) => remedyText(run) || 'nothing';

/** In order of the runs, what was left alone first. */
function legendOf(runs: readonly RankedRun[]): string[] {
  const plainFirst = [...runs].sort(
    (a, b) => Number(remedyOf(a) !== 'none') - Number(remedyOf(b) !== 'none'),
  );
  return [...new Set(plainFirst.map(remedyLabel))];
}

const colorAt = (at: number) => COLORS[at % COLORS.length];

function panelShapes(
  model: string,
  runs: readonly RankedRun[],
  legend: readonly string[],
  left: number,
): string[] {
  const x = (p: number) => left + p * PANEL;
  const y = (share: number) => TOP + (1 - share) * PANEL;
  const frame = TICKS.flatMap((tick) => [
    line([x(tick), y(0)], [x(tick), y(1)], { color: GRID }),
    line([x(0), y(tick)], [x(1), y(tick)], { color: GRID }),
    label(x(tick), y(0) + 16, 'middle', String(tick)),
    label(x(0) - 8, y(tick) + 4, 'end', String(tick)),
  ]);
  const curves = runs.flatMap((run) => {
    const color = colorAt(legend.indexOf(remedyLabel(run)));
    const points = run.reliability.map(({ p, share }): Point => [x(p), y(share)]);
    const lines = points.slice(1).map((point, i) => line(points[i], point, { color, width: 1.5 }));
    const marks = run.reliability.map(({ rows }) => (rows < FEW_ROWS ? ring : dot));
    return [...lines, ...points.map(([px, py], i) => marks[i](px, py, color))];
  });
  const even = line([x(0), y(0)], [x(1), y(1)], { dashed: true });
  return [label(left, TOP - 12, 'start', clean(model)), ...frame, even, ...curves];
}

function legendShapes(runs: readonly RankedRun[], legend: readonly string[], left: number): string[] {
  return legend.flatMap((name, at) => {
    const of = runs.filter((run) => remedyLabel(run) === name);
    const eces = of.map((run) => `${run.model} ${score(run.metrics.ece?.value, DIGITS)}`).join(', ');
    const y = TOP + at * LEGEND_LINE;
    return [
      dot(left, y - 4, colorAt(at)),
      label(left + 12, y, 'start', `${clean(name)}: ece ${clean(eces)}`),
    ];
  });
}

/** Said where there is one. */
function hollowNote(runs: readonly RankedRun[]): string {
  const some = runs.some(({ reliability }) => reliability.some(({ rows }) => rows < FEW_ROWS));
  return some ? `hollow: a bin of fewer than ${FEW_ROWS} rows` : '';
}

function titleOf({ positive }: ImbalanceResults): string {
  const claim = positive === null ? 'largest p' : `p(${clean(positive)})`;
  return `Calibration out of fold: share that came true (up) by ${claim} (right); dashed: p taken at its word`;
}

function svgOf(results: ImbalanceResults, runs: readonly RankedRun[]): string {
  const models = [...new Set(runs.map(({ model }) => model))];
  const legend = legendOf(runs);
  const panelLeft = (at: number) => LEFT + at * (PANEL + GAP);
  const legendLeft = panelLeft(models.length);
  const legendWidth = Math.max(...legend.map((name) => name.length + 16 + 20 * models.length)) * LETTER_WIDTH;
  const title = titleOf(results);
  const width = Math.max(legendLeft + legendWidth, LEFT + title.length * LETTER_WIDTH);
  const height = Math.max(TOP + PANEL + BELOW, TOP + legend.length * LEGEND_LINE + BELOW);
  return svgFile(Math.ceil(width), height, [
    label(LEFT, 24, 'start', title),
    label(LEFT, 44, 'start', hollowNote(runs)),
    ...models.flatMap((model, at) =>
      panelShapes(
        model,
        runs.filter((run) => run.model === model),
        legend,
        panelLeft(at),
      ),
    ),
    ...legendShapes(runs, legend, legendLeft),
  ]);
}

/** The same data as a Vega-Lite chart. */
function specOf(results: ImbalanceResults, runs: readonly RankedRun[]): object {
  const values = runs.flatMap((run) =>
    run.reliability.map((bin) => ({ model: run.model, remedy: remedyLabel(run), ...bin })),
  );
  const p = { field: 'p', type: 'quantitative', scale: { domain: [0, 1] } };
  const share = { field: 'share', type: 'quantitative', scale: { domain: [0, 1] }, title: 'came true' };
  const remedy = { field: 'remedy', type: 'nominal', sort: legendOf(runs) };
  const fill = { ...remedy, legend: null, condition: { test: `datum.rows < ${FEW_ROWS}`, value: '#fff' } };
  const even = [
    { p: 0, share: 0 },
    { p: 1, share: 1 },
  ];
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v5.json',
    title: { text: titleOf(results), subtitle: hollowNote(runs) },
    data: { values },
    facet: { field: 'model', type: 'nominal' },
    spec: {
      layer: [
        { data: { values: even }, mark: { type: 'line', strokeDash: [4, 3] }, encoding: { x: p, y: share } },
        { mark: 'line', encoding: { x: p, y: share, stroke: remedy } },
        { mark: 'point', encoding: { x: p, y: share, stroke: remedy, fill } },
      ],
    },
  };
}

/** The plots of a bake-off; none when no run gave probabilities. */
export function calibrationPlots(results: ImbalanceResults) {
  const runs = results.runs.filter(isDrawn);
  if (runs.length === 0) return [];
  return [{ name: 'calibration', spec: specOf(results, runs), svg: svgOf(results, runs) }];
}
