/** Which words mean true and which false, in columns declared `bool`. */

const TRUE_WORDS = new Set(['true', 't', 'yes', 'y', 'on', '1', '1.0']);
const FALSE_WORDS = new Set(['false', 'f', 'no', 'n', 'off', '0', '0.0']);

/** What a text says, blanks and case aside; null when it is neither. */
export function truthOf(text: string): boolean | null {
  const word = text.trim().toLowerCase();
  if (TRUE_WORDS.has(word)) return true;
  return FALSE_WORDS.has(word) ? false : null;
}
