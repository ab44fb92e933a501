/** Are probabilities to be mended, and how? */
import { calibrators } from '../../core/calibrators/list.js';
import type { Question } from '../question.js';
import { answerOf, withOption } from '../state.js';

const OPTION = 'calibrate';
const NONE = 'none';

export const calibrate: Question = {
  isNext: ({ detour }) => detour === OPTION,
  ask: (state) => ({
    kind: 'choose',
    message: 'Which calibrator? It is fitted inside the training rows: six fits for one',
    choices: [
      { value: NONE, name: NONE, about: 'probabilities as the model gives them' },
      ...calibrators.all().map(({ id, summary }) => ({ value: id, name: id, about: summary })),
    ],
    initial: answerOf(state, OPTION) ?? NONE,
  }),
  take: (answer, state) => ({ ...withOption(state, OPTION, answer === NONE ? [] : [answer]), detour: null }),
};
