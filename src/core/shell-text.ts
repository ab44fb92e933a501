/** Command lines as text that can be pasted into a shell. */

const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/** Words as one line: those with other signs stand in quotes. */
export const shellText = (words: readonly string[]): string => words.map(quoted).join(' ');
