/** Versions as rows, for --format csv, md and jsonl: one a version, every row with the same columns. */
import type { EvaluationResults } from '../core/schemas/evaluation.js';
import type { Plan } from '../core/schemas/plan.js';
import type { Row } from '../report/row-text.js';
import type { RecordedStep } from '../workflows/step.js';

/** By how much sampling before the split would flatter the ranking metric; null where it was not tried. */
const leakGapOf = (results: EvaluationResults): number | null =>
  ('leak_gap' in results ? results.leak_gap?.[results.by]?.value : null) ?? null;

/** What was run, then the value of each metric; null where a version has not that metric. */
export function evaluationRows(recorded: readonly RecordedStep<EvaluationResults>[]): Row[] {
  const hasGap = recorded.some(({ results }) => 'leak_gap' in results);
  const metrics = [...new Set(recorded.flatMap(({ results }) => Object.keys(results.metrics)))];
  return recorded.map(({ id, results, reused }) => ({
    version: id,
    step: results.step,
    model: results.model,
    sampler: results.sampler,
    class_weight: results.class_weight,
    calibrate: results.calibrate ?? null,
    threshold: results.threshold,
    seed: results.seed,
    reused: reused ?? false,
    gates: results.gates.length === 0 ? null : results.gates.every(({ passed }) => passed),
    ...Object.fromEntries(metrics.map((name) => [name, results.metrics[name]?.value ?? null])),
    ...(hasGap ? { leak_gap: leakGapOf(results) } : {}),
  }));
}

/** What would run. */
export const planRows = ({ versions }: Plan): Row[] =>
  versions.map(({ version, path, step, seed, evaluation, reused }) => ({
    version,
    step,
    model: evaluation?.model ?? null,
    sampler: evaluation?.sampler ?? null,
    class_weight: evaluation?.class_weight ?? null,
    calibrate: evaluation?.calibrate ?? null,
    threshold: evaluation?.threshold ?? null,
    seed,
    reused: reused ?? false,
    path,
  }));
