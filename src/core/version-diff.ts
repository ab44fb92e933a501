/** What two versions have differently: options by the names they are typed with, metrics with a paired interval. */
import { isSameQuantity } from './ranking/blocks.js';
import { candidates } from './ranking/candidate.js';
import { flattenOptions, type RankEntry } from './ranking/entry.js';
import { pairedDifferences } from './ranking/fold-tests.js';
import type { Change, DiffDocument, MetricChange } from './schemas/diff.js';
import type { Options } from './schemas/options.js';
import { correctedInterval, pairedCorrectedTest } from './statistics/corrected-t.js';

/** Told elsewhere in a diff: the step, the data, and the folds that --splits gave. */
const TOLD_ELSEWHERE: ReadonlySet<string> = new Set(['schema', 'step', 'data', 'splits']);

const text = (value: unknown): string => JSON.stringify(value) ?? 'absent';

/** Every option as it would be typed: `max_depth`, `smote.k_neighbors`, `sampler`, `trials`. */
function typedOptions({
  reading,
  modelling,
  resample,
  tune,
  validate,
  format: _ofTheData,
  ...rest
}: Options): Map<string, unknown> {
  const { params: samplerParams, ...made } = resample ?? {};
  const { params, sampler_params: ownSamplerParams, ...scored } = modelling ?? {};
  const sampler = modelling?.sampler ?? resample?.sampler;
  const all = {
    ...rest,
    ...flattenOptions(reading),
    ...flattenOptions(made),
    ...flattenOptions(scored),
    ...flattenOptions(params ?? {}),
    ...flattenOptions(ownSamplerParams ?? samplerParams ?? {}, `${sampler}.`),
    ...flattenOptions(tune ?? {}),
    ...flattenOptions(validate ?? {}),
  };
  return new Map(Object.entries(all).filter(([name]) => !TOLD_ELSEWHERE.has(name)));
}

/** Entries that are not equal, names of the first first. */
export function changesBetween(a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): Change[] {
  const names = [...new Set([...a.keys(), ...b.keys()])].filter(
    (name) => text(a.get(name)) !== text(b.get(name)),
  );
  return names.map((name) => ({
    name,
    ...(a.has(name) ? { a: a.get(name) } : {}),
    ...(b.has(name) ? { b: b.get(name) } : {}),
  }));
}

/** Options that are not equal; none while one side has not written its own. */
export const optionChanges = (a: Options | null, b: Options | null): Change[] =>
  a && b ? changesBetween(typedOptions(a), typedOptions(b)) : [];

/** Same folds: the same rows with the same answers, dealt alike. */
export function foldsOf(a: RankEntry | null, b: RankEntry | null): DiffDocument['folds'] {
  if (!a || !b) return null;
  const [first, second] = [a.results, b.results];
  const isSame = first.split.sha256 === second.split.sha256 && first.rows_sha256 === second.rows_sha256;
  return isSame ? 'same' : 'different';
}

/**
 * The metrics that both have; the interval and p of the difference where the folds are the same. No difference where the
 * metric is of another target or positive class, otherwise weighted, or of other costs.
 */
export function metricChanges(a: RankEntry | null, b: RankEntry | null): MetricChange[] {
  if (!a || !b) return [];
  const [[first], [second]] = [a, b].map((entry) => candidates([entry], 'version'));
  const isPaired = foldsOf(a, b) === 'same';
  return Object.keys(first.metrics)
    .filter((name) => name in second.metrics)
    .map((name) => {
      const [before, after] = [first.metrics[name].value, second.metrics[name].value];
      const isSame = isSameQuantity(a, b, name);
      const paired = isPaired && isSame ? pairedDifferences(second, first, name) : null;
      return {
        name,
        direction: first.metrics[name].direction,
        a: before,
        b: after,
        difference: before === null || after === null || !isSame ? null : after - before,
        ci95: paired && correctedInterval(paired, 0.95),
        p: (paired && pairedCorrectedTest(paired)?.p) ?? null,
      };
    });
}
