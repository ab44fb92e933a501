/**
 * labels.json: tags and note of a version; the one file of a done version that may still change. Several processes may
 * change it at once: each reads and replaces it under a lock.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toJsonText } from '../core/json-text.js';
import type { Labels } from '../core/schemas/labels.js';
import { writeFileAtomic } from './atomic-file.js';
import { withLock } from './lock.js';
import { tagName } from './names.js';

export interface LabelSet {
  readonly tags: readonly string[];
  readonly note: string;
}

/** Labels to be added; without a note the old one stays. */
export interface NewLabels {
  readonly tags?: readonly string[];
  readonly note?: string;
}

/** The labels of a version folder; none when there is no file or it is broken. */
export function readLabels(dir: string): LabelSet {
  try {
    const found = JSON.parse(readFileSync(join(dir, 'labels.json'), 'utf8')) as Partial<Labels> | null;
    const tags = Array.isArray(found?.tags) ? found.tags.filter((tag) => typeof tag === 'string') : [];
    return { tags, note: typeof found?.note === 'string' ? found.note : '' };
  } catch {
    return { tags: [], note: '' };
  }
}

const whileLocked = (dir: string, change: () => LabelSet) => withLock(join(dir, '.labels-lock'), change);

/** @throws AssayError (exit 2) for a tag that cannot be one; (exit 1) when the disk refuses */
function writeLabels(dir: string, { tags, note }: LabelSet): LabelSet {
  const sorted = [...new Set(tags.map(tagName))].sort();
  const labels: Labels = { schema: 'assay/labels/1', tags: sorted, note };
  writeFileAtomic(join(dir, 'labels.json'), toJsonText(labels));
  return { tags: sorted, note };
}

/** Adds tags and, when given, replaces the note. @throws as `writeLabels` */
export function addLabels(dir: string, added: NewLabels): LabelSet {
  return whileLocked(dir, () => {
    const before = readLabels(dir);
    return writeLabels(dir, {
      tags: [...before.tags, ...(added.tags ?? [])],
      note: added.note ?? before.note,
    });
  });
}

/** Takes one tag away; no error when it was not there. @throws as `writeLabels` */
export function removeTag(dir: string, typed: string): LabelSet {
  const name = tagName(typed);
  return whileLocked(dir, () => {
    const { tags, note } = readLabels(dir);
    return writeLabels(dir, { tags: tags.filter((tag) => tag !== name), note });
  });
}
