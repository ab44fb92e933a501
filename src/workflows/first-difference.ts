/** Where two files that should be the same first differ. */
import { readFileSync } from 'node:fs';
import type { FileVerdict } from '../core/schemas/verification.js';

/** The first value in which two documents differ, depth first; undefined when none does. */
function firstValueApart(was: unknown, is: unknown, at = ''): FileVerdict['first'] {
  if (Object.is(was, is)) return undefined;
  const nested = typeof was === 'object' && typeof is === 'object' && was !== null && is !== null;
  if (!nested) return { at: at || '.', was, is };
  for (const key of new Set([...Object.keys(was), ...Object.keys(is)])) {
    const pair = [was, is].map((value) => (value as Record<string, unknown>)[key]);
    const found = firstValueApart(pair[0], pair[1], `${at}.${key}`);
    if (found) return found;
  }
  return undefined;
}

/** The first line in which two texts differ, counted from 1. */
function firstLineApart(was: string, is: string): FileVerdict['first'] {
  const [before, now] = [was, is].map((text) => text.split('\n'));
  const at = before.findIndex((line, i) => line !== now[i]);
  const line = at < 0 ? before.length : at;
  return { at: `line ${line + 1}`, was: before[line], is: now[line] };
}

/** Where a file of the version and what it should hold first differ; undefined when that cannot be told. */
export function firstDifference(path: string, name: string, text: string | undefined): FileVerdict['first'] {
  if (text === undefined) return undefined;
  const onDisk = readFileSync(path, 'utf8');
  if (!name.endsWith('.json')) return firstLineApart(onDisk, text);
  try {
    return firstValueApart(JSON.parse(onDisk), JSON.parse(text));
  } catch {
    return firstLineApart(onDisk, text);
  }
}
