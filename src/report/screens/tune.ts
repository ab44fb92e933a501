/** What `tune` shows: where it looked, what it found, and that the score is flattering. */
import type { TuneResults } from '../../core/schemas/evaluation.js';
import { count } from '../../core/shown-numbers.js';
import { confusionBlock } from './confusion.js';
import { type EvaluationInput, headerBlock, warningsBlock } from './evaluation.js';
import { gateLines } from './gates.js';
import { fitTable } from './layout.js';
import { digitsFor, paramValue, score } from './numbers.js';
import { colorsOf, fact, joinFacts, type Style, stack } from './paint.js';
import { foldTable, metricTable } from './score-tables.js';
import { closingBlock } from './step-frame.js';
import { clean } from './text.js';

export type TuneScreenInput = EvaluationInput<TuneResults>;

/** What must be known of every score of a search. */
export const OPTIMISTIC =
  'optimistic: the parameters were chosen on the folds they are scored on; cv with another --split-seed says more';

function searchFact({ search, trials, best, by }: TuneResults, style: Style): string[] {
  const all = trials.complete + trials.pruned + trials.failed;
  const ends = [
    trials.pruned > 0 ? `${count(trials.pruned)} pruned` : '',
    trials.failed > 0 ? `${count(trials.failed)} failed` : '',
  ];
  const value = `best: trial ${best.number}, ${by} ${score(best.value, digitsFor([best.value]))}`;
  return fact('search', joinFacts([search, `${count(all)} trials`, ...ends, value]), style);
}

/** `2..12`, `0.001..0.3 log`, `sqrt, 0.5`. */
function spaceText(space: TuneResults['space'][string]): string {
  if ('choices' in space) return space.choices.map(paramValue).join(', ');
  return `${paramValue(space.low)}..${paramValue(space.high)}${space.log ? ' log' : ''}`;
}

/** A line a parameter: where it was looked for and what was best. */
function spaceTable({ space, best }: TuneResults, style: Style): string[] {
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
      { head: 'looked at', align: 'left', cells: names.map((name) => clean(spaceText(space[name]))) },
    ],
    style.width,
  );
  return [colors.dim(head), ...rows];
}

export const tuneScreen = (input: TuneScreenInput, style: Style): string =>
  stack([
    [...headerBlock(input, style), ...searchFact(input.results, style)],
    spaceTable(input.results, style),
    foldTable(input.results, style),
    metricTable(input.results, style),
    confusionBlock(input.results, style),
    gateLines(input.results.gates, style),
    warningsBlock(input, style, [OPTIMISTIC]),
    closingBlock(input, style),
  ]);
