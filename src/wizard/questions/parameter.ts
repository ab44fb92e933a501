/** Parameters of the model and the sampler: which one, then its value, from their ParamSpecs. */
import { models } from '../../core/models/list.js';
import { checkParam, describeParam, ownedName, type ParamSpec } from '../../core/params.js';
import { samplers } from '../../core/samplers/list.js';
import type { Question } from '../question.js';
import { answerOf, type State, withOption } from '../state.js';

const OPTION = 'param';
const VALUE = 'param ';

interface Parameter {
  /** As it is typed: `max_depth`, `smote.k_neighbors`. */
  readonly typed: string;
  readonly owner: string;
  readonly name: string;
  readonly spec: ParamSpec;
}

/** Those of the model, then of the sampler. */
function parametersOf(state: State): Parameter[] {
  const modelId = state.step === 'resample' ? undefined : answerOf(state, 'model');
  const samplerId = answerOf(state, 'sampler');
  const owners = [
    ...(modelId === undefined ? [] : [{ ...models.get(modelId), isOwned: false }]),
    ...(samplerId === undefined ? [] : [{ ...samplers.get(samplerId), isOwned: true }]),
  ];
  return owners.flatMap(({ id, params, isOwned }) =>
    Object.entries(params).map(([name, spec]) => {
      const typed = isOwned ? ownedName(id, name) : name;
      return { typed, owner: id, name, spec };
    }),
  );
}

/** Default, meaning and range. */
const aboutParameter = (name: string, spec: ParamSpec) => describeParam(name, spec).slice(name.length + 1);

/** Does anything that was chosen have parameters? */
export const hasParameters = (state: State): boolean => parametersOf(state).length > 0;

export const parameter: Question = {
  isNext: ({ detour }) => detour === OPTION,
  ask: (state) => {
    const choices = parametersOf(state).map(({ typed, name, spec }) => ({
      value: typed,
      name: typed,
      about: aboutParameter(name, spec),
    }));
    return {
      kind: 'search',
      message: 'Which parameter? Type to search',
      choices: (term) => choices.filter(({ name }) => name.toLowerCase().includes(term.toLowerCase())),
    };
  },
  take: (answer, state) => ({ ...state, detour: VALUE + answer }),
};

const asked = (state: State): Parameter | undefined =>
  parametersOf(state).find(({ typed }) => state.detour === VALUE + typed);

export const parameterValue: Question = {
  isNext: (state) => asked(state) !== undefined,
  ask: (state) => {
    const { typed, name, spec } = asked(state)!;
    const range = state.step === 'tune' ? '; a range is searched: 2..12' : '';
    return { kind: 'type', message: `${typed}:`, about: `default ${aboutParameter(name, spec)}${range}` };
  },
  take: (answer, state) => {
    const { typed, owner, name, spec } = asked(state)!;
    const text = answer.trim();
    // What a range may be is for tune to say.
    if (text !== '' && state.step !== 'tune') checkParam(owner, name, spec, text);
    const others = (state.options.get(OPTION) ?? []).filter((pair) => !pair.startsWith(`${typed}=`));
    const pairs = text === '' ? others : [...others, `${typed}=${text}`];
    return { ...withOption(state, OPTION, pairs), detour: null };
  },
};
