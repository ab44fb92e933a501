/**
 * What was not typed: `--set`, `--like`, `ASSAY_*` variables and `assay.yaml` fill the options of a command, in that
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
import { forTarget } from './configuration/from-version.js';
import { checkKeys, loadAllCommands } from './configuration/keys.js';
import { findLiked, type Liked } from './configuration/like.js';
import { joinLayers, layUnder, settleFormat, withParams } from './configuration/merge.js';
import { paramsInRun } from './configuration/params-in-run.js';
import { readProjectFile } from './configuration/project-file.js';
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

/** The version of --like. @param weaker what it is looked up by, besides what was typed */
async function likedBy(typed: Typed, command: Command, place: Place, set: Layer, weaker: Layer) {
  const selector = text(typed, 'like');
  if (selector === null) return null;
  const { store, experiment } = layUnder(typed, joinLayers([weaker, set]), command).options;
  const wantsData = typed.args.length === 0 && !set.values.has(DATA);
  return findLiked({ selector, cwd: place.cwd, store, experiment, wantsData }, command, place.entries);
}

function likeLayer({ layer }: Liked, typed: Typed, set: Layer): Layer {
  const target = typed.given.has('target') ? typed.options.target : set.values.get('target')?.value;
  return forTarget(layer, target);
}

/** @throws AssayError (exit 2) for a key or value that cannot be, naming the file and line, or the variable */
export async function configure(typed: Typed, command: Command, place: Place): Promise<Configured> {
  const variables = layerOfVariables(place.env, command);
  if (command.ignoresProject)
    return { typed: layUnder(typed, settleFormat(variables, command), command), notes: [] };
  const project = await projectLayer(typed, command, place);
  const { layer: set, notes } = await setLayer(typed, command, place);
  const weaker = joinLayers([project, variables].map((layer) => settleFormat(layer, command)));
  const liked = await likedBy(typed, command, place, set, weaker);
  const like = liked === null ? [] : [likeLayer(liked, typed, set)];
  const layer = joinLayers([weaker, ...like, settleFormat(set, command)]);
  const merged = layUnder(typed, layer, command);
  checkData(merged, place.cwd);
  const params = await paramsInRun(layer.params, merged.options, command.id === 'tune');
  const configured = withParams(merged, params);
  return {
    typed: liked ? { ...configured, options: { ...configured.options, like: liked.selector } } : configured,
    notes: [...(await variableNotes(command, place)), ...notes, ...(liked ? [liked.note] : [])],
  };
}
