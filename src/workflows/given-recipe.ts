/** `--recipe`: what a recipe was made for, held against the problem that it is used on. */
import type { Problem } from '../core/task.js';
import type { Context } from './context.js';

/** A recipe whose sampler and parameters are used. */
export interface GivenRecipe {
  /** As messages name it: the version that wrote it, or its path. */
  readonly name: string;
  readonly target: string;
  /** The columns that entered the sampler's distance. */
  readonly features: readonly string[];
}

const MOST_NAMED = 5;

const named = (columns: readonly string[]): string =>
  columns.slice(0, MOST_NAMED).join(', ') +
  (columns.length > MOST_NAMED ? ` and ${columns.length - MOST_NAMED} more` : '');

/** What is otherwise here; empty where nothing is. */
function differences({ target, features }: GivenRecipe, { task, table }: Problem): string[] {
  const lacking = features.filter((name) => !table.has(name) && name !== task.target);
  const added = table.names.filter((name) => !features.includes(name) && name !== target);
  return [
    ...(target === task.target ? [] : [`for the target ${target}, not ${task.target}`]),
    ...(lacking.length === 0 ? [] : [`with ${named(lacking)}, which this run does not use`]),
    ...(added.length === 0 ? [] : [`without ${named(added)}`]),
  ];
}

/** Says, once a command, that the recipe was made for another target or from other columns. */
export function tellOtherRecipe(problem: Problem, { recipe, memo, listener }: Context): void {
  if (recipe === undefined) return;
  memo.once('other recipe', recipe, () => {
    const found = differences(recipe, problem);
    if (found.length === 0) return;
    const message = `the recipe ${recipe.name} was made ${found.join('; ')}: its sampler and parameters are used as they are`;
    listener.warn({ id: 'other-recipe', columns: [], message });
  });
}
