/**
 * What the samplers of a bake-off take, by trying each on few training rows of the first fold: a search for neighbours
 * compares all rows with all, so what more rows take on top grows with their square.
 */
import { NO_SAMPLER } from '../../core/imbalance/contestants.js';
import type { SampleJob } from '../../core/resampling.js';
import { sharedUints } from '../../core/table.js';
import { problemToHandle } from '../../core/task.js';
import type { Context } from '../context.js';
import type { AbleContender } from './contenders.js';

/** Rows of the tries: the first one loads and compiles what the others run, and is not counted. */
const TRIED = [400, 400, 2000] as const;

/** About so many of the rows, evenly spread. */
function someOf(rows: Uint32Array, most: number): Uint32Array {
  const step = Math.max(1, Math.ceil(rows.length / most));
  return rows.filter((_, i) => i % step === 0);
}

/**
 * Seconds of a try of all rows.
 * @param few rows of a try, and its seconds @param many as few, of at least as many rows
 */
export function scaledSeconds(
  few: readonly [rows: number, seconds: number],
  many: readonly [rows: number, seconds: number],
  nRows: number,
): number {
  const [[rows, seconds], [moreRows, moreSeconds]] = [few, many];
  if (moreRows <= rows) return moreSeconds;
  const perPair = Math.max(0, moreSeconds - seconds) / (moreRows ** 2 - rows ** 2);
  return moreSeconds + perPair * Math.max(0, nRows ** 2 - moreRows ** 2);
}

function jobsOf({ prepared, contestant }: AbleContender): SampleJob[] {
  const { loaded, folds, spec } = prepared;
  const problem = problemToHandle(loaded.problem);
  const sampler = { id: contestant.sampler, params: contestant.sampler_params };
  return TRIED.map((most) => {
    const some = someOf(folds[0].train, most);
    const rows = sharedUints(some.length);
    rows.set(some);
    return { problem, rows: rows.buffer as SharedArrayBuffer, sampler, seed: spec.seed };
  });
}

/**
 * Seconds of one thread by sampler, for the training rows of a fold; none of a sampler that so few rows are not enough for.
 * @param contenders any
 */
export async function trySamplers(
  contenders: readonly AbleContender[],
  { runner, signal }: Context,
): Promise<Map<string, number>> {
  const sampling = contenders.filter(({ contestant: { sampler } }) => sampler !== NO_SAMPLER);
  const firsts = [...new Map(sampling.map((one) => [one.contestant.sampler, one])).values()];
  const jobs = firsts.map(jobsOf);
  // All first tries, then all second ones: threads have seen each other's kernels by then.
  const inTurn = TRIED.flatMap((_, turn) => jobs.map((own) => own[turn]));
  const seconds: number[] = [];
  await runner.map('sample', inTurn, {
    signal,
    onDone: (outcome, at) => {
      seconds[at] = outcome.seconds;
    },
    onFailure: () => {},
  });
  const taken = new Map<string, number>();
  for (const [i, { contestant, prepared }] of firsts.entries()) {
    const [, few, many] = jobs[i].map(({ rows }, turn) => {
      return [rows.byteLength / 4, seconds[turn * firsts.length + i]] as const;
    });
    const all = scaledSeconds(few, many, prepared.folds[0].train.length);
    if (!Number.isNaN(all)) taken.set(contestant.sampler, all);
  }
  return taken;
}
