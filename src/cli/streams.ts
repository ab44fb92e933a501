/** stdout and stderr of the process: quiet when a reader goes away, and what they can show. */
import { fstatSync } from 'node:fs';
import { EXIT } from '../core/errors.js';
import { hang } from '../report/screens/text.js';

type OutputStream = NodeJS.WriteStream & { readonly fd: number };

export interface Streams {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly stdin: NodeJS.ReadStream;
  readonly env: NodeJS.ProcessEnv;
}

const DEFAULT_WIDTH = 100;
const MIN_WIDTH = 40;

/** `head` has read enough: whatever is still written is dropped, and the command goes on to its end. */
export function surviveClosedPipes({ stdout, stderr }: Streams): void {
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED') return;
      // The terminal was closed: SIGHUP says so too, and what is being written is closed in order.
      if (error.code === 'EIO' && stream.isTTY) return;
      process.exit(EXIT.runtime);
    });
  }
}

/** Resolves when everything written so far has left the process. */
export async function flush({ stdout, stderr }: Streams): Promise<void> {
  for (const stream of [stdout, stderr]) {
    if (!stream.writable || stream.writableLength === 0) continue;
    await new Promise<void>((resolve) => stream.write('', () => resolve()));
  }
}

const isSet = (value: string | undefined) => value !== undefined && value !== '';

/** --color, then NO_COLOR, then FORCE_COLOR, then whether it is a terminal. */
export function hasColor(
  stream: NodeJS.WriteStream,
  wish: 'auto' | 'always' | 'never',
  env: NodeJS.ProcessEnv,
): boolean {
  if (wish !== 'auto') return wish === 'always';
  if (isSet(env.NO_COLOR)) return false;
  if (env.FORCE_COLOR !== undefined) return !/^(0|false)$/i.test(env.FORCE_COLOR);
  return stream.isTTY === true && env.TERM !== 'dumb';
}

/** Is this a machine that builds, with nobody watching? */
export const isCi = (env: NodeJS.ProcessEnv): boolean => isSet(env.CI) && !/^(0|false)$/i.test(env.CI ?? '');

/** Is a person there to be asked: a terminal on both sides that can redraw a line, and no CI? */
export const canBeAsked = ({ stdin, stderr, env }: Streams): boolean =>
  stdin.isTTY === true && stderr.isTTY === true && env.TERM !== 'dumb' && !isCi(env);

/** Do both end in one terminal, file or pipe (`2>&1`), so that a reader of one reads the other? */
export function samePlace(a: OutputStream, b: OutputStream): boolean {
  try {
    const [one, other] = [a, b].map(({ fd }) => fstatSync(fd));
    return one.dev === other.dev && one.ino === other.ino;
  } catch {
    return false;
  }
}

/** `error: …` and the like: in a terminal wrapped under itself, off one a line as it is. */
export function labelled(label: string, text: string, stream: NodeJS.WriteStream): string {
  if (!stream.isTTY) return `${label}${text}`;
  return hang(label, text, widthOf(stream)).join('\n');
}

/** Columns of a terminal; 100 off one. */
export const widthOf = (stream: NodeJS.WriteStream): number =>
  stream.isTTY && stream.columns > 0 ? Math.max(MIN_WIDTH, stream.columns) : DEFAULT_WIDTH;
