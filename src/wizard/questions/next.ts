/** Something ran: what next? Another model, the best one tuned, a ranking, … */
import type { Choice, Surface } from '../asked.js';
import type { Question } from '../question.js';
import {
  acrossLine,
  type BestVersion,
  type Board,
  bestOf,
  canTune,
  compareWords,
  explainWords,
  inStore,
  savedModel,
  scoredBoard,
  tuningOf,
} from '../scored-versions.js';
import { initialState, type State, withModel } from '../state.js';
import { NEW_DATA } from './new-data.js';

/** The steps whose results are scores of a model. */
const SCORED: readonly string[] = ['cv', 'train', 'tune', 'imbalance'];
/** The steps that save a model. */
const SAVES: readonly string[] = ['train', 'tune'];

/** What stays when other data is chosen, and when the same data goes to another step. */
const OF_THE_STORE: readonly string[] = ['store', 'experiment'];
const OF_THE_TARGET: readonly string[] = [...OF_THE_STORE, 'positive'];

const withOnly = (state: State, names: readonly string[]): State => ({
  ...state,
  options: new Map([...state.options].filter(([name]) => names.includes(name))),
});

const configuration = ({ options: { model, sampler } }: BestVersion) =>
  sampler === 'none' ? model : `${model} with ${sampler}`;

const shownBest = (best: BestVersion) =>
  `${configuration(best)}: ${best.metric} ${Number(best.value.toPrecision(4))}`;

/** What can be done next, and what it makes of the state. */
interface Next extends Choice {
  readonly fits: boolean;
  readonly take: () => State;
}

/** How what was scored stands: as a ranking, a pair, or over data sets. */
function compareNexts(board: Board | null, state: State, term: Surface): Next[] {
  const fresh = { ...state, hasRun: false };
  const explained = board && explainWords(board, state);
  const across = acrossLine(state, term);
  const pair = explained?.slice(1, 3).map((id) => id.slice(id.lastIndexOf('/') + 1)) ?? [];
  return [
    {
      value: 'compare',
      name: 'compare',
      about: 'rank what was run',
      fits: board !== null,
      take: () => ({ ...fresh, run: compareWords(state, term) }),
    },
    {
      value: 'explain',
      name: 'explain',
      about: `what the best, ${pair[1]}, does otherwise than ${pair[0]}: rows, classes, slices`,
      fits: explained !== null,
      take: () => ({ ...fresh, run: explained }),
    },
    {
      value: 'across',
      name: 'compare data sets',
      about: across ? `${across.nLearners} models by their mean rank over ${across.nDataSets} data sets` : '',
      fits: across !== null,
      take: () => ({ ...fresh, run: across?.words ?? null }),
    },
  ];
}

function modelNexts(state: State, term: Surface): Next[] {
  const board = scoredBoard(state, term);
  const best = board && bestOf(board);
  const { step } = state;
  const scored = step !== null && SCORED.includes(step);
  const fresh = { ...state, hasRun: false };
  return [
    {
      value: 'model',
      name: 'another model',
      about: 'the same otherwise',
      fits: scored,
      take: () => withModel(fresh, null),
    },
    {
      value: 'tune',
      name: 'tune the best',
      about: best ? shownBest(best) : '',
      fits: best !== null && canTune(best),
      take: () => tuningOf(best!, fresh),
    },
    ...compareNexts(board, state, term),
    {
      value: 'train',
      name: 'train it',
      about: 'score on held-out rows, save the model',
      fits: step === 'cv',
      take: () => ({ ...fresh, step: 'train' }),
    },
    {
      value: 'predict',
      name: 'predict',
      about: 'new rows, by the model that was saved',
      fits: step !== null && SAVES.includes(step) && state.commands.has('predict'),
      take: () => ({ ...fresh, detour: NEW_DATA }),
    },
    {
      value: 'importance',
      name: 'importance',
      about: 'what each column is worth to the model that was saved',
      fits: step !== null && SAVES.includes(step) && state.commands.has('importance'),
      take: () => ({ ...fresh, run: inStore(state, 'importance', savedModel(state, term) ?? 'last') }),
    },
  ];
}

function nexts(state: State, term: Surface): Next[] {
  const all: Next[] = [
    ...modelNexts(state, term),
    {
      value: 'step',
      name: 'another step',
      about: `on ${state.sheet?.path}`,
      fits: true,
      // Data that was only looked at may get a target now.
      take: () => ({
        ...withOnly(state, OF_THE_TARGET),
        hasRun: false,
        step: null,
        target: state.target ?? undefined,
      }),
    },
    {
      value: 'data',
      name: 'other data',
      fits: true,
      take: () => initialState(state.commands, withOnly(state, OF_THE_STORE).options),
    },
    { value: 'quit', name: 'quit', fits: true, take: () => ({ ...state, isOver: true }) },
  ];
  return all.filter(({ fits }) => fits);
}

export const next: Question = {
  isNext: ({ hasRun, detour }) => hasRun && detour === null,
  ask: (state, term) => ({
    kind: 'choose',
    message: 'What next?',
    choices: nexts(state, term).map(({ value, name, about }) => ({ value, name, about })),
  }),
  take: (answer, state, term) =>
    nexts(state, term)
      .find(({ value }) => value === answer)!
      .take(),
};
