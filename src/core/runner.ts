/**
 * The runner: named tasks over jobs, results in job order, whatever the number of workers.
 *
 * Jobs are JSON plus handles of shared memory. The main thread never fits. Threads that find no job may join one that
 * runs, so as many are busy as were asked for, and never more.
 */
import type { PermuteJob, PermuteOutcome } from './importance/permuted-scores.js';
import type { ReplicateJob, ReplicateOutcome } from './intervals/replicates.js';
import type {
  FitJob,
  FitOutcome,
  FoldJob,
  FoldOutcome,
  PredictJob,
  PredictOutcome,
} from './pipeline-jobs.js';
import type { SampleJob, SampleOutcome } from './resampling.js';
import type { FindSlicesJob } from './slices/find-slices.js';
import type { Rule } from './slices/rule.js';
import type { CurveJob, CurveOutcome, StagedJob } from './staged-jobs.js';

/** The one list of tasks: what goes in, what comes out. parallel/tasks.ts implements it. */
export interface Tasks {
  /** Fit a pipeline on the training rows of a fold and predict its test rows. */
  'run-fold': { job: FoldJob; result: FoldOutcome };
  /** The same for several numbers of rounds at once, from one fit. */
  'run-stages': { job: StagedJob; result: FoldOutcome[] };
  /** Score a fit, or its stages, on training and test rows. */
  'curve-fold': { job: CurveJob; result: CurveOutcome };
  /** Fit a pipeline on rows and save it. */
  'fit-pipeline': { job: FitJob; result: FitOutcome };
  /** Predict a block of rows with a saved pipeline. */
  predict: { job: PredictJob; result: PredictOutcome };
  /** Score a saved pipeline with a column's cells swapped. */
  permute: { job: PermuteJob; result: PermuteOutcome };
  /** Score rows drawn anew, or all but some. */
  replicate: { job: ReplicateJob; result: ReplicateOutcome };
  /** Propose slices of rows by their losses. */
  'find-slices': { job: FindSlicesJob; result: Rule[][] };
  /** Resample rows. */
  sample: { job: SampleJob; result: SampleOutcome };
}

export type TaskName = keyof Tasks;

export interface MapOptions<R> {
  /** When aborted, jobs in hand finish and no new one starts; `map` then rejects with an interrupted error. */
  readonly signal?: AbortSignal;
  /** Of jobs that have not begun at an abort: those that still run, because they belong to one in hand. */
  readonly mustFinish?: (jobIndex: number) => boolean;
  /** When given, a job that fails does not stop the others; its place in the results stays empty. */
  readonly onFailure?: (error: unknown, jobIndex: number) => void;
  /** Threads without a job join those that have one (`Team`). */
  readonly joinable?: boolean;
  /** Called as each job finishes, in order of arrival. */
  readonly onDone?: (result: R, jobIndex: number) => void;
}

/** How far the fits are that run and count what they grow (`FitProgress`). */
export interface FitsInHand {
  /** Trees, rounds or blocks, of all these fits. */
  readonly grown: number;
  /** 0 when there are none. */
  readonly toGrow: number;
  /** How many fits it would be if what is grown stood together: 1.5 of two of which one is half done. */
  readonly share: number;
}

export interface Runner {
  /** Most threads that are busy at once. */
  readonly jobs: number;
  map<N extends TaskName>(
    task: N,
    jobs: readonly Tasks[N]['job'][],
    options?: MapOptions<Tasks[N]['result']>,
  ): Promise<Tasks[N]['result'][]>;
  /** For people: no result depends on it. */
  progress(): FitsInHand;
  /** Ends the workers. */
  close(): Promise<void>;
}
