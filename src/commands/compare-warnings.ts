/** Leaks that were named when ranked versions ran, on stderr: tables of rows and ids have no place for them. */
import { leaksByMessage } from '../core/ranking/leaks.js';
import type { CompareDocument } from '../core/schemas/compare.js';

const MOST_NAMED = 4;

/** `v0001, v0002: "casual" + "registered" equals the target "cnt" on all rows …`, a line a message. */
export const leakWarnings = ({ rows }: CompareDocument): string[] =>
  leaksByMessage(rows).map(({ message, versions: ids }) => {
    const more = ids.length > MOST_NAMED ? ` and ${ids.length - MOST_NAMED} more` : '';
    return `${ids.slice(0, MOST_NAMED).join(', ')}${more}: ${message}`;
  });
