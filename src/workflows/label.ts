/** `tag` and `note`: what people say about versions, changed after the run; no part of `verify`. */
import type { Labelled } from '../core/schemas/store-changes.js';
import { unknownName } from '../core/suggest.js';
import { addLabels, type LabelSet, removeTag } from '../store/labels.js';
import { tagName } from '../store/names.js';
import { newTagName } from '../store/short-selectors.js';
import { shownPath } from '../store/shown-path.js';
import type { Store } from '../store/store.js';
import type { Version } from '../store/version.js';

const documentOf = (versions: readonly Version[], label: (version: Version) => LabelSet): Labelled => ({
  schema: 'assay/labelled/1',
  versions: versions.map((version) => {
    const { tags, note } = label(version);
    return { version: version.id, path: shownPath(version.dir), tags: [...tags], note };
  }),
});

/** The labels as they are. */
export const labelsOf = (versions: readonly Version[]): Labelled =>
  documentOf(versions, (version) => version.labels());

/**
 * @param store whose experiments are no tags
 * @throws AssayError exit 2 for a tag that cannot be one, exit 1 when the disk refuses
 */
export function tagVersions(versions: readonly Version[], names: readonly string[], store: Store): Labelled {
  const experiments = store.experiments();
  const tags = names.map((name) => newTagName(name, experiments));
  return documentOf(versions, ({ dir }) => addLabels(dir, { tags }));
}

/** @throws AssayError exit 2 for a tag that none of the versions has, exit 1 when the disk refuses */
export function untagVersions(versions: readonly Version[], names: readonly string[]): Labelled {
  const known = [...new Set(versions.flatMap((version) => version.labels().tags))].sort();
  for (const name of names.map(tagName)) {
    if (!known.includes(name))
      throw unknownName(`tag of ${versions.map(({ id }) => id).join(', ')}`, name, known);
  }
  return documentOf(versions, (version) =>
    names.reduce((_, name) => removeTag(version.dir, name), version.labels()),
  );
}

/** @param note empty: none @throws AssayError exit 1 when the disk refuses */
export const annotate = (version: Version, note: string): Labelled =>
  documentOf([version], ({ dir }) => addLabels(dir, { note }));
