/** How are rows dealt to folds? Shuffled, unless rows belong together or run in time. */
import type { Choice } from '../asked.js';
import type { Question } from '../question.js';
import { answerOf, type State, specsOf, withOption } from '../state.js';

export const DEALING = 'dealing';
const SHUFFLED = 'shuffled';

const CHOICES: readonly Choice[] = [
  { value: SHUFFLED, name: 'shuffled', about: 'each row is a case of its own' },
  { value: 'groups', name: 'whole groups', about: 'rows of one customer, patient, machine stay together' },
  {
    value: 'time',
    name: 'in time',
    about: 'new rows will be later ones: train on the past, test on what came next',
  },
];

/** Does the step fit on some rows and test on others? */
export const canDeal = (state: State): boolean => specsOf(state).some(({ name }) => name === 'time');

/** `shuffled`, `whole groups of customer`, `in time, by day`. */
export function shownDealing(state: State): string {
  const [groups, time] = ['groups', 'time'].map((name) => answerOf(state, name));
  if (time !== undefined) return `in time, by ${time}`;
  return groups === undefined ? SHUFFLED : `whole groups of ${groups}`;
}

/** The column is asked for next, by the question that options have. */
export const dealing: Question = {
  isNext: ({ detour }) => detour === DEALING,
  ask: () => ({
    kind: 'choose',
    message: 'How are rows dealt to folds?',
    choices: CHOICES,
  }),
  take: (answer, state) => {
    const neither = ['groups', 'time'].reduce((after, name) => withOption(after, name, []), state);
    return { ...neither, detour: answer === SHUFFLED ? null : answer };
  },
};
