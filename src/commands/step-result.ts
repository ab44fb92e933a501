/** What every step prints: its results.json with version, path and timings added. */
import type { RecordedStep } from '../workflows/step.js';

export const stepDocument = ({ results, id, path, timings }: RecordedStep<unknown>) => ({
  ...(results as Record<string, unknown>),
  version: id,
  path,
  timings,
});

/** What the screens of modelling steps want beside the results. */
export function evaluationInput<R>(recorded: RecordedStep<R>) {
  const { results, id, path, timings, data } = recorded;
  return {
    results,
    version: id,
    path,
    seconds: timings.total ?? 0,
    data: { name: data.path, rows: data.rows, columns: data.columns },
  };
}

/** The closing line of steps whose screens know no version. */
export const savedLine = ({ id, path, timings }: RecordedStep<unknown>) =>
  `saved     ${id} · ${(timings.total ?? 0).toFixed(1)} s · ${path}`;
