/** A Python process that holds one data set and fits peers on it, one after the other, for the engine benchmark. */
import assert from 'node:assert/strict';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { repositoryRoot } from '../helpers/shared-datasets.js';

const script = join(repositoryRoot, 'test/bench/engine_peers.py');

/** One fit and the prediction of the test rows: seconds, and the score of that prediction. */
export interface TimedFit {
  readonly fit: number;
  readonly predict: number;
  readonly score: number;
}

/** The problem as engine_peers.py takes it. */
export interface PeerSetup {
  readonly path: string;
  readonly target: string;
  /** null: numbers */
  readonly positive: string | null;
  readonly features: readonly string[];
  readonly metric: string;
  /** A file of row numbers, one a line. */
  readonly test_rows: string;
}

export class PeerProcess {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;
  #said = '';

  constructor(python: string, setup: PeerSetup) {
    this.#child = spawn(python, [script]);
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#said += text;
    });
    this.#send(setup);
  }

  #send(message: object): void {
    this.#child.stdin.write(`${JSON.stringify(message)}\n`);
  }

  /** @throws AssertionError when the process has died */
  async fit(peer: string, threads: number): Promise<TimedFit> {
    this.#send({ peer, threads });
    const { done, value } = await this.#lines.next();
    assert.ok(!done, `python ended at ${peer}: ${this.#said}`);
    return JSON.parse(value);
  }

  close(): void {
    this.#child.stdin.end();
  }
}
