/** A version in one line: what `list` shows. Read without zod; whatever is broken or not there yet is null. */
import type { EvaluationResults } from '../core/schemas/evaluation.js';
import type { VersionSummary } from '../core/schemas/version-list.js';
import { shownPath } from './shown-path.js';
import { orNull, type Version } from './version.js';

type Loose = Partial<EvaluationResults> & { sampler?: string };

function rankingMetric(results: Loose | null): VersionSummary['metric'] {
  const name = results?.by;
  const metric = name === undefined ? undefined : results?.metrics?.[name];
  return name === undefined || !metric ? null : { name, value: metric.value, std: metric.std };
}

/** From the start to the end, or to the last heartbeat of a run that has not ended. */
function secondsOf({ manifest }: Version): number | null {
  if (manifest === null) return null;
  if (manifest.timings?.total !== undefined) return manifest.timings.total;
  const end = Date.parse(manifest.finished ?? manifest.heartbeat);
  const seconds = (end - Date.parse(manifest.started)) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : null;
}

/** The line of a version; its path is relative when it lies below the current folder. */
export function summarise(version: Version): VersionSummary {
  const results: Loose | null = version.state === 'done' ? orNull(() => version.results()) : null;
  const isBroken = version.state === 'done' && results === null;
  const problem = isBroken ? 'results.json is missing or broken' : version.problem;
  const options = results?.model === undefined ? orNull(() => version.options()) : null;
  const { tags, note } = version.labels();
  return {
    version: version.id,
    path: shownPath(version.dir),
    state: isBroken ? 'corrupt' : version.state,
    ...(problem === '' ? {} : { problem }),
    step: version.manifest?.step ?? null,
    model: results?.model ?? options?.modelling?.model ?? null,
    sampler: results?.sampler ?? options?.modelling?.sampler ?? options?.resample?.sampler ?? null,
    calibrate: results?.calibrate ?? options?.modelling?.calibrate ?? null,
    threshold: results?.threshold ?? options?.modelling?.threshold ?? null,
    metric: rankingMetric(results),
    leaky: results?.leaky ?? false,
    started: version.manifest?.started ?? null,
    seconds: secondsOf(version),
    tags: [...tags],
    note,
  };
}
