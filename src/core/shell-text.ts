/** Command lines as text that can be pasted into a shell. */

const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/** Names as one value of an option that takes a list: `A,B`, or JSON when a name holds a comma. */
export const listText = (names: readonly string[]): string =>
  names.some((name) => name.includes(',')) ? JSON.stringify(names) : names.join(',');

/** Words as one line: those with other signs stand in quotes. */
export const shellText = (words: readonly string[]): string => words.map(quoted).join(' ');
