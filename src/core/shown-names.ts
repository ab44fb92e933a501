/** Lists of names in sentences: cut where a file has 10,000 columns, or one name is a whole line of it. */

const MOST_LETTERS = 60;

/** A name as a sentence can hold it. */
const shownName = (name: string): string => {
  const letters = [...name];
  return letters.length > MOST_LETTERS ? `${letters.slice(0, MOST_LETTERS - 1).join('')}…` : name;
};

/** `a, b, c`, or `a, b, … (40)` when there are more than `most`. */
export function shownNames(names: readonly string[], most = 30): string {
  const shown = names.slice(0, most).map(shownName).join(', ');
  return names.length > most ? `${shown}, … (${names.length})` : shown;
}
