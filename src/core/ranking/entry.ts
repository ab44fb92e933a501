/** What ranking knows of a version: its results and its options, nothing of files. */
import type { EvaluationResults } from '../schemas/evaluation.js';

export interface RankEntry {
  /** `<experiment>/v0007`. */
  readonly version: string;
  readonly experiment: string;
  readonly number: number;
  readonly step: 'cv' | 'train' | 'tune' | 'score';
  /** ISO time. */
  readonly started: string;
  /** Of the data file's bytes. */
  readonly dataSha256: string;
  readonly results: EvaluationResults;
  /** Wall time in total. */
  readonly seconds: number;
  /** Seconds of training and of predicting, one entry a fold in order of `results.folds`; empty when not recorded. */
  readonly foldSeconds: { readonly fit: readonly number[]; readonly predict: readonly number[] };
  /** Of the saved model; null when none was saved. */
  readonly modelBytes: number | null;
  readonly tags: readonly string[];
  /** The modelling options, nested objects flattened by `flattenOptions`. */
  readonly options: Readonly<Record<string, unknown>>;
}

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `{params: {max_depth: 3}}` becomes `{'params.max_depth': 3}`; arrays stay as they are. */
export function flattenOptions(options: object, prefix = ''): Record<string, unknown> {
  const flat: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(options)) {
    const key = prefix + name;
    if (isPlainObject(value)) Object.assign(flat, flattenOptions(value, `${key}.`));
    else flat[key] = value;
  }
  return flat;
}

/** Older first; of one moment, by name and number. */
export const byAge = (a: RankEntry, b: RankEntry): number => {
  if (a.started !== b.started) return a.started < b.started ? -1 : 1;
  if (a.experiment !== b.experiment) return a.experiment < b.experiment ? -1 : 1;
  return a.number - b.number;
};
