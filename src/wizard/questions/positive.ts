/** Which of two classes is the positive one? Asked when the labels do not say it; it can always be turned round. */
import { obviousPositive } from '../../core/labels.js';
import { percent } from '../../core/shown-numbers.js';
import type { Question } from '../question.js';
import { targetFacts } from '../sheet.js';
import { type State, withOption } from '../state.js';

const OPTION = 'positive';

const isUnclear = ({ target }: State): boolean =>
  target?.kind === 'binary' && obviousPositive(target.classes.map(({ label }) => label)) === null;

export const positive: Question = {
  isNext: (state) => state.detour === OPTION || (isUnclear(state) && !state.options.has(OPTION)),
  ask: ({ target }) => ({
    kind: 'choose',
    message: 'Which class is the positive one, the one to be found?',
    initial: target!.positive ?? undefined,
    choices: target!.classes.map(({ label, share }) => ({
      value: label,
      name: label,
      about: `${percent(share)} of the rows`,
    })),
  }),
  take: (answer, state) => ({
    ...withOption(state, OPTION, [answer]),
    detour: null,
    target: targetFacts(state.sheet!, state.target!.name, answer),
  }),
};
