/** What a bake-off tries for `--samplers all`. */
import { samplers } from '../samplers/list.js';
import { NO_SAMPLER } from './contestants.js';

/** All that resample, each once: of two names of one sampler the one that it is told under. */
export const everySampler = (): string[] =>
  samplers
    .all()
    .filter(({ id, sameAs }) => id !== NO_SAMPLER && sameAs === undefined)
    .map(({ id }) => id);
