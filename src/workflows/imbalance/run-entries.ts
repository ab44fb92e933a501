/** The runs of a bake-off as `compare` ranks them: each as a version of `cv`, under the name of the bake-off and its place. */
import { asCv, configurationOf } from '../../core/imbalance/rank-runs.js';
import { placeOf, runId, versionIdOf } from '../../core/imbalance/run-id.js';
import { flattenOptions, type RankEntry } from '../../core/ranking/entry.js';
import { evaluationScope } from '../../core/schemas/evaluation.js';
import type { ImbalanceResults, RankedRun } from '../../core/schemas/imbalance.js';
import type { Version } from '../../store/version.js';

export const isBakeOff = ({ state, manifest }: Version): boolean =>
  state === 'done' && manifest?.step === 'imbalance';

const resultsOf = (version: Version) => version.results() as unknown as ImbalanceResults;

/** The run that an id names; null when it names none of the versions' runs. */
export function runOf(versions: readonly Version[], id: string): RankedRun | null {
  const version = versions.find((one) => isBakeOff(one) && one.id === versionIdOf(id));
  const place = placeOf(id);
  return version && place !== null ? (resultsOf(version).runs[place] ?? null) : null;
}

/** The runs that did not fail; none of another version. @throws AssayError exit 1 for broken files */
export function runEntries(version: Version): RankEntry[] {
  const { manifest } = version;
  if (!isBakeOff(version) || !manifest?.data) return [];
  const { data, started, timings } = manifest;
  const results = resultsOf(version);
  const { modelling, reading } = version.options();
  const { seed, folds, runs, baseline, warnings, leaky } = results;
  const scope = evaluationScope.strip().parse(results);
  const shared = { scope, seed, folds, baseline, baselineAnswers: results.baseline_answers };
  return runs.flatMap((run, at): RankEntry[] => {
    if (run.error) return [];
    const { threshold, ...own } = configurationOf(run);
    const cut = threshold ?? modelling?.threshold;
    return [
      {
        ...{ version: runId(version.id, at), experiment: version.experiment, number: version.number },
        ...{ step: 'cv', started, dataSha256: data.sha256, tags: version.labels().tags, modelBytes: null },
        results: { ...asCv(run, shared), warnings, ...(leaky ? { leaky } : {}) },
        seconds: timings?.runs?.[at] ?? 0,
        foldSeconds: { fit: [], predict: [] },
        options: flattenOptions({ ...own, threshold: cut, ...reading }),
      },
    ];
  });
}
