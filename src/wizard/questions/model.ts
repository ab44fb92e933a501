/** Which model? Those of libraries last. */
import { models } from '../../core/models/list.js';
import type { Question } from '../question.js';
import { answerOf, specsOf, withModel } from '../state.js';

const OPTION = 'model';
const FIRST = 'forest';

export const model: Question = {
  isNext: (state) =>
    state.detour === OPTION ||
    (!state.options.has(OPTION) && specsOf(state).some(({ name }) => name === OPTION)),
  ask: (state) => {
    const fitting = models.all().filter(({ tasks }) => !state.target || tasks.includes(state.target.kind));
    const ordered = [
      ...fitting.filter(({ library }) => !library),
      ...fitting.filter(({ library }) => library),
    ];
    return {
      kind: 'choose',
      message: 'Which model?',
      choices: ordered.map(({ id, summary }) => ({ value: id, name: id, about: summary })),
      initial: answerOf(state, OPTION) ?? FIRST,
    };
  },
  take: (answer, state) => ({ ...withModel(state, answer), detour: null }),
};
