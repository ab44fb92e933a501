/** Where the value of an option came from, in words. */
import type { Origin, Typed } from './command.js';
import { shownFrom } from './configuration/setting.js';

/** `assay.yaml:3 target`, `ASSAY_SEED`, `--set cv.folds`, `default`. @param cwd paths are shown from here */
export function originText(origin: Origin, cwd: string): string {
  switch (origin.kind) {
    case 'file':
      return `${shownFrom(cwd, origin.path)}:${origin.line} ${origin.key}`;
    case 'variable':
      return origin.name;
    case 'set':
      return `--set ${origin.key}`;
    case 'like':
      return `--like ${origin.version}`;
    case 'recipe':
      return `--recipe ${origin.recipe}`;
    default:
      return origin.kind;
  }
}

/** The file, variable or version that an option was read from; undefined when it was typed or has its default. */
export function sourceOf({ origins }: Typed, name: string, cwd: string): string | undefined {
  const origin = origins.get(name);
  if (!origin || origin.kind === 'flag' || origin.kind === 'set' || origin.kind === 'default')
    return undefined;
  if (origin.kind === 'like') return origin.version;
  if (origin.kind === 'recipe') return origin.recipe;
  return origin.kind === 'file' ? shownFrom(cwd, origin.path) : origin.name;
}
