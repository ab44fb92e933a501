/** Whose rows are to be predicted by the model that was just saved? */

import type { Question } from '../question.js';
import { inStore, savedModel } from '../scored-versions.js';
import { askForData } from './data.js';

export const NEW_DATA = 'new data';

export const newData: Question = {
  isNext: ({ detour }) => detour === NEW_DATA,
  ask: (_, term) => askForData('Predict which rows? Type to search, or a path', term),
  take: (answer, state, term) => {
    const model = savedModel(state, term) ?? 'last';
    return { ...state, detour: null, run: inStore(state, 'predict', model, answer) };
  },
};
