/** What configuration is made of: settings as they were written, and layers of option values made from them. */
import { relative } from 'node:path';
import type { Origin, Typed, TypedValue } from '../command.js';

/** A key and what it was set to, in assay.yaml or by `--set`. */
export interface Setting {
  /** `['cv', 'folds']`, as written. */
  readonly path: readonly string[];
  /** Texts as written, a list of them, or null (`~`, nothing). */
  readonly value: string | readonly string[] | null;
  readonly origin: Origin;
  /** How errors begin: `assay.yaml:3: `. */
  readonly place: string;
  /** Relative paths in it start here. Absolute. */
  readonly folder: string;
}

/** A value and where it came from; undefined: the option is as if nobody had set it, whatever is weaker. */
interface Configured {
  readonly value: TypedValue;
  readonly origin: Origin;
}

/** A parameter of a model, sampler or splitter. */
export interface ConfiguredParam {
  /** As `-p` takes it: `forest.max_depth=8`. */
  readonly text: string;
  readonly origin: Origin;
  /** How errors begin. */
  readonly place: string;
}

/** What one source says about the options of one command. */
export interface Layer {
  /** By the name of the option; the data set under `DATA`. */
  readonly values: Map<string, Configured>;
  /** The weaker first. */
  readonly params: ConfiguredParam[];
}

export const emptyLayer = (): Layer => ({ values: new Map(), params: [] });

/** The argument that configuration may fill. */
export const DATA = 'DATA';

/** Where a person would look for a file: `assay.yaml`, `../assay.yaml`. */
export const shownFrom = (cwd: string, path: string): string => relative(cwd, path) || path;

/**
 * Under which a parameter stands in `Typed.origins`: `params.forest.max_depth`.
 * @param text as `-p` takes it: `forest.max_depth=8`, `max_depth=8`
 * @param options of the run: one without an owner is the model's, in `resample` the sampler's
 */
export function paramKey(text: string, { model, sampler }: Typed['options']): string {
  const name = text.slice(0, text.indexOf('=')).trim();
  return name.includes('.') ? `params.${name}` : `params.${model ?? sampler}.${name}`;
}
