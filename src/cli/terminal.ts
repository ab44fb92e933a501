/** The Terminal of a process: data on stdout (or in the file of -o), talk on stderr. */
import { setTimeout as sleep } from 'node:timers/promises';
import pc from 'picocolors';
import type { Product, Progress, Terminal } from '../commands/command.js';
import type { ExitCode } from '../core/errors.js';
import type { Row } from '../report/row-text.js';
import type { Style } from '../report/screens/paint.js';
import type { Asked } from '../wizard/asked.js';
import type { Interrupts } from './interrupts.js';
import { writeOutput } from './output-file.js';
import { heartbeat, liveProgress, type Spinner, silentProgress } from './progress.js';
import type { Settings } from './settings.js';
import { canBeAsked, hasColor, isCi, labelled, type Streams, samePlace, widthOf } from './streams.js';

const HEARTBEAT_MS = 30_000;

const FORGET_MS = 40;

/** Keys that were pressed while something ran answer no later question. */
async function forgetTyped(stdin: NodeJS.ReadStream): Promise<void> {
  stdin.setRawMode(true);
  stdin.resume();
  await sleep(FORGET_MS);
  stdin.pause();
  stdin.setRawMode(false);
}

export interface TerminalOptions {
  readonly settings: Settings;
  readonly streams: Streams;
  readonly interrupts: Interrupts;
  /** The command writes the file of -o itself. */
  readonly hasProduct: boolean;
  /** How rows become text, with --format csv, md or jsonl. */
  readonly rowText: ((rows: readonly Row[]) => string) | null;
  /** Milliseconds between lines off a terminal. */
  readonly heartbeatMs?: number;
  /** As of `Terminal`. */
  readonly workers?: Terminal['workers'];
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
  readonly stop: AbortSignal;
  readonly hold: Terminal['hold'];
  readonly workers: Terminal['workers'];
  readonly #options: TerminalOptions;
  readonly #running = new Set<Spinner>();
  /** Warnings that stand above the screen to come. */
  readonly #said = new Set<string>();
  readonly #sharesPlace: boolean;

  constructor(options: TerminalOptions) {
    const { settings, streams, interrupts } = options;
    const { stdout, stderr, env } = streams;
    this.#options = options;
    this.json = settings.json;
    this.quiet = settings.quiet;
    this.verbose = settings.verbose;
    this.yes = settings.yes;
    this.output = settings.output;
    this.signal = interrupts.signal;
    this.stop = interrupts.stop;
    this.hold = interrupts.hold;
    this.workers = options.workers;
    this.env = env;
    if (streams.stdin.isTTY !== true) this.stdin = streams.stdin;
    this.interactive = settings.input && canBeAsked(streams);
    const toFile = this.output !== null && !options.hasProduct;
    this.#sharesPlace = !toFile && samePlace(stdout, stderr);
    this.style = toFile
      ? { width: widthOf({} as NodeJS.WriteStream), color: settings.color === 'always' }
      : { width: widthOf(stdout), color: hasColor(stdout, settings.color, env), said: this.#said };
  }

  result(...result: Parameters<Terminal['result']>): void {
    const text = this.#formatted(...result);
    this.raw(text.endsWith('\n') || text === '' ? text : `${text}\n`);
  }

  #formatted(...[document, screen, rows, ids, markdown]: Parameters<Terminal['result']>): string {
    const { rowText, settings } = this.#options;
    if (this.json) return JSON.stringify(document, null, 2);
    if (settings.format === 'ids' && ids) return ids().join('\n');
    if (settings.format === 'md' && markdown) return markdown();
    return rowText && rows ? rowText(rows()) : screen(this.style);
  }

  async run(argv: readonly string[]): Promise<ExitCode> {
    const code = await this.#options.run(argv);
    if (this.interactive) await forgetTyped(this.#options.streams.stdin);
    return code;
  }

  async ask(asked: Asked): Promise<string | null> {
    const { askPerson } = await import('./asker.js');
    return askPerson(asked, this.#options.streams, this.#stderrColor(), this.signal);
  }

  product(product: Product): void {
    if (this.output === null) throw new Error('there is no -o to write to');
    writeOutput(this.output, product, this.yes);
  }

  raw(text: string): void {
    this.#clear();
    if (this.output === null || this.#options.hasProduct) this.#options.streams.stdout.write(text);
    else writeOutput(this.output, text, this.yes);
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

  progress(...[label, underWay]: Parameters<Terminal['progress']>): Progress {
    const progress = this.#newProgress(label, underWay);
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

  #newProgress(...[label, underWay]: Parameters<Terminal['progress']>): Spinner {
    const { settings, streams, heartbeatMs = HEARTBEAT_MS } = this.#options;
    const { stderr, env } = streams;
    if (!settings.progress || this.quiet) return silentProgress();
    // Some terminals (of `script`, of containers) have no columns: ora would count its lines by dividing by them.
    const spins = stderr.isTTY === true && stderr.columns > 0 && !isCi(env) && env.TERM !== 'dumb';
    if (spins) return liveProgress(label, stderr, this.#stderrColor(), underWay);
    return heartbeat(label, (line) => this.note(line), heartbeatMs, underWay);
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
}
