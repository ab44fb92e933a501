/** Leaks that were named when ranked versions ran: what leads a board may owe it to one. */
import type { CompareDocument } from '../core/schemas/compare.js';
import type { Version } from '../store/version.js';

const LEAKS: readonly string[] = ['target-copy', 'target-sum', 'groups-across-folds'];
const MOST_NAMED = 4;

/** `v0001, v0002: "casual" + "registered" equals the target "cnt" on all rows …`, a line a message. */
export function leakWarnings({ rows }: CompareDocument, versions: readonly Version[]): string[] {
  const ranked = new Set(rows.flatMap((row) => row.versions));
  const named = new Map<string, string[]>();
  for (const version of versions.filter(({ id }) => ranked.has(id))) {
    for (const { id, message } of version.results().warnings.filter((one) => LEAKS.includes(one.id))) {
      const key = `${id} ${message}`;
      named.set(key, [...(named.get(key) ?? []), version.id]);
    }
  }
  return [...named].map(([key, ids]) => {
    const more = ids.length > MOST_NAMED ? ` and ${ids.length - MOST_NAMED} more` : '';
    return `${ids.slice(0, MOST_NAMED).join(', ')}${more}: ${key.slice(key.indexOf(' ') + 1)}`;
  });
}
