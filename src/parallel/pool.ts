/** The runner over worker threads: they start at the first job, stay warm and share one memory. */
import { availableParallelism } from 'node:os';
import { AssayError, interruptedError } from '../core/errors.js';
import type { FitsInHand, MapOptions, Runner, TaskName, Tasks } from '../core/runner.js';
import { Crew } from './crew.js';
import { readProgress } from './fit-progress.js';
import { MAX_LANES } from './lane-block.js';
import { beginJob, endJob, type TeamPlace } from './team.js';
import type { Answer } from './worker.js';

/** As many busy threads as the machine has, unless capped. */
export const defaultJobs = () => availableParallelism();

function unwrap<R>(answer: Answer): R {
  if (answer.ok) return answer.result as R;
  const { code, message, hint } = answer.error;
  throw new AssayError(answer.exitCode, code, message, hint);
}

export interface RunnerOptions {
  /** What a worker runs, as worker.ts does. */
  readonly module?: URL;
  /** When aborted, all workers end at once, and so does every `map`, with an interrupted error. */
  readonly stop?: AbortSignal;
}

const WORKER = new URL('./worker.js', import.meta.url);

const NOTHING_IN_HAND: FitsInHand = { grown: 0, toGrow: 0, share: 0 };

/** Sends jobs to a crew; to a new one when the last has ended. */
class Workers {
  readonly threads: number;
  readonly #module: URL;
  readonly #stop: AbortSignal | undefined;
  #crew: Crew | undefined;
  #nCrews = 0;
  #nJobs = 0;
  readonly #busy = new Set<number>();

  constructor(threads: number, { module = WORKER, stop }: RunnerOptions) {
    this.threads = threads;
    this.#module = module;
    this.#stop = stop;
    stop?.addEventListener('abort', () => void this.close());
  }

  get isStopped(): boolean {
    return this.#stop?.aborted === true;
  }

  #open(): Crew {
    if (this.isStopped) throw interruptedError('stopped');
    if (!this.#crew || this.#crew.isEnded) this.#crew = new Crew(++this.#nCrews, this.threads, this.#module);
    return this.#crew;
  }

  /** Does a job on a lane that has none. @param onPlace told where others may join it */
  async run<R>(lane: number, task: TaskName, job: unknown, onPlace: (place: TeamPlace) => void): Promise<R> {
    const crew = this.#open();
    const place = { lane, job: ++this.#nJobs };
    beginJob(crew.memory, place);
    this.#busy.add(lane);
    onPlace(place);
    try {
      return unwrap<R>(await crew.send({ task, job, lane }));
    } finally {
      endJob(crew.memory, lane);
      this.#busy.delete(lane);
    }
  }

  progress(): FitsInHand {
    return this.#crew ? readProgress(this.#crew.memory, this.#busy) : NOTHING_IN_HAND;
  }

  /** Joins a job until it has ended. When that fails, the job does too: its error says why. */
  async assist(job: TeamPlace): Promise<void> {
    const crew = this.#open();
    try {
      unwrap(await crew.send({ task: 'assist', job }));
    } catch (error) {
      await crew.end(error);
    }
  }

  async close(): Promise<void> {
    await this.#crew?.end(interruptedError('the workers were ended'));
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

/** Joins the jobs that run, one after the other, each once, until there is none left to join. */
async function joinOthers(workers: Workers, jobs: OpenJobs): Promise<void> {
  const joined = new Set<number>();
  for (let job = jobs.choose(joined); job && !workers.isStopped; job = jobs.choose(joined)) {
    joined.add(job.place.job);
    job.nHelpers++;
    await workers.assist(job.place);
    job.nHelpers--;
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
    !workers.isStopped &&
    (onFailure || failures.size === 0) &&
    (!signal?.aborted || mustFinish?.(next) === true);
  const doNext = async (lane: number) => {
    const index = next++;
    try {
      results[index] = await workers.run<R>(lane, task, list[index], (place) => jobs.begin(place));
    } catch (error) {
      failures.set(index, error);
      if (!workers.isStopped) onFailure?.(error, index);
      return;
    } finally {
      jobs.end(lane);
    }
    onDone?.(results[index], index);
  };
  const lane = async (_: unknown, index: number) => {
    while (mayStart()) await doNext(index);
    if (joinable) await joinOthers(workers, jobs);
  };
  const lanes = joinable ? workers.threads : Math.min(workers.threads, list.length);
  await Promise.all(Array.from({ length: lanes }, lane));
  if (workers.isStopped) throw interruptedError('stopped');
  // The first job's error, whichever lane met it first.
  if (!onFailure && failures.size > 0) throw failures.get(Math.min(...failures.keys()));
  if (signal?.aborted && next < list.length) throw interruptedError('interrupted');
  return results;
}

/** @param jobs most threads that are busy at once, 1 or more */
export function createRunner(jobs: number = defaultJobs(), options: RunnerOptions = {}): Runner {
  const workers = new Workers(Math.min(jobs, MAX_LANES), options);
  return {
    jobs,
    map: <N extends TaskName>(
      task: N,
      list: readonly Tasks[N]['job'][],
      options: MapOptions<Tasks[N]['result']> = {},
    ) => mapInLanes(workers, task, list, options),
    progress: () => workers.progress(),
    close: () => workers.close(),
  };
}
