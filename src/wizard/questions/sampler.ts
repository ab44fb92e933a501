/** Which sampler, or which chain of them? The header shows the shares that it would change. */
import { samplers } from '../../core/samplers/list.js';
import { chainBefore } from '../../core/samplers/sampler-registry.js';
import type { Choice } from '../asked.js';
import { matching } from '../matching.js';
import type { Question } from '../question.js';
import { answerOf, withOption } from '../state.js';

const OPTION = 'sampler';

/** The last answer first; of a chain the samplers that may come next. */
function choicesFor(term: string, last: string): Choice[] {
  const before = chainBefore(term);
  const choices = samplers.following(before).map(({ id, summary }): Choice => {
    const name = before + id;
    return { value: name, name, about: summary };
  });
  const fit = matching(choices, term);
  return term === '' ? fit.sort((a, b) => Number(b.value === last) - Number(a.value === last)) : fit;
}

export const sampler: Question = {
  isNext: (state) => state.detour === OPTION || (state.step === 'resample' && !state.options.has(OPTION)),
  ask: (state) => ({
    kind: 'search',
    message: 'Which sampler? On training rows alone inside cross-validation; smote+tomek-links is a chain',
    choices: (term) => choicesFor(term, answerOf(state, OPTION) ?? 'smote'),
  }),
  take: (answer, state) => ({ ...withOption(state, OPTION, [answer]), detour: null }),
};
