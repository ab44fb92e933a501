/** `--recipe V`: which recipe that is, and the layer of its sampler and parameters, as if they had been typed. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { type AssayError, usageError } from '../../core/errors.js';
import type { Recipe } from '../../core/schemas/recipe.js';
import type { GivenRecipe } from '../../workflows/given-recipe.js';
import type { Origin, Typed } from '../command.js';
import { list, text } from '../typed-values.js';
import { pairs } from './from-version.js';
import { emptyLayer, type Layer, paramKey } from './setting.js';

/** Where the recipe is looked up. */
interface Lookup {
  /** As typed. */
  readonly selector: string;
  /** The option whose place it takes. */
  readonly option: 'sampler' | 'samplers';
  readonly cwd: string;
  /** What is in effect without the recipe. */
  readonly typed: Typed;
}

export interface FoundRecipe {
  readonly layer: Layer;
  /** What names the same recipe later, when another one is `last`. */
  readonly selector: string;
  readonly given: GivenRecipe;
  readonly option: Lookup['option'];
  /** The words that say the same without the recipe: the sampler, and its parameters that are not at their defaults. */
  readonly sampler: string;
  readonly chosen: ReadonlySet<string>;
  readonly note: string;
}

interface RecipeFile {
  readonly path: string;
  readonly name: string;
  readonly selector: string;
}

const FILE = 'recipe.json';

/** A recipe that is named by its path, or by that of its folder; null: something else is meant. */
function atPath({ selector, cwd }: Lookup): RecipeFile | null {
  const typed = resolve(cwd, selector);
  const path = /\.json$/i.test(selector) ? typed : join(typed, FILE);
  return existsSync(path) ? { path, name: selector, selector } : null;
}

/** The recipe of a version. @throws AssayError exit 2 when the selector names none or several */
async function ofVersion({ selector, cwd, typed }: Lookup): Promise<RecipeFile> {
  const { findStore, openStore } = await import('../../store/store.js');
  const { selectOne } = await import('../../store/selectors.js');
  const { stemOf } = await import('../../data/locate.js');
  const { bestVersion } = await import('../../workflows/compare.js');
  const store = openStore(findStore(text(typed, 'store') ?? undefined, cwd));
  // An experiment that a version is about to begin holds no recipe.
  const experiment = store.experiments().find((name) => name === typed.options.experiment);
  const dataStem = typed.args[0] === undefined ? undefined : stemOf(typed.args[0]);
  const where = { cwd, experiment, dataStem, steps: ['resample'], chooseBest: bestVersion };
  const { version } = selectOne(store, selector, where);
  const path = version.file(FILE);
  const isOurs = version.dir.startsWith(store.dir + sep);
  if (existsSync(path)) return { path, name: version.id, selector: isOurs ? version.id : selector };
  throw usageError(
    'ASSAY_NO_RECIPE',
    `--recipe ${selector}: ${version.id} is ${version.manifest?.step ?? 'broken'} and holds no recipe`,
    'name a version of resample: --recipe last is the newest; assay list shows them',
  );
}

const unreadable = ({ selector, path }: RecipeFile, why: string, cause?: unknown): AssayError =>
  usageError(
    'ASSAY_RECIPE_FILE',
    `--recipe ${selector}: ${path} is no recipe: ${why}`,
    'assay resample DATA -t T --sampler smote writes one',
    cause,
  );

/** @throws AssayError exit 2 for what is no recipe */
async function readRecipe(file: RecipeFile): Promise<Recipe> {
  const { documentProblem } = await import('../../core/schemas/check-document.js');
  let document: unknown;
  try {
    document = JSON.parse(readFileSync(file.path, 'utf8'));
  } catch (cause) {
    throw unreadable(file, (cause as Error).message, cause);
  }
  const problem = documentProblem('recipe', document);
  if (problem !== null) throw unreadable(file, problem);
  return document as Recipe;
}

/** @throws AssayError exit 2 */
function checkAlone({ selector, option, typed }: Lookup): void {
  if (!typed.given.has(option)) return;
  const ids = [typed.options[option]].flat().join(',');
  throw usageError(
    'ASSAY_RECIPE_SAMPLER',
    `--recipe ${selector} says which sampler runs, and --${option} ${ids} too`,
    'leave one of them out; -p ID.NAME=VALUE changes a parameter of the recipe',
  );
}

/** @throws AssayError exit 2 beside --sampler or --samplers, and when there is no such recipe */
export async function findRecipe(lookup: Lookup): Promise<FoundRecipe> {
  checkAlone(lookup);
  const { option } = lookup;
  const file = atPath(lookup) ?? (await ofVersion(lookup));
  const recipe = await readRecipe(file);
  const { samplers } = await import('../../core/samplers/list.js');
  const { byChoice } = await import('../../core/params.js');
  const { id, params } = samplers.get(recipe.sampler);
  const chosen = pairs(id, byChoice(params, recipe.params).chosen);
  const origin: Origin = { kind: 'recipe', recipe: file.name };
  const place = `--recipe ${file.name}: `;
  const layer = emptyLayer();
  layer.values.set(option, { value: option === 'samplers' ? [id] : id, origin });
  layer.params.push(...pairs(id, recipe.params).map((one) => ({ text: one, origin, place })));
  return {
    layer,
    selector: file.selector,
    given: { name: file.name, target: recipe.target, features: recipe.features },
    option,
    sampler: id,
    chosen: new Set(chosen),
    note: `the recipe ${file.name}: ${[id, ...chosen].join(', ')}`,
  };
}

/** Replaces `--recipe V` and `--recipe=V` by the words; the last one stands, as it does for any option. */
function writtenOut(argv: readonly string[], words: readonly string[]): string[] {
  const left: string[] = [];
  for (let at = 0; at < argv.length; at++) {
    if (argv[at] === '--recipe') at++;
    else if (!argv[at].startsWith('--recipe=')) left.push(argv[at]);
  }
  return [...left, ...words];
}

/**
 * So that the next command has the same recipe, and the command line that the version keeps does without it.
 * @param typed with the recipe's layer laid under it
 */
export function withRecipe(typed: Typed, found: FoundRecipe): Typed {
  const { selector, given, option, sampler, chosen } = found;
  const isOfRecipe = (pair: string) =>
    typed.origins.get(paramKey(pair, typed.options))?.kind === 'recipe' && chosen.has(pair);
  const params = (list(typed, 'param') ?? []).filter(isOfRecipe);
  const words = [`--${option}`, sampler, ...params.flatMap((pair) => ['-p', pair])];
  return {
    ...typed,
    options: { ...typed.options, recipe: selector },
    argv: writtenOut(typed.argv, words),
    recipe: given,
  };
}
