/** `init`: what assay.yaml says about a data set, and writing it. */

import { writeFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { runtimeError } from '../core/errors.js';
import { makeProblem } from '../core/problem.js';
import type { Reading } from '../core/schemas/options.js';
import { whyFailed } from '../core/system-words.js';
import type { TaskKind } from '../core/task.js';
import type { ProjectView } from '../report/project-file.js';
import { experimentNameOf } from '../store/names.js';
import type { Context } from './context.js';
import { readTable } from './load-problem.js';
import { classShares } from './results.js';

interface InitOptions {
  readonly data: string;
  readonly reading: Reading;
  readonly target: string;
  readonly positive: string | null;
  readonly task: TaskKind | null;
  /** Null: by the name of the data. */
  readonly experiment: string | null;
  /** The file that will be written: its folder is what paths in it are relative to. */
  readonly path: string;
}

/** What was found out about the data, for the file: the target by its name, however it was typed. */
export type ProjectFacts = Omit<ProjectView, 'typed' | 'usual'>;

const AS_IT_COMES = { features: null, drop: [], keep: [], groups: null, time: null };

/** @throws AssayError exit 2 or 3, as reading a file and finding its target have it */
export async function projectFacts(options: InitOptions, context: Context): Promise<ProjectFacts> {
  const { data, reading, target, positive, task, experiment, path } = options;
  const { file } = await readTable({ data, reading }, context);
  const { problem } = makeProblem(file, { target, positive, task, ...AS_IT_COMES });
  const { classes, positive: index } = problem.task;
  const isShipped = resolve(context.cwd, data) !== file.resolved;
  return {
    data: isShipped ? data : relative(dirname(resolve(context.cwd, path)), file.resolved),
    rows: file.table.nRows,
    columns: file.table.columns.length,
    target: problem.task.target,
    task: problem.task.kind,
    positive: index === null ? null : { label: classes[index], share: classShares(problem)[index] },
    leftOut: problem.leftOut,
    experiment: experiment ?? experimentNameOf(file.stem),
  };
}

/** @throws AssayError exit 1 when the disk refuses */
export function writeProject(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (cause) {
    throw runtimeError(
      'ASSAY_OUTPUT_WRITE',
      `cannot write ${path}: ${whyFailed(cause)}`,
      'is there room, and may you write?',
      cause,
    );
  }
}
