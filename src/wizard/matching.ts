/** What a search shows for the part that was typed, the likeliest first: Enter takes the first. */
import type { Choice } from './asked.js';

/** How well a name fits: 0 is the name itself; null: not at all. */
function fitOf(name: string, term: string): number | null {
  if (name === term) return 0;
  const [within, part] = [name.toLowerCase(), term.toLowerCase()];
  if (within === part) return 1;
  if (within.startsWith(part)) return 2;
  const starts = [...within.matchAll(/[\p{L}\p{N}]+/gu)].map(({ index }) => index);
  if (starts.some((start) => within.startsWith(part, start))) return 3;
  return within.includes(part) ? 4 : null;
}

/**
 * The choices whose names hold a term, upper or lower case: the name itself, then those that start with it, then those
 * of which a word does, then the rest; in their own order within each.
 */
export const matching = (choices: readonly Choice[], term: string): Choice[] =>
  choices
    .map((choice) => ({ choice, fit: fitOf(choice.name, term) }))
    .filter(({ fit }) => fit !== null)
    .sort((a, b) => a.fit! - b.fit!)
    .map(({ choice }) => choice);
