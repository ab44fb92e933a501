/** All options of the step, found by typing. */
import type { Question } from '../question.js';
import { type Spec, type State, specsOf } from '../state.js';
import { shownValue } from './shown-value.js';

/** Answered elsewhere, or not for a person who is being asked. */
const NOT_OFFERED: readonly string[] = ['target', 'config', 'set', 'like', 'recipe', 'resume'];

const isOffered = ({ name }: Spec, { target }: State): boolean =>
  !NOT_OFFERED.includes(name) && (name !== 'positive' || target?.kind === 'binary');

/** Is there any? */
export const hasMore = (state: State): boolean => specsOf(state).some((spec) => isOffered(spec, state));

export const MORE = 'more';

export const more: Question = {
  isNext: ({ detour }) => detour === MORE,
  ask: (state) => {
    const choices = specsOf(state)
      .filter((spec) => isOffered(spec, state))
      .map((spec) => ({
        value: spec.name,
        name: spec.name,
        about: `${shownValue(spec, state)} · ${spec.help}`.replace(/^ · /, ''),
      }));
    return {
      kind: 'search',
      message: 'Which option? Type to search',
      choices: (term) =>
        choices.filter(({ name, about }) => `${name} ${about}`.toLowerCase().includes(term.toLowerCase())),
    };
  },
  take: (answer, state) => ({ ...state, detour: answer }),
};
