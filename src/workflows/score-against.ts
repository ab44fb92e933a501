/** What `score --against` holds predictions against: another column of their file, or the predictions of a version. */
import { existsSync } from 'node:fs';
import { columnIndexes } from '../core/columns.js';
import { usageError } from '../core/errors.js';
import { labelNumber } from '../core/labels.js';
import type { EvaluationResults } from '../core/schemas/evaluation.js';
import type { ScoreOptions } from '../core/schemas/options.js';
import {
  type OutsidePredictions,
  type OutsideSpec,
  outsidePredictions,
} from '../core/scoring/outside-predictions.js';
import { shownNames } from '../core/shown-names.js';
import type { Task } from '../core/task.js';
import { readData } from '../data/read.js';
import { nameIn } from '../store/links.js';
import { selectOne } from '../store/selectors.js';
import type { Version } from '../store/version.js';
import { bestVersion } from './compare.js';
import type { Context } from './context.js';
import type { ScoreInput } from './score-input.js';

type Answers = Readonly<Pick<EvaluationResults, 'task' | 'target'>> & { readonly classes: readonly string[] };

/** Other predictions of the same rows. */
export interface Other {
  /** The column, or the version as options keep it. */
  readonly name: string;
  /** null: a column. */
  readonly version: string | null;
  readonly outside: OutsidePredictions;
}

type Asked = Pick<ScoreOptions, 'against' | 'against_proba'> &
  Omit<OutsideSpec, 'positive' | 'task' | 'classes'>;

const PLAIN = { delimiter: ',', header: true, na: [], types: [] } as const;

/** The same task, whatever the other's labels would suggest. */
const asTask = ({ kind, classes, positive }: Task) => ({
  task: kind,
  classes: kind === 'regression' ? null : classes,
  positive: positive === null ? null : classes[positive],
});

/** `"survived" with the classes 0, 1`. */
const answersText = ({ task, target, classes }: Answers): string =>
  task === 'regression' ? `the number "${target}"` : `"${target}" with the classes ${shownNames(classes)}`;

const keyOf = (label: string): string => {
  const value = labelNumber(label);
  return Number.isNaN(value) ? label : String(value);
};

/** @throws AssayError exit 2 for a version whose answers these predictions could not give: it is of something else */
function checkSameAnswers(version: Version, { kind, target, classes }: Task): void {
  const its: Answers = version.results();
  const known = new Set(classes.map(keyOf));
  const isSameKind = (its.task === 'regression') === (kind === 'regression');
  if (isSameKind && its.classes.every((label) => known.has(keyOf(label)))) return;
  throw usageError(
    'ASSAY_SCORE_AGAINST',
    `--against ${version.id} predicts ${answersText(its)}; these predictions are of ${answersText({ task: kind, target, classes })}`,
    'name a version of the same data and target',
  );
}

/** Predictions that a step of assay wrote. */
async function ofVersion(selector: string, task: Task, context: Context): Promise<Other> {
  const { store, cwd, experiment } = context;
  const { version } = selectOne(store, selector, { cwd, ...experiment, chooseBest: bestVersion });
  const path = version.file('predictions.csv');
  const file = existsSync(path) ? await readData({ path, ...PLAIN }) : null;
  if (file === null || !file.table.has('truth')) {
    throw usageError(
      'ASSAY_SCORE_AGAINST',
      `--against ${version.id}: it holds no predictions with their truth`,
      'name a cv, train, tune or score version, or a column of the file',
    );
  }
  checkSameAnswers(version, task);
  const { table, spellings } = file;
  const column = table.column('truth');
  const spec: OutsideSpec = {
    pred: 'prediction',
    proba: task.classes.map((label) => `p_${label}`).filter((name) => table.has(name)),
    weights: null,
    groups: null,
    row: 'row',
    fold: 'fold',
    repeat: 'repeat',
    threshold: 0.5,
    cost: null,
    ...asTask(task),
  };
  const truth = { column, spelling: spellings.get('truth') };
  const outside = outsidePredictions({ table, spellings, truth, joined: null }, spec);
  return { name: nameIn(store, version), version: nameIn(store, version), outside };
}

/**
 * @param asked the options of the predictions that are scored
 * @returns null when nothing is to be held against them
 * @throws AssayError exit 2 for what is neither a column nor a version with predictions; exit 3 as `outsidePredictions`
 */
export async function readAgainst(
  asked: Asked,
  { problem }: OutsidePredictions,
  { outside: file }: ScoreInput,
  context: Context,
): Promise<Other | null> {
  const { against, against_proba: proba } = asked;
  if (against === undefined && proba === undefined) return null;
  const { names } = file.table;
  const [at] = against === undefined ? [] : columnIndexes(against, names);
  if (against !== undefined && at === undefined) return ofVersion(against, problem.task, context);
  const pred = at === undefined ? null : names[at];
  const spec = { ...asked, pred, proba: proba ?? [], ...asTask(problem.task) };
  return {
    name: pred ?? (proba ?? []).join(','),
    version: null,
    outside: outsidePredictions(file, spec),
  };
}
