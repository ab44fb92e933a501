/**
 * What was not typed: `--recipe`, `--set`, `--like`, `ASSAY_*` variables and `assay.yaml` fill the options of a command, in that
 * order; only then defaults stand.
 */
import { resolve } from 'node:path';
import { findProjectFile } from '../store/store.js';
import type { Command, CommandEntry, Typed } from './command.js';
import { checkData } from './configuration/data-path.js';
import { layerOfSettings } from './configuration/from-settings.js';
import {
  CONFIG_VARIABLE,
  layerOfVariables,
  nearMisses,
  unknownVariables,
  variable,
} from './configuration/from-variables.js';
import { checkKeys, loadAllCommands } from './configuration/keys.js';
import { findLiked, type Liked } from './configuration/like.js';
import { forTarget, joinLayers, layUnder, settleFormat, withParams } from './configuration/merge.js';
import { paramsInRun } from './configuration/params-in-run.js';
import { readProjectFile } from './configuration/project-file.js';
import { findRecipe, withRecipe } from './configuration/recipe.js';
import { parseSets } from './configuration/set.js';
import { DATA, emptyLayer, type Layer, type Setting } from './configuration/setting.js';
import { list, text } from './typed-values.js';

/** Where configuration is looked for. */
export interface Place {
  /** The folder the person stands in: assay.yaml is looked for from here upward. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Every command: a key must mean something to one of them. */
  readonly entries: readonly CommandEntry[];
}

interface Configured {
  /** The same values with what was configured laid under what was typed, and where each came from. */
  readonly typed: Typed;
  /** To be told on stderr, e.g. which version `--like last` is. */
  readonly notes: readonly string[];
}

/** The project file: of --config, of ASSAY_CONFIG, or found upward; absolute, null when there is none. */
export function projectFileOf(typed: Typed, { cwd, env }: Place): string | null {
  const named = text(typed, 'config') ?? variable(env, CONFIG_VARIABLE);
  return named === undefined ? findProjectFile(cwd) : resolve(cwd, named);
}

async function projectLayer(typed: Typed, command: Command, place: Place): Promise<Layer> {
  const path = projectFileOf(typed, place);
  if (path === null) return emptyLayer();
  const settings = await readProjectFile(path, place.cwd);
  await checkKeys(settings, command, place.entries);
  return layerOfSettings(settings, command, place.cwd).layer;
}

const unusedNote = ({ path }: Setting, command: Command): string =>
  `--set ${path.join('.')}: assay ${command.id} has no such option, so it changes nothing`;

async function setLayer(typed: Typed, command: Command, place: Place) {
  const settings = await parseSets(list(typed, 'set') ?? [], place.cwd);
  await checkKeys(settings, command, place.entries);
  const { layer, unused } = layerOfSettings(settings, command, place.cwd);
  return { layer, notes: unused.map((setting) => unusedNote(setting, command)) };
}

/** Variables that nobody knows are no error: they may be another program's. */
async function variableNotes(command: Command, { env, entries }: Place): Promise<string[]> {
  const strange = unknownVariables(env, [command]);
  if (strange.length === 0) return [];
  const commands = await loadAllCommands(entries);
  return nearMisses(unknownVariables(env, commands), commands);
}

/** The version of --like. @param layers that say where it is looked up, the weaker first, `--set` last */
async function likedBy(typed: Typed, command: Command, place: Place, layers: readonly Layer[]) {
  const selector = text(typed, 'like');
  if (selector === null) return null;
  const { store, experiment } = layUnder(typed, joinLayers(layers), command).options;
  const wantsData = typed.args.length === 0 && !layers.at(-1)?.values.has(DATA);
  return findLiked({ selector, cwd: place.cwd, store, experiment, wantsData }, command, place.entries);
}

/** The recipe of --recipe. @param layers that say where it is looked up, the weaker first */
async function recipeBy(typed: Typed, command: Command, { cwd }: Place, layers: readonly Layer[]) {
  const selector = text(typed, 'recipe');
  if (selector === null) return null;
  const option = command.options.some(({ name }) => name === 'samplers') ? 'samplers' : 'sampler';
  return findRecipe({ selector, option, cwd, typed: layUnder(typed, joinLayers(layers), command) });
}

/** What is in effect, all but the parameters. @param layers the weaker first */
function combined(typed: Typed, command: Command, layers: readonly Layer[]) {
  const settled = layers.map((layer) => settleFormat(layer, command));
  const { target } = layUnder(typed, joinLayers(settled), command).options;
  const layer = joinLayers(settled.map((one) => forTarget(one, target)));
  return { merged: layUnder(typed, layer, command), params: layer.params };
}

/** @throws AssayError (exit 2) for a key or value that cannot be, naming the file and line, or the variable */
export async function configure(typed: Typed, command: Command, place: Place): Promise<Configured> {
  const variables = layerOfVariables(place.env, command);
  if (command.ignoresProject) return { typed: combined(typed, command, [variables]).merged, notes: [] };
  const project = await projectLayer(typed, command, place);
  const { layer: set, notes } = await setLayer(typed, command, place);
  const liked = await likedBy(typed, command, place, [project, variables, set]);
  const below = [project, variables, ...(liked ? [liked.layer] : []), set];
  const recipe = await recipeBy(typed, command, place, below);
  const layers = recipe ? [...below, recipe.layer] : below;
  const { merged, params } = combined(typed, command, layers);
  checkData(merged, place.cwd);
  const inRun = await paramsInRun(params, merged.options, command.id === 'tune' || command.id === 'curve');
  const configured = withParams(merged, inRun);
  const likened = liked ? withLike(configured, liked) : configured;
  const found = [liked, recipe].flatMap((one) => (one ? [one.note] : []));
  return {
    typed: recipe ? withRecipe(likened, recipe) : likened,
    notes: [...(await variableNotes(command, place)), ...notes, ...found],
  };
}

/** So that the next command is like the same version, whatever is `last` by then. */
const withLike = (typed: Typed, { selector }: Liked): Typed => ({
  ...typed,
  options: { ...typed.options, like: selector },
});
