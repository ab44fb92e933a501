/** Data sets that lie near: files of the folder and one level below, what a part of a path could become. */
import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

/** What assay reads. */
const READABLE = /\.(csv|tsv|tab|txt|jsonl|ndjson|parquet)(\.(gz|zst))?$/i;
/** Folders of programs and of assay itself. */
const PASSED_OVER = new Set(['node_modules', 'experiments', 'dist', 'build', 'venv', '__pycache__']);
const MOST_FILES = 200;

export interface NearFile {
  /** As it is typed from the folder. */
  readonly path: string;
  readonly bytes: number;
}

const entriesOf = (folder: string): Dirent[] => {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
};

const isHidden = ({ name }: Dirent) => name.startsWith('.');

function filesIn(folder: string, cwd: string): NearFile[] {
  return entriesOf(folder)
    .filter((entry) => !isHidden(entry) && READABLE.test(entry.name) && !entry.isDirectory())
    .flatMap(({ name }) => {
      const full = join(folder, name);
      const stats = statSync(full, { throwIfNoEntry: false });
      return stats?.isFile() ? [{ path: relative(cwd, full), bytes: stats.size }] : [];
    });
}

/** Files of `cwd`, then of its folders; hidden ones and those of programs are passed over. */
export function nearFiles(cwd: string): NearFile[] {
  const folders = entriesOf(cwd)
    .filter((entry) => entry.isDirectory() && !isHidden(entry) && !PASSED_OVER.has(entry.name))
    .map(({ name }) => join(cwd, name));
  return [cwd, ...folders].flatMap((folder) => filesIn(folder, cwd)).slice(0, MOST_FILES);
}

export interface PathCompletion {
  /** The part that was typed, completed; a folder ends in `/`. */
  readonly path: string;
  readonly isFolder: boolean;
}

/** What a part of a path could become; none for a term without `/`, `.` or `~` in front. */
export function completePath(term: string, cwd: string, home: string | undefined): PathCompletion[] {
  if (!/^[~./]|\//.test(term)) return [];
  const path = home ? term.replace(/^~(?=\/|$)/, home) : term;
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const start = path.slice(folder.length);
  return entriesOf(resolve(cwd, folder || '.'))
    .filter((entry) => entry.name.startsWith(start) && (start.startsWith('.') || !isHidden(entry)))
    .flatMap((entry): PathCompletion[] => {
      const typed = folder + entry.name;
      const stats = statSync(resolve(cwd, typed), { throwIfNoEntry: false });
      if (stats?.isDirectory()) return [{ path: `${typed}/`, isFolder: true }];
      const isWanted = READABLE.test(entry.name) || typed === path;
      return stats?.isFile() && isWanted ? [{ path: typed, isFolder: false }] : [];
    });
}
