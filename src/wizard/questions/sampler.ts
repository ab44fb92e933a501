/** Which sampler? The header shows the shares that it would change. */
import { samplers } from '../../core/samplers/list.js';
import type { Question } from '../question.js';
import { answerOf, withOption } from '../state.js';

const OPTION = 'sampler';

export const sampler: Question = {
  isNext: (state) => state.detour === OPTION || (state.step === 'resample' && !state.options.has(OPTION)),
  ask: (state) => ({
    kind: 'choose',
    message: 'Which sampler? Inside cross-validation it sees training rows alone',
    choices: samplers.all().map(({ id, summary }) => ({ value: id, name: id, about: summary })),
    initial: answerOf(state, OPTION) ?? 'smote',
  }),
  take: (answer, state) => ({ ...withOption(state, OPTION, [answer]), detour: null }),
};
