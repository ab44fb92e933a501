/** The runner over worker threads (piscina): workers start at the first job, stay warm and share one memory. */
import { availableParallelism } from 'node:os';
import type { Piscina } from 'piscina';
import { AssayError, interruptedError, runtimeError } from '../core/errors.js';
import type { MapOptions, Runner, TaskName, Tasks } from '../core/runner.js';
import { createMemory } from './engine.js';
import type { Answer } from './worker.js';

/** As many busy threads as the machine has, unless capped. */
export const defaultJobs = () => availableParallelism();

async function openPool(threads: number): Promise<Piscina> {
  const { Piscina: Pool } = await import('piscina');
  return new Pool({
    filename: new URL('./worker.js', import.meta.url).href,
    name: 'answer',
    minThreads: 1,
    maxThreads: threads,
    idleTimeout: Number.POSITIVE_INFINITY,
    workerData: { memory: createMemory() },
  });
}

function unwrap<R>(answer: Answer): R {
  if (answer.ok) return answer.result as R;
  const { code, message, hint } = answer.error;
  throw new AssayError(answer.exitCode, code, message, hint);
}

type Call = <R>(task: TaskName, job: unknown) => Promise<R>;

/** Calls of workers that start at the first one. */
function openOnCall(jobs: number): { call: Call; close(): Promise<void> } {
  let pool: Promise<Piscina> | undefined;
  return {
    async call<R>(task: TaskName, job: unknown) {
      pool ??= openPool(jobs);
      let answer: Answer;
      try {
        answer = (await (await pool).run({ task, job })) as Answer;
      } catch (cause) {
        const message = cause instanceof Error ? cause.message : String(cause);
        throw runtimeError(
          'ASSAY_WORKER',
          `a worker failed: ${message}`,
          'run again with --debug for the stack',
          cause,
        );
      }
      return unwrap<R>(answer);
    },
    async close() {
      if (pool) await (await pool).destroy();
    },
  };
}

/** `Runner.map` over calls. @param lanes most calls at once: each takes jobs in order, so that an abort leaves no queue */
async function mapInLanes<J, R>(
  lanes: number,
  list: readonly J[],
  call: (job: J) => Promise<R>,
  { signal, mustFinish, onDone, onFailure }: MapOptions<R>,
): Promise<R[]> {
  const results = new Array<R>(list.length);
  const failures = new Map<number, unknown>();
  let next = 0;
  const mayStart = () =>
    next < list.length &&
    (onFailure || failures.size === 0) &&
    (!signal?.aborted || mustFinish?.(next) === true);
  const lane = async () => {
    while (mayStart()) {
      const index = next++;
      try {
        results[index] = await call(list[index]);
      } catch (error) {
        failures.set(index, error);
        onFailure?.(error, index);
        continue;
      }
      onDone?.(results[index], index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, list.length) }, lane));
  // The first job's error, whichever lane met it first.
  if (!onFailure && failures.size > 0) throw failures.get(Math.min(...failures.keys()));
  if (signal?.aborted && next < list.length) throw interruptedError('interrupted');
  return results;
}

/** @param jobs most threads that are busy at once, 1 or more */
export function createRunner(jobs: number = defaultJobs()): Runner {
  const { call, close } = openOnCall(jobs);
  return {
    jobs,
    map: <N extends TaskName>(
      task: N,
      list: readonly Tasks[N]['job'][],
      options: MapOptions<Tasks[N]['result']> = {},
    ) => mapInLanes(jobs, list, (job) => call<Tasks[N]['result']>(task, job), options),
    close,
  };
}
