/** Colours and the pieces that every screen is made of: facts, warnings, closing lines. */
import pc from 'picocolors';
import { clean, hang, hangCommand } from './text.js';

/** How a screen may look. */
export interface Style {
  /** Columns of the terminal; 100 off a terminal. */
  readonly width: number;
  readonly color: boolean;
  /** Warnings that stand where the screen will be shown already. */
  readonly said?: ReadonlySet<string>;
}

export const colorsOf = (style: Style) => pc.createColors(style.color);

const LABEL_WIDTH = 10;

/** `data      credit.csv · 30,000 rows`: a quiet label and what it says, wrapped under itself. */
export function fact(label: string, text: string, style: Style): string[] {
  const padded = label.length < LABEL_WIDTH ? label.padEnd(LABEL_WIDTH) : `${label}  `;
  const [first, ...rest] = hang(padded, clean(text), style.width);
  return [colorsOf(style).dim(label) + first.slice(label.length), ...rest];
}

/** Facts joined by a middle dot, empty ones left out. */
export const joinFacts = (parts: readonly string[]): string => parts.filter(Boolean).join(' · ');

/** `!  what a person must know`, wrapped under itself. */
export function alert(text: string, style: Style): string[] {
  const [first, ...rest] = hang('!  ', clean(text), style.width);
  return [colorsOf(style).yellow('!') + first.slice(1), ...rest];
}

/** Blocks of lines with an empty line between them; empty blocks are left out. */
export const stack = (blocks: readonly (readonly string[])[]): string =>
  `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;

/** A command that goes on in the next line can still be pasted into a shell. */
const CONTINUED = ' \\';

/** A label and a command line, in as many lines as it takes. */
export function commandFact(label: string, command: string, style: Style): string[] {
  const padded = label.padEnd(LABEL_WIDTH);
  const [first, ...rest] = hangCommand(padded, clean(command), style.width - CONTINUED.length);
  const lines = [colorsOf(style).dim(label) + first.slice(label.length), ...rest];
  return lines.map((line, at) => (at < lines.length - 1 ? line + CONTINUED : line));
}

/** `next      assay compare  ·  assay cv …`: whole commands, one line each when they do not fit side by side. */
export function nextLines(commands: readonly string[], style: Style): string[] {
  if (commands.length === 0) return [];
  const oneLine = commands.join('  ·  ');
  if (LABEL_WIDTH + oneLine.length <= style.width) {
    return [colorsOf(style).dim('next'.padEnd(LABEL_WIDTH)) + oneLine];
  }
  return commands.flatMap((command, i) => commandFact(i === 0 ? 'next' : '', command, style));
}
