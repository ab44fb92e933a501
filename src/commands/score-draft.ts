/** From what was typed to the options of `score`. */
import { usageError } from '../core/errors.js';
import { parseGate } from '../core/gates.js';
import type { ScoreDraft } from '../workflows/score.js';
import type { Typed } from './command.js';
import { answersOf, commonOptions, readingOf } from './step-draft.js';
import { list, numberOr, text } from './typed-values.js';

/** The options of which `isMeant` is true. */
const only = (typed: Typed, isMeant: (name: string) => boolean): Typed => ({
  ...typed,
  options: Object.fromEntries(Object.entries(typed.options).filter(([name]) => isMeant(name))),
});

/** Was it said for this run? assay.yaml and variables speak of the project's data, not of FILE. */
const isSaid = ({ origins }: Typed, name: string) =>
  ['flag', 'set', 'like'].includes(origins.get(name)?.kind ?? 'default');

/** @throws AssayError (exit 2) for two truths; data that the project names gives way to --truth */
function checkOneTruth(typed: Typed): void {
  if (!['truth', 'data'].every((name) => isSaid(typed, name))) return;
  throw usageError(
    'ASSAY_SCORE_TRUTH',
    '--truth is a column of the file of predictions, --data takes the truth from the data: both are given',
    'leave one of the two out',
  );
}

export function scoreDraft(typed: Typed): ScoreDraft {
  checkOneTruth(typed);
  const ofFile = only(typed, (name) => isSaid(typed, name));
  const ofData = only(typed, (name) => !isSaid(typed, name));
  const data = text(typed, 'data');
  const against = text(ofFile, 'against');
  const slices = list(ofFile, 'slices');
  const againstProba = list(ofFile, 'against-proba');
  return {
    ...commonOptions('score', typed),
    reading: readingOf(ofFile),
    score: {
      name: text(typed, 'name'),
      truth: text(ofFile, 'truth'),
      pred: text(ofFile, 'pred'),
      proba: [...(list(ofFile, 'proba') ?? [])],
      weights: text(ofFile, 'weights'),
      groups: text(ofFile, 'groups'),
      row: text(ofFile, 'row'),
      fold: text(ofFile, 'fold'),
      repeat: text(ofFile, 'repeat'),
      on: text(ofFile, 'on'),
      data: data === null ? null : { path: data, reading: readingOf({ ...ofData, args: [data] }) },
      target: text(typed, 'target'),
      ...answersOf(typed),
      classes: list(ofFile, 'classes'),
      threshold: numberOr(ofFile, 'threshold', 0.5),
      cost: list(ofFile, 'cost')?.slice() ?? null,
      metrics: [...(list(typed, 'metrics') ?? [])],
      by: text(typed, 'by'),
      ...(slices === null ? {} : { slices: [...slices] }),
      ...(against === null ? {} : { against }),
      ...(againstProba === null ? {} : { against_proba: [...againstProba] }),
      require: (list(typed, 'require') ?? []).map(parseGate),
    },
  };
}
