/** No command writes over a file that it reads. */
import { statSync } from 'node:fs';
import type { Command, Typed } from '../commands/command.js';
import { usageError } from '../core/errors.js';
import { findFile } from '../data/locate.js';

/** A path, and what it was named by: `DATA`, `--schema`, `-o`. */
interface NamedFile {
  readonly by: string;
  readonly path: string;
}

/** Options that name a file to write. */
const WRITTEN = new Map([
  ['output', '-o'],
  ['save-splits', '--save-splits'],
]);

function filesWritten({ options }: Typed): NamedFile[] {
  return [...WRITTEN].flatMap(([name, by]) => {
    const path = options[name];
    return typeof path === 'string' ? [{ by, path }] : [];
  });
}

/** Shipped data sets included. */
function filesRead({ args, options }: Command, typed: Typed): NamedFile[] {
  const named = [
    ...args.map(({ name, completes }, i) => ({ by: name, completes, word: typed.args[i] })),
    ...options
      .filter(({ name }) => !WRITTEN.has(name))
      .map(({ name, completes }) => ({ by: `--${name}`, completes, word: typed.options[name] })),
  ];
  return named.flatMap(({ by, completes, word }) => {
    if (typeof word !== 'string' || (completes !== 'data' && completes !== 'file')) return [];
    const path = findFile(word);
    return path === null ? [] : [{ by, path }];
  });
}

/** The same for all paths and links that lead to a file; null when there is none. */
function identityOf(path: string): string | null {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats?.isFile() ? `${stats.dev}:${stats.ino}` : null;
}

/** @throws AssayError exit 2 when a file that is to be written is one that is read */
export function checkApart(command: Command, typed: Typed): void {
  const written = filesWritten(typed).filter(({ path }) => identityOf(path) !== null);
  if (written.length === 0) return;
  const read = filesRead(command, typed);
  for (const { by, path } of written) {
    const lost = read.find((one) => identityOf(one.path) === identityOf(path));
    if (!lost) continue;
    throw usageError(
      'ASSAY_OUTPUT_INPUT',
      `${by} ${path}: that is the file of ${lost.by}, which would be lost`,
      'name another file',
    );
  }
}
