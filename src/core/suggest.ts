/** Did-you-mean: the known name nearest to what was typed, for every id, option and column. */
import { type AssayError, usageError } from './errors.js';
import { ID_SYNONYMS } from './id-synonyms.js';
import { shownNames } from './shown-names.js';

/** Optimal string alignment distance (edits and swaps of neighbours), O(a*b). */
function editDistance(a: string, b: string): number {
  const width = b.length + 1;
  const rows = Array.from({ length: a.length + 1 }, () => new Array<number>(width).fill(0));
  for (let i = 0; i <= a.length; i++) rows[i][0] = i;
  for (let j = 0; j < width; j++) rows[0][j] = j;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j < width; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
      }
    }
  }
  return rows[a.length][b.length];
}

/** Ids ignore case, `-` and `_`: `Random_Over` is `random-over`. */
export const normaliseId = (id: string) => id.toLowerCase().replace(/[-_\s]/g, '');

/** How many edits still make a misspelling: none of one letter, one of up to four, then a third, at least 2. */
function nearEnough(length: number): number {
  if (length <= 4) return length <= 1 ? 0 : 1;
  return Math.max(2, Math.floor(length / 3));
}

/** The known name nearest to `typed`, or undefined when none is near enough. */
export function closest(typed: string, known: readonly string[]): string | undefined {
  const wanted = normaliseId(typed);
  let best: string | undefined;
  let bestDistance = nearEnough(wanted.length) + 1;
  for (const name of known) {
    const candidate = normaliseId(name);
    const distance = wanted.length > 2 && candidate.startsWith(wanted) ? 1 : editDistance(wanted, candidate);
    if (distance < bestDistance) {
      best = name;
      bestDistance = distance;
    }
  }
  return best;
}

/** Known name → other words for it. */
export type Synonyms = Readonly<Record<string, readonly string[]>>;

/** The first known name that `typed` is another word for. */
export function bySynonym(typed: string, synonyms: Synonyms, known: readonly string[]): string | undefined {
  const wanted = normaliseId(typed);
  return known.find((name) => synonyms[name]?.some((word) => normaliseId(word) === wanted));
}

/** The known name that is nearest to what was typed, by itself or by one of its aliases. */
function nearest(typed: string, known: readonly string[], aliases: Synonyms): string | undefined {
  const near = closest(typed, [...known, ...Object.values(aliases).flat()]);
  if (near === undefined || known.includes(near)) return near;
  return known.find((name) => aliases[name]?.includes(near));
}

/** Exit 2 for an unknown name, with the nearest known one or the whole list. @param aliases of the known names */
export function unknownName(
  kind: string,
  typed: string,
  known: readonly string[],
  aliases: Synonyms = {},
): AssayError {
  const near = bySynonym(typed, ID_SYNONYMS, known) ?? nearest(typed, known, aliases);
  const all = known.length > 0 ? `known: ${shownNames(known)}` : 'none is known';
  const hint = near ? `did you mean "${near}"? ${all}` : all;
  return usageError(
    `ASSAY_UNKNOWN_${kind.toUpperCase().replace(/\W+/g, '_')}`,
    `unknown ${kind} "${typed}"`,
    hint,
  );
}
