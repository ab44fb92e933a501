/**
 * A crew: worker threads (piscina) over one memory, which begin with the first message and end together.
 *
 * A thread that dies leaves others waiting for what it would have done. So its death ends the whole crew, and every
 * message that was not answered fails for that reason.
 */
import type { Piscina } from 'piscina';
import { AssayError, runtimeError } from '../core/errors.js';
import { createMemory } from './engine.js';
import type { Answer, Message } from './worker.js';

const workerFailed = (cause: unknown) =>
  cause instanceof AssayError
    ? cause
    : runtimeError(
        'ASSAY_WORKER',
        `a worker failed: ${cause instanceof Error ? cause.message : String(cause)}`,
        'run again with --debug for the stack',
        cause,
      );

export class Crew {
  readonly memory = createMemory();
  readonly #number: number;
  readonly #threads: number;
  readonly #module: URL;
  #pool: Promise<Piscina> | undefined;
  #isEnded = false;
  /** Why it has ended, once that is known. */
  #reason: unknown;

  /**
   * @param number as `Engine.crew` has it
   * @param module what each thread runs
   */
  constructor(number: number, threads: number, module: URL) {
    this.#number = number;
    this.#threads = threads;
    this.#module = module;
  }

  /** True from the moment that a thread has died. */
  get isEnded(): boolean {
    return this.#isEnded;
  }

  async #open(): Promise<Piscina> {
    const { Piscina: Pool } = await import('piscina');
    const pool = new Pool({
      filename: this.#module.href,
      name: 'answer',
      minThreads: 1,
      maxThreads: this.#threads,
      idleTimeout: Number.POSITIVE_INFINITY,
      workerData: { memory: this.memory, crew: this.#number },
    });
    pool.once('workerDestroy', () => {
      this.#isEnded = true;
      // The message of the thread that died fails first: its error is the reason.
      setImmediate(() => pool.destroy());
    });
    return pool;
  }

  /** @throws AssayError why the thread threw or died, or why the crew was ended */
  async send(message: Message): Promise<Answer> {
    this.#pool ??= this.#open();
    const pool = await this.#pool;
    try {
      return (await pool.run(message)) as Answer;
    } catch (cause) {
      if (this.#isEnded) this.#reason ??= cause;
      throw workerFailed(this.#reason ?? cause);
    }
  }

  /** Ends all threads. @param reason why what they do fails; the first one counts */
  async end(reason: unknown): Promise<void> {
    this.#isEnded = true;
    this.#reason ??= reason;
    if (this.#pool) await (await this.#pool).destroy();
  }
}
