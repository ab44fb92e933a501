/**
 * The verdict of a bake-off: of the runs that are shown to beat the same answer for every row, the mildest remedy that is
 * shown to help its model and that the folds do not tell from the best run. Mildest first: nothing, where no remedy is shown
 * to help; a cut chosen inside the training rows, which leaves rows and probabilities alone; class weights, which make no
 * rows; a sampler.
 */
import type { RankedRun, Verdict } from '../schemas/imbalance.js';
import { fixed } from '../shown-numbers.js';
import { type Remedy, remedyOf, runName } from './contestants.js';
import type { VerdictRule } from './verdict-rules.js';

/** What the rules go by. */
export interface Board {
  /** In order of the metric; those that failed last, the first did not. */
  readonly runs: readonly RankedRun[];
  readonly by: string;
  /** `always 1`, and what it scores; null where nothing is known of it. */
  readonly constant: { readonly answer: string; readonly value: number | null };
  /** Pairs that were tested. */
  readonly comparisons: number;
  /** Repeats that would part the first group at its easiest place; null: none known. */
  readonly repeats: number | null;
}

const DIGITS = 3;

const LEAST_SHOWN = 0.001;
const shown = (value: number | null | undefined) => (typeof value === 'number' ? fixed(value, DIGITS) : '–');

const scoreOf = ({ metrics }: RankedRun, id: string) => metrics[id]?.value ?? null;

const named = (run: RankedRun, by: string) => `${runName(run)} (${by} ${shown(scoreOf(run, by))})`;

/** Not told apart from the best run: in its group, or marked so in the next one, whose only earlier leader it is. */
const holdsUp = ({ group, unsure }: RankedRun): boolean => group === 1 || (group === 2 && unsure === true);

const bestWith = (runs: readonly RankedRun[], remedy: Remedy, model?: string) =>
  runs.find(
    (run) => run.rank !== null && remedyOf(run) === remedy && (model === undefined || run.model === model),
  );

const helps = ({ against_plain: beside }: RankedRun): boolean => beside?.effect === 'helps';

/** Above the same answer for every row, by more than folds differ; where nothing is known of that answer, every run is. */
const beatsConstant = ({ against_baseline: beside }: RankedRun): boolean => beside === null || beside.better;

/** Is it enough? A remedy, when it is shown to help its model; a plain model, when nothing is. */
function suffices(run: RankedRun, runs: readonly RankedRun[]): boolean {
  if (remedyOf(run) !== 'none') return helps(run);
  return !runs.some((other) => other.model === run.model && helps(other));
}

/** The best run with this remedy that is enough, and that nothing tells from the best of all. */
const mildest = (runs: readonly RankedRun[], remedy: Remedy): RankedRun | undefined =>
  runs.find(
    (run) =>
      run.rank !== null &&
      remedyOf(run) === remedy &&
      beatsConstant(run) &&
      holdsUp(run) &&
      suffices(run, runs),
  );

/** `is the best run`, or how it stands beside that. */
function standing(run: RankedRun, { runs: [best], by }: Board): string {
  return run === best ? 'is the best run' : `is not told apart from the best, ${named(best, by)}`;
}

/** How the plain run of its model is told from it. */
function aboveText(run: RankedRun, { runs, by }: Board): string {
  const plain = bestWith(runs, 'none', run.model);
  const p = run.against_plain?.p ?? null;
  if (plain === undefined || p === null || !helps(run)) return '';
  return `, and shown to help ${named(plain, by)}: p ${p < LEAST_SHOWN ? `< ${LEAST_SHOWN}` : shown(p)}`;
}

/** What keeps people from taking "not told apart" for equal. */
function repeatsText(run: RankedRun, { runs: [best], repeats }: Board): string {
  if (run === best) return '';
  if (repeats === null) return ' That is no proof that it is as good: more folds tell more.';
  return ` More folds may tell them apart: --repeats ${repeats} would part the first group if gap and spread stay.`;
}

const NO_ROW = '; no row is made or taken away';

const SAYINGS: Readonly<Record<Remedy, readonly [before: string, after: string]>> = {
  none: ['Nothing is shown to help', ''],
  threshold: ['A tuned threshold is enough', `${NO_ROW}, and probabilities stay as the model gives them`],
  'class-weight': ['Class weights are enough', NO_ROW],
  sampler: ['Resampling helps', '; nothing milder holds up beside it'],
};

/** A model that draws rows by their class moves the probabilities that a cut would leave alone. */
function sayingOf(run: RankedRun): { readonly before: string; readonly after: string } {
  const remedy = remedyOf(run);
  const [before, after] = SAYINGS[remedy];
  return { before, after: remedy === 'threshold' && run.shifted ? NO_ROW : after };
}

const RULE_OF: Readonly<Record<Remedy, VerdictRule>> = {
  none: 'nothing',
  threshold: 'threshold',
  'class-weight': 'class-weight',
  sampler: 'resampling',
};

