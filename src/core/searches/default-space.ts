/** Where `tune` looks when no range is given: what each parameter of a model declares. */
import { models } from '../models/list.js';
import type { Model } from '../models/model.js';
import type { SearchSpace } from './search.js';

/** The declared ranges of a model, less the parameters that are fixed; may be empty. */
export function defaultSpace({ params }: Pick<Model, 'params'>, fixed: readonly string[] = []): SearchSpace {
  const declared = Object.entries(params).flatMap(([name, { space }]) =>
    space && !fixed.includes(name) ? [[name, space] as const] : [],
  );
  return Object.fromEntries(declared);
}

/** Has the model anything to search? @throws AssayError exit 2 for an unknown id */
export const isTunable = (modelId: string): boolean =>
  Object.keys(defaultSpace(models.get(modelId))).length > 0;
