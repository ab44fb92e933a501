/** What the assay.yaml found upward says about data and target. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { findProjectFile } from '../store/store.js';

export interface ProjectData {
  readonly data: string | null;
  readonly target: string | null;
}

/** `data` and `target` of the assay.yaml found upward; nulls when it says nothing, or nothing that can be read. */
export async function projectData(cwd: string): Promise<ProjectData> {
  const file = findProjectFile(cwd);
  if (file === null) return { data: null, target: null };
  try {
    const { parse } = await import('yaml');
    const { data, target } = (parse(readFileSync(file, 'utf8')) ?? {}) as Record<string, unknown>;
    const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);
    return { data: pathFrom(dirname(file), text(data), cwd), target: text(target) };
  } catch {
    return { data: null, target: null };
  }
}

/** A path that stands in a file of `folder`, as it is typed from `cwd`; a name that is no file there stays. */
function pathFrom(folder: string, path: string | null, cwd: string): string | null {
  if (path === null || !existsSync(resolve(folder, path))) return path;
  return relative(cwd, resolve(folder, path));
}
