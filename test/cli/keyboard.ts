/** The real binary in a real terminal, which `script` of util-linux gives: what is shown is read, keys are pressed. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { BINARY, plainEnv } from './run-assay.js';

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences start with a control character
const ESCAPES = /\u001b\[[0-9;?]*[A-Za-z]/g;
const PATIENCE_MS = 60_000;
const LOOK_MS = 20;
/** Keys pressed in one instant are one event to readline; a person is slower. */
const BETWEEN_KEYS_MS = 100;

/** A word on why there is no terminal here, for `skip`; false when there is one. */
export function noTerminal(): string | false {
  const { stdout } = spawnSync('script', ['--version'], { encoding: 'utf8' });
  return stdout?.includes('util-linux') ? false : 'script of util-linux is not installed';
}

export const KEY = {
  enter: '\r',
  down: '\u001b[B',
  left: '\u001b[D',
  escape: '\u001b',
  ctrlC: '\u0003',
  ctrlD: '\u0004',
};

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

const quoted = (word: string) => `'${word.replaceAll("'", "'\\''")}'`;

export class Keyboard {
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;
  #shown = '';
  /** Up to here it has been seen. */
  #seen = 0;

  constructor(cwd: string, args: readonly string[], env: Record<string, string> = {}) {
    const command = `exec ${[process.execPath, BINARY, ...args].map(quoted).join(' ')}`;
    this.#child = spawn('script', ['-qfec', `stty cols 100 rows 30; ${command}`, '/dev/null'], {
      cwd,
      env: plainEnv({ TERM: 'xterm', ASSAY_EXPERIMENT: '', ASSAY_STORE: '', ...env }),
    });
    this.#child.stdout!.setEncoding('utf8').on('data', (chunk: string) => {
      this.#shown += chunk;
    });
    this.#ended = new Promise((resolve) => this.#child.on('close', resolve));
  }

  /** All that was shown, without colours and cursor movements. */
  get text(): string {
    return this.#shown.replace(ESCAPES, '').replaceAll('\r', '');
  }

  /** The bytes that were shown. */
  get bytes(): string {
    return this.#shown;
  }

  /** Waits until a text is shown, after what was seen before. */
  async see(wanted: string): Promise<void> {
    const until = Date.now() + PATIENCE_MS;
    for (;;) {
      const at = this.text.indexOf(wanted, this.#seen);
      if (at >= 0) {
        this.#seen = at + wanted.length;
        return;
      }
      if (Date.now() > until) {
        this.#child.kill('SIGKILL');
        assert.fail(`never shown: ${wanted}\n${this.text.slice(this.#seen)}`);
      }
      await pause(LOOK_MS);
    }
  }

  /** Presses keys, one after the other. */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      await pause(BETWEEN_KEYS_MS);
      this.#child.stdin!.write(key);
    }
  }

  /** Types at a question and takes what it finds. */
  async answer(question: string, typed = ''): Promise<void> {
    await this.see(question);
    await this.press(...(typed === '' ? [] : [typed]), KEY.enter);
  }

  /** @returns the exit code */
  end(): Promise<number | null> {
    return this.#ended;
  }
}
