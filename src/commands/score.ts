/** `assay score FILE --truth COL …` */
import { EXIT } from '../core/errors.js';
import type { ScoreResults } from '../core/schemas/score.js';
import type { RecordedStep } from '../workflows/step.js';
import type { Command, Terminal, Typed } from './command.js';
import { paragraphs } from './details-text.js';
import { requireOption } from './modelling-options.js';
import { outsideColumnOptions, outsideScoringOptions } from './score-options.js';
import { experimentOptions, readingOptions, targetOptions } from './step-options.js';
import { list } from './typed-values.js';

/** What only a version has: whoever types one of these wants the scores kept. */
const KEEPS = ['experiment', 'name', 'tag', 'note', 'skip-done', 'dry-run'];

export const score: Command = {
  id: 'score',
  summary: 'every metric for predictions that any tool made',
  examples: [
    'assay score predictions.csv --truth y --pred yhat',
    'assay score predictions.csv --truth y --proba p_no,p_yes --require "roc_auc >= 0.75"',
    'assay score predictions.csv --data loans -t default --on id --proba p -x loans --name xgb',
  ],
  args: [
    {
      name: 'FILE',
      required: true,
      completes: 'file',
      help: 'predictions, a line a row: CSV, TSV, JSON Lines or Parquet (.gz, .zst too), or - for standard input',
    },
  ],
  options: [
    ...outsideColumnOptions,
    ...targetOptions,
    ...readingOptions,
    ...outsideScoringOptions,
    requireOption,
    ...experimentOptions,
  ],
  hasRows: true,
  hasIds: true,
  details: () => paragraphs(DETAILS),
  async run(typed, term) {
    const started = performance.now();
    const { scoreDraft } = await import('./score-draft.js');
    const { prepareScore, scoreOnly } = await import('../workflows/score.js');
    const draft = scoreDraft(typed);
    if (!KEEPS.some((name) => typed.given.has(name))) {
      const { withContext } = await import('./session.js');
      const results = await withContext(typed, term, async (context) =>
        scoreOnly(await prepareScore(draft, context)),
      );
      return end(results, null, typed, term);
    }
    const { runStep } = await import('./run-step.js');
    const ran = await runStep(typed, term, started, (context) => prepareScore(draft, context));
    return ran ? end(ran.recorded.results, ran.recorded, typed, term) : EXIT.done;
  },
};

/** @throws AssayError exit 3 when a gate failed, after the result */
async function end(
  results: ScoreResults,
  recorded: RecordedStep<ScoreResults> | null,
  typed: Typed,
  term: Terminal,
) {
  const { scoreRows, scoreScreen } = await import('../report/screens/score.js');
  const { stepDocument, stepInput } = await import('./step-result.js');
  const { nextOnVersions } = await import('./next-command.js');
  const { gateError } = await import('./gate-error.js');
  const next = recorded ? [nextOnVersions(typed, 'compare', recorded.id.split('/')[0])] : [];
  const kept = recorded && stepInput(recorded, next);
  const { metrics } = await import('../core/metrics/list.js');
  const named = (list(typed, 'metrics') ?? []).map((id) => metrics.get(id).id);
  const input = { results, file: typed.args[0], kept, all: term.verbose, named };
  term.result(
    recorded ? stepDocument(recorded) : results,
    (style) => scoreScreen(input, style),
    () => scoreRows(results),
    () => (recorded ? [recorded.id] : []),
  );
  const failed = recorded
    ? gateError([recorded])
    : gateError([{ id: typed.args[0], results }], 'nothing was kept; -x keeps a version');
  if (failed) throw failed;
  return EXIT.done;
}

const DETAILS = `WHAT IS SCORED
  A line of FILE is a row with its truth, and what was predicted for it: the answer (--pred), probabilities (--proba), or
  both. Two classes need one --proba column, of the positive class, or two; more need one each, in class order. Classes
  are the labels of both columns, sorted as cv sorts them; --classes names others and the order. Without --pred a row is
  positive from --threshold on, of more classes it is the likeliest.
  Rows without a truth are left out and counted. A prediction that is missing is an error: leave the row out, or predict it.
  Every metric of the task is worked out, as cv does; log_loss clips p to [2^-52, 1 - 2^-52], as scikit-learn.
WHERE THE TRUTH IS
  --truth names a column of FILE. Or it is the target of --data DATA -t COL: rows are found by a column that both files
  have (--on), or by their numbers (--row, from 0).
ONE SCORE, OR ONE A FOLD
  --fold names the column of fold numbers, --repeat that of repeats, as in predictions.csv of a version: each fold is
  scored, and value is their mean with its interval, as of cv. Without it every metric is one value ("single").
  Intervals draw rows in order of the data (--row, --on), else of FILE: naming the rows may move them a little.
AGAINST OTHERS
  --against holds other predictions of the same rows against these, row by row: McNemar's test of the answers, the paired
  bootstrap of --by, DeLong's test of roc_auc. They are about these predictions, not about what another fit would give; of
  repeats the first counts. A version's rows are found by row numbers: --row, --on, or a FILE in the data's order.
KEEPING IT
  Nothing is written, unless -x, --name, --tag or --note is given: then it is a version of step score, which list, show,
  rerun and verify know. With --fold and rows of the data (--row or --on) compare ranks it with cv versions of the same
  rows and truth, by fold where the folds are equal; else it stands in a block of its own.`;
