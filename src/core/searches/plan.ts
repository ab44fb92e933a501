/** What a search is to do: where it looks, and how many trials it has. */
import { usageError } from '../errors.js';
import type { Model } from '../models/model.js';
import { counted } from '../shown-numbers.js';
import { defaultSpace } from './default-space.js';
import { searches } from './list.js';
import type { Search, SearchSpace } from './search.js';

/** As it was typed. */
export interface SearchRequest {
  /** An id. */
  readonly search: string;
  /** Null: as many as the search has by default. */
  readonly trials: number | null;
  /** Ranges given for parameters of the model; none: those that the model declares. */
  readonly space: SearchSpace;
  /** Parameters of the model that were given a value. */
  readonly fixed: readonly string[];
}

/** As options.json keeps it. */
export interface SearchPlan {
  readonly search: string;
  readonly trials: number;
  readonly space: Record<string, SearchSpace[string]>;
  readonly fixed: string[];
}

/** More trials than this are run only when asked for by number. */
const MOST_UNASKED = 10_000;

/** @throws AssayError exit 2 when nothing is left to search */
function spaceOf(model: Model, { space, fixed }: SearchRequest): SearchPlan['space'] {
  if (Object.keys(space).length > 0) return { ...space };
  const declared = defaultSpace(model, fixed);
  if (Object.keys(declared).length > 0) return { ...declared };
  throw usageError(
    'ASSAY_NO_SPACE',
    `${model.id} has no parameter left to search`,
    'give a range, for example -p max_depth=2..12, or choose another model',
  );
}

/** @throws AssayError exit 2 when nobody said how many and there are very many settings */
function trialsOf(search: Search, space: SearchSpace, wanted: number | null): number {
  if (wanted !== null) return wanted;
  if (search.defaultTrials !== 'all') return search.defaultTrials;
  const size = search.size(space);
  if (size <= MOST_UNASKED) return size;
  throw usageError(
    'ASSAY_LARGE_GRID',
    `--search ${search.id}: these ranges have ${counted(size, 'setting')}`,
    '--trials 200 tries a sample of 200; or give fewer values: -p NAME=A,B',
  );
}

/** @throws AssayError exit 2: an unknown search, nothing to search, too many settings */
export function planSearch(model: Model, request: SearchRequest): SearchPlan {
  const search = searches.get(request.search);
  const space = spaceOf(model, request);
  return {
    search: search.id,
    trials: trialsOf(search, space, request.trials),
    space,
    fixed: [...request.fixed],
  };
}
