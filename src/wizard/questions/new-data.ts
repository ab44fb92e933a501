/** Whose rows are to be predicted by the model that was just saved? */

import type { Question } from '../question.js';
import { experimentOf, inStore, storeOf } from '../scored-versions.js';
import { askForData } from './data.js';

export const NEW_DATA = 'new data';

export const newData: Question = {
  isNext: ({ detour }) => detour === NEW_DATA,
  ask: (_, term) => askForData('Predict which rows? Type to search, or a path', term),
  take: (answer, state, term) => {
    const experiment = experimentOf({ ...state, hasRun: true }, term);
    const saved = experiment === null ? null : storeOf(state, term).newest(experiment);
    return { ...state, detour: null, run: inStore(state, 'predict', saved?.id ?? 'last', answer) };
  },
};