/** Mildest first. */
const REMEDIES: readonly Remedy[] = ['none', 'threshold', 'class-weight', 'sampler'];

interface Ruling {
  readonly rule: VerdictRule;
  readonly run: RankedRun | null;
  readonly text: string;
}

const SAME_ANSWER = 'the same answer for every row';

function constantRuling({ runs: [best], by, constant }: Board): Ruling {
  const lead = best.worse_than_baseline ? 'No run is better than' : 'No run is shown to beat';
  const floor = `${constant.answer}: ${by} ${shown(constant.value)}`;
  const advice = best.worse_than_baseline
    ? 'That is not mended by weights or samplers: look at the columns (assay eda).'
    : 'More rows, more folds (--repeats 5) or another model may show one to; else look at the columns (assay eda).';
  const text = `${lead} ${SAME_ANSWER} (${floor}); the best is ${named(best, by)}. ${advice}`;
  return { rule: 'constant', run: null, text };
}

/** Why a run is taken though its remedy is not shown to help. */
function whyNotMilder(run: RankedRun, { runs, by, constant }: Board): string {
  const plain = bestWith(runs, 'none', run.model);
  if (plain === undefined || beatsConstant(plain)) {
    return 'nothing milder holds up beside it, and that its remedy helps is not shown';
  }
  const floor = `${constant.answer}: ${by} ${shown(constant.value)}`;
  return `that its remedy helps is not shown, nor that ${named(plain, by)} beats ${SAME_ANSWER} (${floor})`;
}

function ruling(board: Board): Ruling {
  const { runs, by } = board;
  const [best] = runs;
  if (best.worse_than_baseline) return constantRuling(board);
  if (runs.length > 1 && board.comparisons === 0) {
    const text = `The best run is ${named(best, by)}; on these folds nothing can be tested, so it says little: use more folds.`;
    return { rule: 'untested', run: best, text };
  }
  const shownBest = runs.find((run) => run.rank !== null && beatsConstant(run));
  if (shownBest === undefined) return constantRuling(board);
  for (const remedy of REMEDIES) {
    const run = mildest(runs, remedy);
    if (run === undefined) continue;
    const { before, after } = sayingOf(run);
    const stands = `${named(run, by)} ${standing(run, board)}${aboveText(run, board)}`;
    const text = `${before}: ${stands}${after}.${repeatsText(run, board)}`;
    return { rule: RULE_OF[remedy], run, text };
  }
  const which = shownBest === best ? 'The best run' : `The best run that is shown to beat ${SAME_ANSWER}`;
  const text = `${which} is ${named(shownBest, by)}; ${whyNotMilder(shownBest, board)}.`;
  return { rule: RULE_OF[remedyOf(shownBest)], run: shownBest, text };
}

/** Did its sampler change the rows of any fold? */
const isChanged = ({ sampled }: RankedRun): boolean =>
  sampled.some(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after));

/** What the best sampler did to the probabilities and the order of rows that its model gave without it, as far as it shows. */
function costText({ runs }: Board): string {
  const sampled = bestWith(runs, 'sampler');
  const plain = sampled && bestWith(runs, 'none', sampled.model);
  if (!sampled || !plain || !isChanged(sampled)) return '';
  const moved = ['ece', 'brier', 'average_precision', 'roc_auc', 'roc_auc_ovr'].flatMap((id) => {
    const [before, after] = [plain, sampled].map((run) => scoreOf(run, id));
    if (before === null || after === null || shown(before) === shown(after)) return [];
    return [`${id} ${shown(before)} → ${shown(after)}`];
  });
  if (moved.length === 0) return '';
  return ` What ${sampled.sampler} did to ${sampled.model}: ${moved.join(', ')}.`;
}

/** The worst that p can be off before a warning is due. */
const MUCH_ECE = 0.02;

function shiftText({ runs }: Board, taken: RankedRun | null): string {
  const isOff = taken?.shifted === true && (scoreOf(taken, 'ece') ?? 0) > MUCH_ECE;
  if (isOff) return ' Its p is no chance: add --calibrate prior where chances matter.';
  const others = runs.some((run) => run.shifted && (scoreOf(run, 'ece') ?? 0) > MUCH_ECE);
  return others && taken !== null ? ' Runs marked ! need --calibrate before p is read as a chance.' : '';
}

/** The verdict on runs, the first of which did not fail. */
export function verdictOf(board: Board): Verdict {
  const { rule, run, text } = ruling(board);
  const nFailed = board.runs.filter(({ error }) => error !== undefined).length;
  const failed = nFailed === 0 ? '' : ` ${nFailed} of ${board.runs.length} runs failed and have no say.`;
  return {
    rule,
    run: run === null ? null : board.runs.indexOf(run),
    text: `${text}${costText(board)}${shiftText(board, run)}${failed}`,
  };
}
