/** What came out of a step that has no metrics, in a few lines: for `show`. */
import { runName } from '../../core/imbalance/contestants.js';
import type { CurveResults } from '../../core/schemas/curve.js';
import type { Alert, EdaResults } from '../../core/schemas/eda.js';
import type { EvaluationResults } from '../../core/schemas/evaluation.js';
import type { ImbalanceResults } from '../../core/schemas/imbalance.js';
import type { ImportanceResults } from '../../core/schemas/importance.js';
import type { PredictResults } from '../../core/schemas/predict.js';
import type { ResampleResults } from '../../core/schemas/resample.js';
import type { ScoreResults } from '../../core/schemas/score.js';
import type { ValidateResults } from '../../core/schemas/validate.js';
import { count, counted } from '../../core/shown-numbers.js';
import { calibrationBlock } from './calibration.js';
import { chosenCutBlock } from './chosen-cut.js';
import { gateLines } from './gates.js';
import { nestedFact } from './nested.js';
import { brief, paramValue } from './numbers.js';
import { fact, joinFacts, type Style } from './paint.js';
import { clip } from './text.js';

/** results.json of any step. */
export type StepResults =
  | EdaResults
  | ValidateResults
  | ResampleResults
  | EvaluationResults
  | PredictResults
  | ImportanceResults
  | ScoreResults
  | CurveResults
  | ImbalanceResults;

const MAX_CLASSES = 6;
const LABEL_WIDTH = 24;

/** `id-like, skewed (5)`: each id once, with how many alerts it has. */
function idsText(ids: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts].map(([id, n]) => (n === 1 ? id : `${id} (${n})`)).join(', ');
}

const withIds = (text: string, ids: readonly string[]) =>
  ids.length > 0 ? `${text}: ${idsText(ids)}` : text;

function edaLines({ rows, columns, target, alerts, associations }: EdaResults, style: Style): string[] {
  const shape = `${counted(rows, 'row')}, ${counted(columns.length, 'column')}`;
  const [strongest] = associations;
  const alone = strongest?.value
    ? `${strongest.column} says most alone (${strongest.measure} ${strongest.value.toFixed(3)})`
    : '';
  return [
    ...fact(
      'profile',
      joinFacts([shape, target ? `target ${target.column}, ${target.task}` : '', alone]),
      style,
    ),
    ...fact(
      'alerts',
      withIds(
        count(alerts.length),
        alerts.map(({ id }: Alert) => id),
      ),
      style,
    ),
  ];
}

function validateLines({ valid, failures }: ValidateResults, style: Style): string[] {
  const rules = failures.map(({ rule }) => rule);
  return fact(
    'verdict',
    withIds(`${valid ? 'valid' : 'NOT VALID'} · ${counted(rules.length, 'failure')}`, rules),
    style,
  );
}

function resampleLines(
  { classes, before, after, target, ...results }: ResampleResults,
  style: Style,
): string[] {
  const shown = classes
    .slice(0, MAX_CLASSES)
    .map(
      (label) => `"${clip(label, LABEL_WIDTH)}" ${count(before[label] ?? 0)} → ${count(after[label] ?? 0)}`,
    );
  const more = classes.length > MAX_CLASSES ? [`and ${classes.length - MAX_CLASSES} more`] : [];
  const changes = [
    results.synthetic > 0 ? counted(results.synthetic, 'new row') : '',
    results.repeated > 0 ? counted(results.repeated, 'repeat') : '',
    results.removed > 0 ? `${counted(results.removed, 'row')} taken away` : '',
  ];
  return [
    ...fact('classes', `${target}: ${[...shown, ...more].join(', ')}`, style),
    ...fact('rows', joinFacts(changes) || 'nothing changed', style),
  ];
}

const sumOf = (cells: Readonly<Record<string, number>>) =>
  Object.values(cells).reduce((sum, n) => sum + n, 0);

