/** `assay tag` and `assay note`: the labels of versions as they are now. */
import type { Labelled } from '../../core/schemas/store-changes.js';
import { labelledLines } from './layout.js';
import type { Style } from './paint.js';
import { clean } from './text.js';

const NONE = 'no tag, no note';

/** `@a @b · note`; empty when there is neither. */
export const labelsText = ({
  tags,
  note,
}: {
  readonly tags: readonly string[];
  readonly note: string;
}): string =>
  [tags.map((tag) => `@${tag}`).join(' '), note.replace(/\s*\n\s*/g, ' ')].filter(Boolean).join(' · ');

export function labelledScreen({ versions }: Labelled, style: Style): string {
  const lines = versions.flatMap((labels) =>
    labelledLines(`${clean(labels.version)}  `, clean(labelsText(labels)) || NONE, style.width),
  );
  return `${lines.join('\n')}\n`;
}
