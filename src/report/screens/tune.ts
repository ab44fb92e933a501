/** What `tune` shows: where it looked, what it found, and that the score is flattering. */
import { type Space, spaceText } from '../../core/params.js';
import type { EvaluationResults, TuneResults } from '../../core/schemas/evaluation.js';
import type { TrialLine } from '../../core/schemas/trial.js';
import { gridPoints } from '../../core/searches/grid.js';
import { count, counted } from '../../core/shown-numbers.js';
import { ignoresSeed } from '../../core/splitters/list.js';
import { calibrationBlock } from './calibration.js';
import { chosenCutBlock } from './chosen-cut.js';
import { confusionBlock } from './confusion.js';
import { earlyStoppingBlock } from './early-stopping.js';
import { type EvaluationInput, headerBlock, warningsBlock } from './evaluation.js';
import { gateLines } from './gates.js';
import { fitTable, right } from './layout.js';
import { nestedBlock } from './nested.js';
import { digitsFor, paramValue, score } from './numbers.js';
import { outOfBagBlock } from './out-of-bag.js';
import { colorsOf, fact, joinFacts, type Style, stack } from './paint.js';
import { foldTable, metricTable } from './score-tables.js';
import { slicesBlock } from './slices.js';
import { closingBlock } from './step-frame.js';
import { clean, hang } from './text.js';

export interface TuneScreenInput extends EvaluationInput<TuneResults> {
  /** In any order. */
  readonly trials: readonly TrialLine[];
  /** How many of them are shown, the best first. */
  readonly mostTrials: number;
}

/** What must be known of every score of a search. */
export function optimistic({ split }: EvaluationResults): string {
  const why = 'optimistic: the parameters were chosen on the folds they are scored on';
  return ignoresSeed(split.splitter)
    ? `${why}; new rows say more`
    : `${why}; cv with another --split-seed says more`;
}

function searchFact({ search, trials, best, by }: TuneResults, style: Style): string[] {
  const all = trials.complete + trials.pruned + trials.failed;
  const ends = [
    trials.pruned > 0 ? `${count(trials.pruned)} pruned` : '',
    trials.failed > 0 ? `${count(trials.failed)} failed` : '',
  ];
  const value = `best: trial ${best.number}, ${by} ${score(best.value, digitsFor([best.value]))}`;
  return fact('search', joinFacts([search, `${count(all)} trials`, ...ends, value]), style);
}

const POINT_FIGURES = 3;

/** The range as typed; for a grid the points that were taken from it, unless they are all there are. */
function lookedAt(space: Space, search: string): string {
  if (search !== 'grid' || 'choices' in space) return spaceText(space);
  const points = gridPoints(space).map(Number);
  if (space.integer && points.length > space.high - space.low) return spaceText(space);
  return points.map((point) => Number(point.toPrecision(POINT_FIGURES))).join(',');
}

/** A line a parameter: where it was looked for and what was best. */
function spaceTable({ space, best, search }: TuneResults, style: Style): string[] {
  const names = Object.keys(space);
  if (names.length === 0) return [];
  const colors = colorsOf(style);
  const { head, rows } = fitTable(
    [
      { head: 'parameter', align: 'left', cells: names },
      {
        head: 'best',
        align: 'right',
        cells: names.map((name) => colors.bold(name in best.params ? paramValue(best.params[name]) : '·')),
      },
      { head: 'looked at', align: 'left', cells: names.map((name) => clean(lookedAt(space[name], search))) },
    ],
    style.width,
  );
  return [colors.dim(head), ...rows];
}

/** Best first; without a value at the end. */
function byValue({ by, metrics }: TuneResults) {
  const sign = metrics[by]?.direction === 'min' ? 1 : -1;
  return (a: TrialLine, b: TrialLine) => {
    if (a.value === b.value) return a.number - b.number;
    if (a.value === null || b.value === null) return a.value === null ? 1 : -1;
    return sign * (a.value - b.value);
  };
}

/** A line a trial: its value and the parameters that were searched. */
function trialTable({ results, trials: all, mostTrials }: TuneScreenInput, style: Style): string[] {
  // Those inside the folds of --nested have a table of their own.
  const trials = all.filter(({ outer }) => outer === undefined);
  if (trials.length < 2) return [];
  const { by, space } = results;
  const shown = [...trials].sort(byValue(results)).slice(0, mostTrials);
  const digits = digitsFor(shown.map(({ value }) => value));
  const scores = shown.map(({ value, state }) => (state === 'failed' ? 'failed' : score(value, digits)));
  const { head, rows } = fitTable(
    [
      right(
        'trial',
        shown.map(({ number }) => String(number)),
      ),
      right(clean(by), scores),
      ...Object.keys(space).map((name) =>
        right(
          name,
          shown.map(({ params }) => paramValue(params[name])),
        ),
      ),
      right(
        'fit s',
        shown.map((trial) => (trial.seconds === undefined ? '' : trial.seconds.toFixed(2))),
      ),
    ],
    style.width,
  );
  const more = trials.length - shown.length;
  const rest = more > 0 ? hang('', `… ${counted(more, 'more trial')}: -v shows them`, style.width) : [];
  return [colorsOf(style).dim(head), ...rows, ...rest];
}

export const tuneScreen = (input: TuneScreenInput, style: Style): string =>
  stack([
    [...headerBlock(input, style), ...searchFact(input.results, style)],
    spaceTable(input.results, style),
    trialTable(input, style),
    foldTable(input.results, style),
    metricTable(input.results, style),
    calibrationBlock(input.results, style),
    chosenCutBlock(input.results, style),
    earlyStoppingBlock(input.results, style),
    nestedBlock(input.results, style),
    outOfBagBlock(input.results, style),
    confusionBlock(input.results, style),
    slicesBlock(input.results, style),
    gateLines(input.results.gates, style),
    warningsBlock(input, style, input.results.optimistic ? [optimistic(input.results)] : []),
    closingBlock(input, style),
  ]);
