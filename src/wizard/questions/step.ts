/** What is to be done with the data? */
import type { Choice } from '../asked.js';
import type { Question } from '../question.js';
import { compareWords, scoredBoard } from '../scored-versions.js';
import type { State } from '../state.js';

interface StepChoice extends Choice {
  /** What the target must be; absent: a target is not needed. */
  readonly needs?: 'target' | 'classes';
}

const STEPS: readonly StepChoice[] = [
  { value: 'eda', name: 'look', about: 'profile, alerts, what each column says about the target' },
  { value: 'validate', name: 'validate', about: 'is the table fit to be used?' },
  { value: 'cv', name: 'cross-validate', about: 'score a model out of fold', needs: 'target' },
  {
    value: 'imbalance',
    name: 'imbalance',
    about: 'weights, threshold, samplers on the same folds',
    needs: 'classes',
  },
  { value: 'resample', name: 'resample', about: 'write a table with other class shares', needs: 'classes' },
  { value: 'tune', name: 'tune', about: 'search parameters; the best model is saved', needs: 'target' },
  { value: 'train', name: 'train', about: 'fit, score on held-out rows, save the model', needs: 'target' },
  {
    value: 'score',
    name: 'score predictions',
    about: 'the table holds what some tool predicted: every metric, with intervals',
    needs: 'target',
  },
];

function fits({ needs }: StepChoice, { target }: State): boolean {
  if (needs === undefined) return true;
  return Boolean(target) && (needs === 'target' || target?.kind !== 'regression');
}

const compare: Choice = { value: 'compare', name: 'compare', about: 'rank what was run' };

export const step: Question = {
  isNext: (state) => state.step === null,
  ask: (state, term) => {
    const steps = STEPS.filter((one) => state.commands.has(one.value) && fits(one, state));
    return {
      kind: 'choose',
      message: 'What is to be done?',
      choices: scoredBoard(state, term) ? [...steps, compare] : steps,
      initial: state.target ? 'cv' : 'eda',
    };
  },
  take: (answer, state, term) =>
    answer === compare.value ? { ...state, run: compareWords(state, term) } : { ...state, step: answer },
};
