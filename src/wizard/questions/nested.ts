/** Is the search itself to be scored, beside what it finds? */
import type { Question } from '../question.js';
import { answerOf, withOption } from '../state.js';

const OPTION = 'nested';
const NO = 'no';

export const nested: Question = {
  isNext: ({ detour, step }) => detour === OPTION && step === 'tune',
  ask: (state) => ({
    kind: 'choose',
    message: 'Score the search itself? The score of its best is flattered by having been chosen',
    choices: [
      { value: NO, name: NO, about: 'the best of the search, with its flattering score' },
      {
        value: '5x3',
        name: '5x3',
        about: '5 folds, each scored by a search on 3 folds of its training rows',
      },
      { value: '10x5', name: '10x5', about: 'the same with more folds, and about four times the fits' },
    ],
    initial: answerOf(state, OPTION) ?? NO,
  }),
  take: (answer, state) => ({ ...withOption(state, OPTION, answer === NO ? [] : [answer]), detour: null }),
};