/** `"0" 292, "1" 8`, or the range of the values. */
function predictedText({ classes, counts, summary }: PredictResults): string {
  if (summary) return `${brief(summary.min)} to ${brief(summary.max)}, mean ${brief(summary.mean)}`;
  const shown = classes
    .slice(0, MAX_CLASSES)
    .map((label) => `"${clip(label, LABEL_WIDTH)}" ${count(counts?.[label] ?? 0)}`);
  const more = classes.length > MAX_CLASSES ? [`and ${classes.length - MAX_CLASSES} more`] : [];
  return [...shown, ...more].join(', ');
}

function predictLines(results: PredictResults, style: Style): string[] {
  const [unseen, unparsable] = [sumOf(results.unseen), sumOf(results.unparsable)];
  const parts = [
    counted(results.rows, 'row'),
    `${results.target}: ${predictedText(results)}`,
    unseen > 0 ? `${counted(unseen, 'cell')} with an unseen level` : '',
    unparsable > 0 ? counted(unparsable, 'unparsable cell') : '',
  ];
  return fact('predicted', joinFacts(parts), style);
}

const NAMED = 3;

/** `f1 lost: duration 0.21, age 0.04, town 0.01`. */
function importanceLines({ by, importances, rows }: ImportanceResults, style: Style): string[] {
  const named = importances
    .slice(0, NAMED)
    .map(({ column, value }) => `${clip(column, LABEL_WIDTH)} ${value === null ? '–' : brief(value)}`);
  return fact('swapped', joinFacts([counted(rows, 'row'), `${by} lost: ${named.join(', ')}`]), style);
}

/** `n_estimators, 30 points: best f1 0.47 at 110`. */
function curveLines({ param, points, best, by }: CurveResults, style: Style): string[] {
  const top = best === null ? '' : `: best ${by} ${brief(best.score)} at ${paramValue(best.value)}`;
  return fact('curve', `${param}, ${counted(points.length, 'point')}${top}`, style);
}

/** The verdict; the metrics that follow are of the best run. */
const imbalanceLines = ({ runs, verdict, gates, ...results }: ImbalanceResults, style: Style): string[] => [
  ...fact('verdict', verdict.text, style),
  ...fact('best', joinFacts([runName(runs[0]), `of ${counted(runs.length, 'run')} by ${results.by}`]), style),
  ...gateLines(gates, style),
];

/** `max_depth=4 min_samples_leaf=5 · trial 3, 30 trials in all`: what a search found, of what it looked for. */
function bestLines(results: EvaluationResults, style: Style): string[] {
  if (results.step !== 'tune') return [];
  const { best, space, trials } = results;
  const found = Object.keys(space).map((name) => `${name}=${paramValue(best.params[name])}`);
  const nTrials = trials.complete + trials.pruned + trials.failed;
  const trial = `trial ${best.number}, ${counted(nTrials, 'trial')} in all`;
  return fact('best', joinFacts([found.join(' '), trial]), style);
}

/** What was chosen inside the folds, and the gates; the metrics stand in a table of their own. */
const evaluationLines = (results: EvaluationResults, style: Style): string[] => [
  ...bestLines(results, style),
  ...calibrationBlock(results, style),
  ...chosenCutBlock(results, style),
  ...nestedFact(results, style),
  ...gateLines(results.gates, style),
];

export function outcomeLines(results: StepResults, style: Style): string[] {
  if (results.step === 'eda') return edaLines(results, style);
  if (results.step === 'validate') return validateLines(results, style);
  if (results.step === 'predict') return predictLines(results, style);
  if (results.step === 'curve') return curveLines(results, style);
  if (results.step === 'imbalance') return imbalanceLines(results, style);
  if (results.step === 'importance') return importanceLines(results, style);
  if (results.step === 'resample') return resampleLines(results, style);
  return results.step === 'score' ? gateLines(results.gates, style) : evaluationLines(results, style);
}
