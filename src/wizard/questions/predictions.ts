/** Of a table that another tool predicted: which column holds what it predicted? */
import type { Column } from '../../core/table.js';
import { isNumeric } from '../../core/table.js';
import type { Choice } from '../asked.js';
import { matching } from '../matching.js';
import type { Question } from '../question.js';
import type { TargetFacts } from '../sheet.js';
import { type State, withOption } from '../state.js';

const STEP = 'score';
const OPTIONS = ['proba', 'pred'] as const;
type Kind = (typeof OPTIONS)[number];

const everyValue = (values: Float64Array, holds: (value: number) => boolean): boolean =>
  values.every((value) => Number.isNaN(value) || holds(value));

/** What a column can be, by its values; null: none of what the target needs. */
function kindOf(column: Column, { kind, classes }: TargetFacts): Kind | null {
  const labels = classes.map(({ label }) => label);
  if (!isNumeric(column)) return column.levels.every((level) => labels.includes(level)) ? 'pred' : null;
  if (column.type !== 'number') return null;
  if (kind === 'regression' || everyValue(column.values, (value) => labels.map(Number).includes(value)))
    return 'pred';
  const isShare = kind === 'binary' && everyValue(column.values, (value) => value >= 0 && value <= 1);
  return isShare ? 'proba' : null;
}

const ABOUT: Readonly<Record<Kind, (target: TargetFacts) => string>> = {
  proba: ({ positive }) => `probability of ${positive}`,
  pred: ({ kind }) => (kind === 'regression' ? 'predicted numbers' : 'answers'),
};

/** Probabilities say more than answers, and come first; what looks like neither can still be taken as answers. */
function columnChoices({ sheet, target }: State): Choice[] {
  const others = sheet!.file.table.columns.filter(({ name }) => name !== target!.name);
  const known = others.map((column) => ({ name: column.name, kind: kindOf(column, target!) }));
  const of = (wanted: Kind | null) => known.filter(({ kind }) => kind === wanted);
  return [...of('proba'), ...of('pred'), ...of(null)].map(({ name, kind }) => ({
    value: `${kind ?? 'pred'} ${name}`,
    name,
    about: kind === null ? '' : ABOUT[kind](target!),
  }));
}

export const predictions: Question = {
  isNext: ({ step, options }) => step === STEP && !OPTIONS.some((name) => options.has(name)),
  ask: (state) => {
    const choices = columnChoices(state);
    return {
      kind: 'search',
      message: `Which column holds what was predicted for ${state.target!.name}? Type to search`,
      choices: (term) => matching(choices, term),
    };
  },
  take: (answer, state) => {
    const at = answer.indexOf(' ');
    return withOption(state, answer.slice(0, at), [answer.slice(at + 1)]);
  },
};
