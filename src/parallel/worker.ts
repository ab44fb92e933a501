/** The worker: one engine over the shared memory, one task at a time. Errors cross as plain data. */
import { workerData } from 'node:worker_threads';
import type { Engine } from '../core/arena.js';
import { AssayError } from '../core/errors.js';
import { createEngine } from './engine.js';
import { laneProgress } from './fit-progress.js';
import { tasks } from './tasks.js';
import { assist, ownTeam, type TeamPlace } from './team.js';

const { memory, crew } = workerData as { memory: WebAssembly.Memory; crew: number };
const engine = createEngine(memory, crew);
const clock = () => performance.now() / 1000;

/** What a worker is sent: a job to do on a lane, or the job of a lane to join. */
export type Message =
  | { readonly task: keyof typeof tasks; readonly job: unknown; readonly lane: number }
  | { readonly task: 'assist'; readonly job: TeamPlace };

/** The engine of a thread that others may join. */
function openEngine(lane: number): Engine {
  const team = ownTeam(memory, lane, () => open);
  const open: Engine = { ...engine, team, progress: laneProgress(memory, lane) };
  return open;
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
export async function answer(message: Message): Promise<Answer> {
  try {
    if (message.task === 'assist') {
      const progress = laneProgress(memory, message.job.lane);
      assist(memory, message.job, { ...engine, progress });
      return { ok: true, result: null };
    }
    const { task, job, lane } = message;
    return { ok: true, result: await tasks[task](job as never, openEngine(lane), clock) };
  } catch (error) {
    if (error instanceof AssayError) return { ok: false, exitCode: error.exitCode, error: error.toJSON() };
    throw error;
  }
}
