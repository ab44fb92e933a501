/** Where is a probability cut into an answer? At 0.5, or where it is best for a metric or for what mistakes cost. */
import { dependsOnCut } from '../../core/metrics/cut-metrics.js';
import { metrics } from '../../core/metrics/list.js';
import type { Choice } from '../asked.js';
import type { Question } from '../question.js';
import { answerOf, type State, withOption } from '../state.js';

const OPTION = 'threshold';
const USUAL = '0.5';
const COST = 'cost';
const COSTS = 'what mistakes cost';

/** What a cut is most often chosen for, and the metric that ranks. */
function metricChoices(state: State): Choice[] {
  const by = answerOf(state, 'by');
  const ids = new Set(['f1', 'balanced_accuracy', 'matthews_corrcoef', ...(by === undefined ? [] : [by])]);
  return [...ids]
    .filter((id) => id !== COST && metrics.has(id) && dependsOnCut(metrics.get(id)))
    .map((id) => ({
      value: id,
      name: id,
      about: `the cut that is best for it · ${metrics.get(id).summary}`,
    }));
}

export const threshold: Question = {
  isNext: ({ detour, step, target }) => detour === OPTION && step !== 'score' && target?.kind === 'binary',
  ask: (state) => ({
    kind: 'choose',
    message: 'Where is p cut? A chosen cut is chosen inside the training rows: six fits for one',
    choices: [
      { value: USUAL, name: USUAL, about: `${state.target!.positive} where p >= ${USUAL}` },
      ...metricChoices(state),
      { value: COST, name: COST, about: 'the cut with the least cost; what mistakes cost is asked next' },
    ],
    initial: answerOf(state, OPTION) ?? USUAL,
  }),
  take: (answer, state) => ({
    ...withOption(state, OPTION, answer === USUAL ? [] : [answer]),
    detour: answer === COST ? COSTS : null,
  }),
};

/** Asked when the cut is chosen for it. */
export const costs: Question = {
  isNext: ({ detour }) => detour === COSTS,
  ask: ({ target }) => ({
    kind: 'type',
    message: 'What do mistakes cost?',
    about: `fp=1,fn=5: a false "${target!.positive}" costs 1, a missed one 5; a column of amounts may stand for a number: fn=COLUMN`,
  }),
  take: (answer, state) => {
    const text = answer.trim();
    // Without costs there is nothing to cut by.
    const after = text === '' ? withOption(state, OPTION, []) : state;
    return { ...withOption(after, COST, text === '' ? [] : [text]), detour: null };
  },
};
