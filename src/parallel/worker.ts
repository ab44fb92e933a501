/** The worker: one engine over the shared memory, one task at a time. Errors cross as plain data. */
import { workerData } from 'node:worker_threads';
import { AssayError } from '../core/errors.js';
import { createEngine } from './engine.js';
import { tasks } from './tasks.js';

const { memory } = workerData as { memory: WebAssembly.Memory };
const engine = createEngine(memory);
const clock = () => performance.now() / 1000;

interface Message {
  readonly task: keyof typeof tasks;
  readonly job: never;
}

/** What a worker answers: a class would lose its prototype on the way. */
export type Answer =
  | { readonly ok: true; readonly result: unknown }
  | {
      readonly ok: false;
      readonly exitCode: AssayError['exitCode'];
      readonly error: ReturnType<AssayError['toJSON']>;
    };

/** The worker's entry point; the pool calls it by its file's name. */
export async function answer({ task, job }: Message): Promise<Answer> {
  try {
    return { ok: true, result: await tasks[task](job, engine, clock) };
  } catch (error) {
    if (error instanceof AssayError) return { ok: false, exitCode: error.exitCode, error: error.toJSON() };
    throw error;
  }
}
