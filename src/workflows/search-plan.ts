/** What a search of `tune` or `--nested` will do, as far as it is known before. */
import { searches } from '../core/searches/list.js';
import type { SearchPlan } from '../core/searches/plan.js';
import { count } from '../core/shown-numbers.js';
import type { Plan } from './run-trials.js';

/** The search with its number of trials: no setting is tried twice, so that a small space ends it early. */
export function planOf({ search: id, space, trials }: SearchPlan): Plan {
  const search = searches.get(id);
  return { search, space, nTrials: Math.min(trials, search.size(space)) };
}

/** What a person should know of the number of trials before they start; empty when it is as usual. */
export function sizeNote({ search, space, nTrials }: Plan, asked: number): string {
  const size = search.size(space);
  if (nTrials < asked) return `${search.id}: the ranges hold ${count(size)} settings; each is tried once`;
  if (search.defaultTrials !== 'all') return '';
  const which = nTrials < size ? `a sample of ${count(nTrials)} from ${count(size)}` : `all ${count(size)}`;
  return `${search.id}: ${which} settings`;
}
