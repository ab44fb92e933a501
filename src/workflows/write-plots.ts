/** Plots into a folder that a person names: each as Vega-Lite and as a picture. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { usageError } from '../core/errors.js';
import { toJsonText } from '../core/json-text.js';
import { makeFolder, writeFileAtomic } from '../store/atomic-file.js';

export interface Plot {
  /** File name without extension. */
  readonly name: string;
  readonly spec: object;
  readonly svg: string;
}

/**
 * @param mayReplace files that are there
 * @returns the paths written
 * @throws AssayError exit 2 when a file is there and may not be replaced, or the folder is missing with the one that it
 *   would stand in; exit 1 when it cannot be written
 */
export function writePlots(dir: string, plots: readonly Plot[], mayReplace: boolean): string[] {
  const files = plots.flatMap(({ name, spec, svg }) => [
    { path: join(dir, `${name}.json`), text: toJsonText(spec) },
    { path: join(dir, `${name}.svg`), text: svg },
  ]);
  const there = files.find(({ path }) => existsSync(path));
  if (there && !mayReplace) {
    throw usageError(
      'ASSAY_FILE_EXISTS',
      `${there.path} is there already`,
      'another folder, or -y to replace it',
    );
  }
  const above = dirname(dir);
  if (!existsSync(above)) {
    throw usageError(
      'ASSAY_OUTPUT_FOLDER',
      `--plots ${dir}: there is no folder ${above}`,
      'make it first; the last folder of the path is made',
    );
  }
  makeFolder(dir);
  for (const { path, text } of files) writeFileAtomic(path, text);
  return files.map(({ path }) => path);
}
