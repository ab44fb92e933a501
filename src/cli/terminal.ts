/** The Terminal of a process: data on stdout (or in the file of -o), talk on stderr. */

import { existsSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import pc from 'picocolors';
import type { Progress, Terminal } from '../commands/command.js';
import { type ExitCode, runtimeError, usageError } from '../core/errors.js';
import { whyFailed } from '../core/system-words.js';
import type { Row } from '../report/row-text.js';
import type { Style } from '../report/screens/paint.js';
import type { Asked } from '../wizard/asked.js';
import { heartbeat, liveProgress, type Spinner, silentProgress } from './progress.js';
import type { Settings } from './settings.js';
import { canBeAsked, hasColor, isCi, labelled, type Streams, samePlace, widthOf } from './streams.js';

const HEARTBEAT_MS = 30_000;

const existsError = (file: string) =>
  usageError(
    'ASSAY_OUTPUT_EXISTS',
    `-o ${file}: the file exists`,
    'add -y to overwrite it, or name another file',
  );

/** Before the command runs, so that hours of work do not end at a file that is in the way. */
export function checkOutput({ output, yes }: Settings): void {
  if (output === null) return;
  const folder = dirname(resolve(output));
  if (!existsSync(folder)) {
    throw usageError('ASSAY_OUTPUT_FOLDER', `-o ${output}: there is no folder ${folder}`, 'make it first');
  }
  if (!existsSync(output)) return;
  if (statSync(output).isDirectory()) {
    throw usageError('ASSAY_OUTPUT_FOLDER', `-o ${output}: that is a folder`, 'name a file in it');
  }
  if (!yes) throw existsError(output);
}

export interface TerminalOptions {
  readonly settings: Settings;
  readonly streams: Streams;
  readonly signal: AbortSignal;
  /** The command writes the file of -o itself. */
  readonly hasProduct: boolean;
  /** How rows become text, with --format csv, md or jsonl. */
  readonly rowText: ((rows: readonly Row[]) => string) | null;
  /** Milliseconds between lines off a terminal. */
  readonly heartbeatMs?: number;
  /** Runs another command line. */
  readonly run: (argv: readonly string[]) => Promise<ExitCode>;
}

export class ProcessTerminal implements Terminal {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly yes: boolean;
  readonly interactive: boolean;
  readonly output: string | null;
  readonly style: Style;
  readonly stdin?: AsyncIterable<Uint8Array>;
  readonly cwd = process.cwd();
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  readonly #options: TerminalOptions;
  readonly #running = new Set<Spinner>();
  /** Warnings that stand above the screen to come. */
  readonly #said = new Set<string>();
  readonly #sharesPlace: boolean;

  constructor(options: TerminalOptions) {
    const { settings, streams, signal } = options;
    const { stdout, stderr, env } = streams;
    this.#options = options;
    this.json = settings.json;
    this.quiet = settings.quiet;
    this.verbose = settings.verbose;
    this.yes = settings.yes;
    this.output = settings.output;
    this.signal = signal;
    this.env = env;
    if (streams.stdin.isTTY !== true) this.stdin = streams.stdin;
    this.interactive = settings.input && canBeAsked(streams);
    const toFile = this.output !== null && !options.hasProduct;
    this.#sharesPlace = !toFile && samePlace(stdout, stderr);
    this.style = toFile
      ? { width: widthOf({} as NodeJS.WriteStream), color: settings.color === 'always' }
      : { width: widthOf(stdout), color: hasColor(stdout, settings.color, env), said: this.#said };
  }

  result(...[document, screen, rows, ids]: Parameters<Terminal['result']>): void {
    const text = this.#formatted(document, screen, rows, ids);
    this.raw(text.endsWith('\n') || text === '' ? text : `${text}\n`);
  }

  #formatted(...[document, screen, rows, ids]: Parameters<Terminal['result']>): string {
    const { rowText, settings } = this.#options;
    if (this.json) return JSON.stringify(document, null, 2);
    if (settings.format === 'ids' && ids) return ids().join('\n');
    return rowText && rows ? rowText(rows()) : screen(this.style);
  }

  run(argv: readonly string[]): Promise<ExitCode> {
    return this.#options.run(argv);
  }

  async ask(asked: Asked): Promise<string | null> {
    const { askPerson } = await import('./asker.js');
    return askPerson(asked, this.#options.streams, this.#stderrColor(), this.signal);
  }

  raw(text: string): void {
    this.#clear();
    if (this.output === null || this.#options.hasProduct) this.#options.streams.stdout.write(text);
    else this.#writeFile(this.output, text);
  }

  note(text: string): void {
    if (!this.quiet) this.#talk(text);
  }

  warn(text: string): void {
    if (this.quiet) return;
    this.#talk(labelled(`${this.#colors().yellow('warning:')} `, text, this.#options.streams.stderr));
    if (this.#sharesPlace) this.#said.add(text);
  }

  detail(text: string): void {
    if (this.verbose && !this.quiet) this.#talk(this.#colors().dim(text));
  }

  progress(label: string): Progress {
    const progress = this.#newProgress(label);
    this.#running.add(progress);
    return {
      update: progress.update,
      stop: () => {
        progress.stop();
        this.#running.delete(progress);
      },
    };
  }

  /** Stops whatever still spins. */
  close(): void {
    for (const progress of this.#running) progress.stop();
    this.#running.clear();
  }

  #newProgress(label: string): Spinner {
    const { settings, streams, heartbeatMs = HEARTBEAT_MS } = this.#options;
    const { stderr, env } = streams;
    if (!settings.progress || this.quiet) return silentProgress();
    // Some terminals (of `script`, of containers) have no columns: ora would count its lines by dividing by them.
    const spins = stderr.isTTY === true && stderr.columns > 0 && !isCi(env) && env.TERM !== 'dumb';
    if (spins) return liveProgress(label, stderr, this.#stderrColor());
    return heartbeat(label, (line) => this.note(line), heartbeatMs);
  }

  #talk(text: string): void {
    this.#clear();
    this.#options.streams.stderr.write(`${text}\n`);
  }

  #clear(): void {
    for (const progress of this.#running) progress.clear();
  }

  #stderrColor(): boolean {
    const { settings, streams } = this.#options;
    return hasColor(streams.stderr, settings.color, streams.env);
  }

  #colors() {
    return pc.createColors(this.#stderrColor());
  }

  #writeFile(file: string, text: string): void {
    try {
      writeFileSync(file, text, { flag: this.yes ? 'w' : 'wx' });
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'EEXIST') throw existsError(file);
      throw runtimeError(
        'ASSAY_OUTPUT_WRITE',
        `cannot write ${file}: ${whyFailed(cause)}`,
        'is there room, and may you write?',
        cause,
      );
    }
  }
}
