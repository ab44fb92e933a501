/** The runner over worker threads (piscina): workers start at the first job, stay warm and share one memory. */
import { availableParallelism } from 'node:os';
import type { Piscina } from 'piscina';
import { AssayError, interruptedError, runtimeError } from '../core/errors.js';
import type { MapOptions, Runner, TaskName, Tasks } from '../core/runner.js';
import { createMemory } from './engine.js';
import { beginJob, endJob, MAX_LANES, type TeamPlace } from './team.js';
import type { Answer, Message } from './worker.js';

/** As many busy threads as the machine has, unless capped. */
export const defaultJobs = () => availableParallelism();

async function openPool(threads: number, memory: WebAssembly.Memory): Promise<Piscina> {
  const { Piscina: Pool } = await import('piscina');
  return new Pool({
    filename: new URL('./worker.js', import.meta.url).href,
    name: 'answer',
    minThreads: 1,
    maxThreads: threads,
    idleTimeout: Number.POSITIVE_INFINITY,
    workerData: { memory },
  });
}

function unwrap<R>(answer: Answer): R {
  if (answer.ok) return answer.result as R;
  const { code, message, hint } = answer.error;
  throw new AssayError(answer.exitCode, code, message, hint);
}

/** Sends messages to workers that start at the first one. */
class Workers {
  readonly #memory = createMemory();
  #pool: Promise<Piscina> | undefined;
  #nJobs = 0;

  constructor(readonly threads: number) {}

  async #send<R>(message: Message): Promise<R> {
    this.#pool ??= openPool(this.threads, this.#memory);
    let answer: Answer;
    try {
      answer = (await (await this.#pool).run(message)) as Answer;
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
  }

  /** Does a job on a lane that has none. @param onPlace told where others may join it */
  async run<R>(lane: number, task: TaskName, job: unknown, onPlace: (place: TeamPlace) => void): Promise<R> {
    const place = { lane, job: ++this.#nJobs };
    beginJob(this.#memory, place);
    onPlace(place);
    try {
      return await this.#send<R>({ task, job, lane });
    } finally {
      endJob(this.#memory, lane);
    }
  }

  /** Joins a job until it has ended. */
  async assist(job: TeamPlace): Promise<void> {
    await this.#send({ task: 'assist', job });
  }

  async close(): Promise<void> {
    if (this.#pool) await (await this.#pool).destroy();
  }
}

/** A job that others may join. */
interface Open {
  readonly place: TeamPlace;
  nHelpers: number;
}

/** The jobs that run, for lanes that have none. */
class OpenJobs {
  readonly #open = new Map<number, Open>();

  begin(place: TeamPlace): void {
    this.#open.set(place.job, { place, nHelpers: 0 });
  }

  end(lane: number): void {
    for (const [job, { place }] of this.#open) if (place.lane === lane) this.#open.delete(job);
  }

  /** The job with the fewest helpers that this lane has not joined yet. */
  choose(joined: ReadonlySet<number>): Open | undefined {
    const others = [...this.#open.values()].filter(({ place }) => !joined.has(place.job));
    return others.toSorted((a, b) => a.nHelpers - b.nHelpers || a.place.job - b.place.job)[0];
  }
}

/** `Runner.map`: lanes take jobs in order, so that an abort leaves no queue; lanes without a job join others. */
async function mapInLanes<J, R>(
  workers: Workers,
  task: TaskName,
  list: readonly J[],
  { signal, mustFinish, onDone, onFailure, joinable = false }: MapOptions<R>,
): Promise<R[]> {
  const results = new Array<R>(list.length);
  const failures = new Map<number, unknown>();
  const jobs = new OpenJobs();
  let next = 0;
  const mayStart = () =>
    next < list.length &&
    (onFailure || failures.size === 0) &&
    (!signal?.aborted || mustFinish?.(next) === true);
  const doNext = async (lane: number) => {
    const index = next++;
    try {
      results[index] = await workers.run<R>(lane, task, list[index], (place) => jobs.begin(place));
    } catch (error) {
      failures.set(index, error);
      onFailure?.(error, index);
      return;
    } finally {
      jobs.end(lane);
    }
    onDone?.(results[index], index);
  };
  const joinOthers = async () => {
    const joined = new Set<number>();
    for (let job = jobs.choose(joined); job; job = jobs.choose(joined)) {
      joined.add(job.place.job);
      job.nHelpers++;
      await workers.assist(job.place);
      job.nHelpers--;
    }
  };
  const lane = async (_: unknown, index: number) => {
    while (mayStart()) await doNext(index);
    if (joinable) await joinOthers();
  };
  const lanes = joinable ? workers.threads : Math.min(workers.threads, list.length);
  await Promise.all(Array.from({ length: lanes }, lane));
  // The first job's error, whichever lane met it first.
  if (!onFailure && failures.size > 0) throw failures.get(Math.min(...failures.keys()));
  if (signal?.aborted && next < list.length) throw interruptedError('interrupted');
  return results;
}

/** @param jobs most threads that are busy at once, 1 or more */
export function createRunner(jobs: number = defaultJobs()): Runner {
  const workers = new Workers(Math.min(jobs, MAX_LANES));
  return {
    jobs,
    map: <N extends TaskName>(
      task: N,
      list: readonly Tasks[N]['job'][],
      options: MapOptions<Tasks[N]['result']> = {},
    ) => mapInLanes(workers, task, list, options),
    close: () => workers.close(),
  };
}
