/** Questions in a terminal, by inquirer: on stderr, with Esc and Ctrl-C on every one of them, wiped when answered. */
import { emitKeypressEvents, type Interface } from 'node:readline';
import pc from 'picocolors';
import { interruptedError } from '../core/errors.js';
import type { Style } from '../report/screens/paint.js';
import { clip, displayWidth, hang, padEnd } from '../report/screens/text.js';
import type { Asked, Choice } from '../wizard/asked.js';
import { type Streams, widthOf } from './streams.js';

const DEFAULT_ROWS = 24;
const MAX_NAME_WIDTH = 34;
/** Lines of a list: at most, and at least on a low terminal. */
const PAGE = { most: 12, least: 3 } as const;
/** The question itself, the help, an empty line before it, one for the cursor. */
const OTHER_LINES = 4;
/** A lone Esc is told from the start of an arrow key by the silence after it; readline waits for half a second. */
const ESCAPE_MS = 50;
/** The answer that means back; no choice has it. */
const BACK = '\u0000back';
const backChoice: Choice = { value: BACK, name: '‹ back' };

interface Key {
  readonly name?: string;
  readonly ctrl?: boolean;
}

type Ending = 'back' | 'stop';

/** What a key does beside what inquirer does with it. */
function endingOf({ name, ctrl }: Key, { kind, canGoBack }: Asked): Ending | null {
  if (ctrl && name === 'd') return 'stop';
  // Where text is typed, left moves in it.
  const isBack = name === 'escape' || (name === 'left' && kind === 'choose');
  return isBack && canGoBack ? 'back' : null;
}

/** Calls `end` when a key, the end of the input or the signal ends the question. @returns stops listening */
function listen(asked: Asked, { stdin }: Streams, signal: AbortSignal, end: (ending: Ending) => void) {
  const onKey = (_: string | undefined, key: Key) => {
    const ending = endingOf(key, asked);
    if (ending !== null) end(ending);
  };
  const onEnd = () => end('stop');
  emitKeypressEvents(stdin, { escapeCodeTimeout: ESCAPE_MS } as unknown as Interface);
  stdin.on('keypress', onKey).on('end', onEnd);
  if (signal.aborted) onEnd();
  else signal.addEventListener('abort', onEnd);
  return () => {
    stdin.off('keypress', onKey).off('end', onEnd);
    signal.removeEventListener('abort', onEnd);
  };
}

/** Choices as lines: names in a column, what is said of them beside; plain text, since Tab types it. */
function linesOf(choices: readonly Choice[], width: number) {
  const names = Math.max(0, ...choices.map(({ about, name }) => (about ? displayWidth(name) : 0)));
  const nameWidth = Math.min(MAX_NAME_WIDTH, names);
  return choices.map(({ value, name, about, opens }) => {
    const line = about ? `${padEnd(clip(name, nameWidth), nameWidth)}  ${about}` : name;
    return { value, name: opens ? name : clip(line, width).trimEnd(), short: name };
  });
}

function helpLine({ kind, canGoBack }: Asked, { dim }: ReturnType<typeof pc.createColors>): string {
  const keys = [
    ...(kind === 'choose' ? ['↑↓ choose'] : []),
    ...(kind === 'search' ? ['type to search · ↑↓ choose'] : []),
    '⏎ take',
    ...(canGoBack ? ['esc back'] : []),
    'ctrl-c stop',
  ];
  return dim(keys.join(' · '));
}

function themeOf(asked: Asked, style: Style, above: readonly string[]) {
  const colors = pc.createColors(style.color);
  const mark = [...above, colors.cyan('?')].join('\n');
  return {
    prefix: { idle: mark, done: mark },
    spinner: { interval: 1000, frames: [mark] },
    style: {
      answer: colors.cyan,
      message: colors.bold,
      error: (text: string) => colors.red(`! ${text}`),
      defaultAnswer: (text: string) => colors.dim(`(${text})`),
      help: colors.dim,
      highlight: colors.cyan,
      key: colors.bold,
      disabled: colors.dim,
      searchTerm: colors.cyan,
      description: colors.dim,
      keysHelpTip: () => helpLine(asked, colors),
    },
  };
}

interface Screen {
  readonly theme: ReturnType<typeof themeOf>;
  readonly pageSize: number;
  /** Columns of a choice. */
  readonly width: number;
}

function screenOf(asked: Asked, { stderr }: Streams, color: boolean): Screen {
  const rows = stderr.rows || DEFAULT_ROWS;
  const style = { width: widthOf(stderr), color };
  const about = asked.kind === 'type' ? hang('  ', asked.about, style.width - 1) : [];
  const above = [...asked.above(style, rows), ...about.map(pc.createColors(color).dim)];
  const room = rows - above.length - OTHER_LINES;
  return {
    theme: themeOf(asked, style, above),
    pageSize: Math.max(PAGE.least, Math.min(PAGE.most, room)),
    width: style.width - 3,
  };
}

type Context = {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly signal: AbortSignal;
  readonly clearPromptOnDone: true;
};

/** What inquirer is handed. */
function questionOf(asked: Asked, { theme, pageSize, width }: Screen) {
  const common = { name: 'answer', message: asked.message, theme } as const;
  const back = asked.canGoBack ? [backChoice] : [];
  if (asked.kind === 'type') return { ...common, type: 'input' } as const;
  if (asked.kind === 'choose') {
    const choices = linesOf([...asked.choices, ...back], width);
    return { ...common, type: 'select', choices, default: asked.initial, loop: false, pageSize } as const;
  }
  const found = (term: string) => asked.choices(term);
  return {
    ...common,
    type: 'search',
    pageSize,
    source: (typed = '') => {
      const lines = linesOf([...found(''), ...back], width);
      if (typed === '') return lines;
      // Tab types the whole line of a choice.
      const typedLine = lines.find(({ name }) => name === typed);
      return typedLine ? [typedLine] : linesOf(found(typed.trim()), width);
    },
    // What opens is searched for instead of taken.
    validate: (value: string) => !found(value).some((one) => one.value === value && one.opens),
  } as const;
}

async function prompt(asked: Asked, screen: Screen, context: Context): Promise<string> {
  const { default: inquirer } = await import('inquirer');
  const ask = inquirer.createPromptModule(context);
  const { answer } = await ask<{ answer: string }>([questionOf(asked, screen)]);
  return answer;
}

/**
 * Asks one question.
 * @param signal aborted when the process is asked to end
 * @returns the answer; null: back
 * @throws AssayError (exit 130) on Ctrl-C, Ctrl-D and the end of the input
 */
export async function askPerson(
  asked: Asked,
  streams: Streams,
  color: boolean,
  signal: AbortSignal,
): Promise<string | null> {
  const controller = new AbortController();
  let ending: Ending | null = null;
  const stopListening = listen(asked, streams, signal, (how) => {
    ending ??= how;
    controller.abort();
  });
  const context = {
    input: streams.stdin,
    output: streams.stderr,
    signal: controller.signal,
    clearPromptOnDone: true,
  } as const;
  try {
    const answer = await prompt(asked, screenOf(asked, streams, color), context);
    return answer === BACK ? null : answer;
  } catch (error) {
    if (ending === 'back') return null;
    const isStop = ending === 'stop' || (error instanceof Error && error.name === 'ExitPromptError');
    throw isStop ? interruptedError('stopped at a question') : error;
  } finally {
    stopListening();
  }
}
