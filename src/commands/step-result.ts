/** What every step shows: its results.json with version, path and timings added, or the same to its screen. */
import type { StepInput } from '../report/screens/step-frame.js';
import type { RecordedStep } from '../workflows/step.js';

export const stepDocument = ({ results, id, path, timings, reused }: RecordedStep<unknown>) => ({
  ...(results as Record<string, unknown>),
  version: id,
  path,
  timings,
  ...(reused ? { reused } : {}),
});

/** @param next commands that make sense now */
export const stepInput = <R>(recorded: RecordedStep<R>, next: readonly string[]): StepInput<R> => ({
  results: recorded.results,
  version: recorded.id,
  path: recorded.path,
  seconds: recorded.timings.total ?? 0,
  data: { name: recorded.data.path, rows: recorded.data.rows, columns: recorded.data.columns },
  next,
});
