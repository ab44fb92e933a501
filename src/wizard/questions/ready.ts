/** All that is needed is known: run it, or change what is most often changed. */
import { percent } from '../../core/shown-numbers.js';
import type { Choice } from '../asked.js';
import type { Question } from '../question.js';
import { type State, specsOf, wordsOf } from '../state.js';
import { hasMore, MORE } from './more.js';
import { hasParameters } from './parameter.js';
import { shownValue } from './shown-value.js';

const RUN = '\u0000run';

/** What is most often changed, in this order, where the step has it: option → what it is called here. */
const OFTEN: ReadonlyMap<string, string> = new Map([
  ['trials', 'trials'],
  ['sampler', 'sampler'],
  ['by', 'rank by'],
  ['folds', 'folds'],
  ['test-size', 'test size'],
]);

/** A class of fewer rows is rare: a sampler may help. */
const RARE = 0.25;

function rareClass({ target }: State): string {
  const rarest = target?.classes.reduce(
    (least, one) => (one.share < least.share ? one : least),
    target.classes[0],
  );
  return rarest && rarest.share < RARE ? `${rarest.label} is ${percent(rarest.share)} of the rows` : '';
}

const isFitting = (name: string, { target, step }: State): boolean => {
  if (name === 'sampler') return target?.kind !== 'regression';
  // train holds rows out; its folds are no question.
  return name !== 'folds' || step !== 'train';
};

function optionChoices(state: State): Choice[] {
  const specs = specsOf(state);
  return [...OFTEN].flatMap(([name, called]) => {
    const spec = specs.find((one) => one.name === name);
    if (!spec || !isFitting(name, state)) return [];
    const about = name === 'sampler' ? rareClass(state) : '';
    return [
      { value: name, name: called, about: [shownValue(spec, state), about].filter(Boolean).join(' · ') },
    ];
  });
}

function restChoices(state: State): Choice[] {
  const param = specsOf(state).find(({ name }) => name === 'param');
  const chosen = param ? shownValue(param, state) : '';
  const owners = ['model', 'sampler'].flatMap((name) => state.options.get(name) ?? []).join(', ');
  return [
    ...(param && hasParameters(state)
      ? [{ value: 'param', name: 'parameters', about: chosen || `of ${owners}` }]
      : []),
    ...(hasMore(state) ? [{ value: MORE, name: 'more options', about: 'everything the command takes' }] : []),
  ];
}

export const ready: Question = {
  isNext: () => true,
  ask: (state) => ({
    kind: 'choose',
    message: 'Ready. Run it?',
    choices: [{ value: RUN, name: 'run it' }, ...optionChoices(state), ...restChoices(state)],
  }),
  take: (answer, state) =>
    answer === RUN ? { ...state, run: wordsOf(state) } : { ...state, detour: answer },
};
