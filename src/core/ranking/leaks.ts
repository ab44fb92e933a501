/** Leaks that were named when a version ran: what leads a board may owe it to one. */
import type { RankEntry } from './entry.js';

const LEAKS: readonly string[] = ['target-copy', 'target-sum', 'groups-across-folds'];

/** `"casual" + "registered" equals the target "cnt" on all rows …`, each message once. */
export function leaksOf(entries: readonly RankEntry[]): string[] {
  const named = entries.flatMap(({ results }) => results.warnings.filter(({ id }) => LEAKS.includes(id)));
  return [...new Set(named.map(({ message }) => message))];
}

/** The leaks of a board, each with the versions of the rows that have it. */
export function leaksByMessage(
  rows: readonly { readonly versions: readonly string[]; readonly leaks?: readonly string[] }[],
): { readonly message: string; readonly versions: readonly string[] }[] {
  const messages = new Set(rows.flatMap(({ leaks = [] }) => leaks));
  return [...messages].map((message) => ({
    message,
    versions: rows.flatMap(({ leaks = [], versions }) => (leaks.includes(message) ? versions : [])),
  }));
}
