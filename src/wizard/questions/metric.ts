/** Which metric ranks? The usual one first. */
import { defaultMetric } from '../../core/metrics/choose-metrics.js';
import { metrics } from '../../core/metrics/list.js';
import type { Question } from '../question.js';
import { withOption } from '../state.js';

const OPTION = 'by';

export const metric: Question = {
  isNext: ({ detour }) => detour === OPTION,
  ask: ({ target }) => {
    const kind = target!.kind;
    const usual = metrics.get(defaultMetric(kind));
    const fitting = metrics.all().filter(({ tasks }) => tasks.includes(kind));
    const choices = [usual, ...fitting.filter((one) => one !== usual)].map(({ id, summary, direction }) => ({
      value: id,
      name: id,
      about: `${direction === 'max' ? 'higher' : 'lower'} is better · ${summary}`,
    }));
    return {
      kind: 'search',
      message: 'Which metric ranks? Type to search',
      choices: (term) => choices.filter(({ name }) => name.includes(term.toLowerCase())),
    };
  },
  take: (answer, state) => ({ ...withOption(state, OPTION, [answer]), detour: null }),
};
