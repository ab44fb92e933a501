/** All that is needed is known: run it, or change what is most often changed. */
import { percent } from '../../core/shown-numbers.js';
import type { Choice } from '../asked.js';
import type { Question } from '../question.js';
import { type Spec, type State, specsOf, wordsOf } from '../state.js';
import { canDeal, DEALING, shownDealing } from './dealing.js';
import { hasMore, MORE } from './more.js';
import { hasParameters } from './parameter.js';
import { shownValue } from './shown-value.js';

const RUN = '\u0000run';

/** What is most often changed, in this order, where the step has it: option → what it is called here. */
const OFTEN: ReadonlyMap<string, string> = new Map([
  ['trials', 'trials'],
  ['nested', 'score the search'],
  ['sampler', 'sampler'],
  ['threshold', 'cut of p'],
  ['calibrate', 'calibrate p'],
  ['by', 'rank by'],
  ['folds', 'folds'],
  ['repeats', 'repeats'],
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

/** Where an option of `OFTEN` is worth a line; absent: wherever the step has it. */
const FITS: Readonly<Record<string, (state: State) => boolean>> = {
  // Of cv they are of a search that it makes with --nested alone.
  trials: ({ step }) => step === 'tune',
  nested: ({ step }) => step === 'tune',
  sampler: ({ target }) => target?.kind !== 'regression',
  // imbalance tries a chosen cut anyway.
  threshold: ({ target, step }) => target?.kind === 'binary' && step !== 'score' && step !== 'imbalance',
  calibrate: ({ target }) => target?.kind !== 'regression',
  // train holds rows out; --nested says how many folds there are.
  folds: ({ step, options }) => step !== 'train' && !options.has('nested'),
  repeats: ({ step }) => step === 'cv' || step === 'imbalance',
  // Of cv it is a size for splitters that draw.
  'test-size': ({ step }) => step === 'train',
};

const isFitting = (name: string, state: State): boolean => FITS[name]?.(state) ?? true;

/** What an option is, and why it may be worth a change. */
function aboutOption(spec: Spec, state: State): string {
  const value = spec.name === 'nested' ? shownValue(spec, state) || 'no' : shownValue(spec, state);
  return [value, spec.name === 'sampler' ? rareClass(state) : ''].filter(Boolean).join(' · ');
}

function optionChoices(state: State): Choice[] {
  const specs = specsOf(state);
  return [...OFTEN].flatMap(([name, called]) => {
    const spec = specs.find((one) => one.name === name);
    if (!spec || !isFitting(name, state)) return [];
    return [{ value: name, name: called, about: aboutOption(spec, state) }];
  });
}

const dealingChoices = (state: State): Choice[] =>
  canDeal(state) ? [{ value: DEALING, name: 'rows', about: shownDealing(state) }] : [];

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
    choices: [
      { value: RUN, name: 'run it' },
      ...optionChoices(state),
      ...dealingChoices(state),
      ...restChoices(state),
    ],
  }),
  take: (answer, state) =>
    answer === RUN ? { ...state, run: wordsOf(state) } : { ...state, detour: answer },
};
