/** Whose rows are to be predicted by the model that was just saved? */
import { lastExperiment, storeOf } from '../best-version.js';
import type { Question } from '../question.js';
import { answerOf } from '../state.js';
import { askForData } from './data.js';

export const NEW_DATA = 'new data';

export const newData: Question = {
  isNext: ({ detour }) => detour === NEW_DATA,
  ask: (_, term) => askForData('Predict which rows? Type to search, or a path', term),
  take: (answer, state, term) => {
    const experiment = lastExperiment(state, term);
    const version = experiment === null ? null : storeOf(state, term).newest(experiment);
    const store = answerOf(state, 'store');
    const words = ['predict', version?.id ?? 'last', answer, ...(store === undefined ? [] : ['-E', store])];
    return { ...state, detour: null, run: words };
  },
};
