/** `eda`: what each column holds, what it says about the target, and what to look at first. */
import { makeProblem } from '../core/problem.js';
import { profile } from '../core/profile/profile.js';
import type { EdaResults } from '../core/schemas/eda.js';
import type { Options } from '../core/schemas/options.js';
import type { DataFile } from '../data/data-file.js';
import type { Context } from './context.js';
import { dataRecord, readTable } from './load-problem.js';
import type { PreparedStep } from './step.js';

const ALL_COLUMNS = { features: null, drop: [], keep: [] };

export interface PreparedEda extends PreparedStep<EdaResults> {
  /** What the screen says of the file; results hold nothing of it. */
  readonly file: Pick<DataFile, 'bytes' | 'format'>;
}

/** @throws AssayError exit 2 or 3 before anything is written */
export async function prepareEda(options: Options, context: Context): Promise<PreparedEda> {
  const { file, readSeconds, warnings } = await readTable(options, context);
  const { target = null, positive = null, task = null, eda: columns = ALL_COLUMNS } = options;
  const chosen = columns.features !== null || columns.drop.length + columns.keep.length > 0;
  if (target === null && chosen) {
    context.listener.note('--features, --drop and --keep say what stands against a target: add -t COL');
  }
  const made =
    target === null
      ? null
      : makeProblem(file, { target, positive, task, ...columns, groups: null, time: null });
  return {
    step: 'eda',
    suffix: '',
    stem: file.stem,
    seed: options.seed,
    options: { ...options, format: file.format, target: made ? made.problem.task.target : null },
    data: dataRecord(file),
    parents: [],
    warnings,
    file,
    async run() {
      const results = profile(file.table, made, { seed: options.seed, warnings });
      return { results, timings: { read: readSeconds } };
    },
  };
}
