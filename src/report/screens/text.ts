/** Text as a terminal shows it: widths, clipping, padding, wrapping. Knows nothing of tables. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences start with a control character
const ESCAPES = /\u001b\[[0-9;]*m/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must go
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** Text from data or files, harmless on one line of a terminal: no control characters, no escape sequences. */
export const clean = (text: string): string => text.replace(CONTROLS, '\ufffd');

/** Two columns wide: CJK, Hangul, full-width forms, emoji. */
const isWide = (point: number): boolean =>
  (point >= 0x1100 && point <= 0x115f) ||
  (point >= 0x2e80 && point <= 0xa4cf) ||
  (point >= 0xac00 && point <= 0xd7a3) ||
  (point >= 0xf900 && point <= 0xfaff) ||
  (point >= 0xfe30 && point <= 0xfe6f) ||
  (point >= 0xff00 && point <= 0xff60) ||
  (point >= 0xffe0 && point <= 0xffe6) ||
  (point >= 0x1f300 && point <= 0x1faff) ||
  (point >= 0x20000 && point <= 0x3fffd);

const COMBINING = /^\p{M}$|^\u200d$/u;

function charWidth(char: string): number {
  if (COMBINING.test(char)) return 0;
  return isWide(char.codePointAt(0)!) ? 2 : 1;
}

/** Every sign of it is one column wide. */
const PLAIN = /^[ -~]*$/;

/** Columns that a text takes, colours aside. */
export function displayWidth(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let width = 0;
  for (const char of text.replace(ESCAPES, '')) width += charWidth(char);
  return width;
}

/** The text, or its beginning and `…` when it is wider than `width`. Plain text only. */
export function clip(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let kept = '';
  let used = 0;
  for (const char of text) {
    used += charWidth(char);
    if (used > width - 1) break;
    kept += char;
  }
  return width > 0 ? `${kept}…` : '';
}

export const padEnd = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - displayWidth(text)));

/** A unit stays with its number, a middle dot at the end of its line, an option with its value. */
const WORD_GAP = /(?<!(?:^| )--?[a-z][a-z-]*) (?![%·])/;

const MAX_WORD_LINES = 8;

/** A word in pieces that fit; what would take more lines than paths and hints do is clipped. */
function pieces(word: string, width: number): string[] {
  if (displayWidth(word) <= width) return [word];
  if (word.includes(' ')) return word.split(' ').flatMap((part) => pieces(part, width));
  const parts = [''];
  for (const char of clip(word, width * MAX_WORD_LINES - MAX_WORD_LINES)) {
    const last = parts.length - 1;
    if (displayWidth(parts[last] + char) <= width) parts[last] += char;
    else parts.push(char);
  }
  return parts;
}

/** Words in lines of at most `width`, but for a word that is longer. */
function fill(words: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && displayWidth(last) + 1 + displayWidth(word) <= width) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines;
}

const MIN_TEXT_WIDTH = 8;

/** Lines beside a label, and under the first of them. @param linesIn lines of at most so many columns */
function beside(label: string, width: number, linesIn: (width: number) => string[]): string[] {
  const indent = displayWidth(label);
  return linesIn(Math.max(MIN_TEXT_WIDTH, width - indent)).map((line, i) =>
    `${i === 0 ? label : ' '.repeat(indent)}${line}`.trimEnd(),
  );
}

/** `label` and the text beside it; further lines stand under the text, a longer word is broken. Plain text only. */
export const hang = (label: string, text: string, width: number): string[] =>
  beside(label, width, (own) =>
    fill(
      text.split(WORD_GAP).flatMap((word) => pieces(word, own)),
      own,
    ),
  );

/** A word of a shell: quotes belong to it, and what they hold. */
const SHELL_WORD = /(?:'[^']*'|"(?:[^"\\]|\\.)*"|\\.|[^\s'"\\]|['"\\])+/g;
const OPTION = /^--?[a-z][a-z-]*$/;

/** The words of a command line, an option with its value where both fit. */
function commandWords(command: string, width: number): string[] {
  const words: string[] = [];
  for (const word of command.match(SHELL_WORD) ?? []) {
    const last = words.at(-1);
    if (last !== undefined && OPTION.test(last) && displayWidth(last) + 1 + displayWidth(word) <= width) {
      words[words.length - 1] = `${last} ${word}`;
    } else words.push(word);
  }
  return words;
}

/** As `hang`, for a command line: no word of the shell is broken, one that is too long stands over the width. */
export const hangCommand = (label: string, command: string, width: number): string[] =>
  beside(label, width, (own) => fill(commandWords(command, own), own));
