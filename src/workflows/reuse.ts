/** `--skip-done`: a version that did the same already stands for a run. */
import { isDeepStrictEqual } from 'node:util';
import { judgeGates } from '../core/gates.js';
import { toJsonText } from '../core/json-text.js';
import type { EvaluationResults } from '../core/schemas/evaluation.js';
import type { Options } from '../core/schemas/options.js';
import { assayVersion } from '../store/environment.js';
import { shownPath } from '../store/shown-path.js';
import type { Version } from '../store/version.js';
import type { Context } from './context.js';
import { permutationsDone } from './interruption.js';
import { experimentOf, type PreparedStep, type RecordedStep, recordStep } from './step.js';

/** What must be equal: all options but where the data lies and what the scores are held against. */
function comparable(options: Options): unknown {
  const { data: _path, modelling, ...rest } = JSON.parse(toJsonText(options)) as Options;
  if (!modelling) return rest;
  const { require: _gates, ...kept } = modelling;
  return { ...rest, modelling: kept };
}

/** As the run would have ended: gates are those of now. */
function reusedStep<R>({ id, dir, manifest }: Version, results: R, options: Options): RecordedStep<R> | null {
  if (!manifest?.data) return null;
  const gates = judgeGates(options.modelling?.require ?? [], (results as EvaluationResults).metrics ?? {});
  return {
    id,
    path: shownPath(dir),
    results: options.modelling ? { ...results, gates } : results,
    timings: manifest.timings ?? {},
    data: manifest.data,
    reused: true,
  };
}

/** The newest done version that Ctrl-C did not shorten, in the experiment that would be written, of the same step, data, options and assay. */
export function findDone<R>(prepared: PreparedStep<R>, context: Context): RecordedStep<R> | null {
  const { step, data, options } = prepared;
  const wanted = comparable(options);
  const versions = context.store
    .versions(experimentOf(prepared, context))
    .filter(
      ({ state, manifest }) =>
        state === 'done' &&
        manifest?.step === step &&
        manifest.data?.sha256 === data.sha256 &&
        manifest.environment.assay === assayVersion(),
    );
  for (const version of versions.reverse()) {
    try {
      if (!isDeepStrictEqual(comparable(version.options()), wanted)) continue;
      const results = version.results();
      if (permutationsDone(results) !== undefined) continue;
      const reused = reusedStep(version, results as R, options);
      if (reused) return reused;
    } catch {
      // A version that cannot be read stands for nothing: the step runs.
    }
  }
  return null;
}

/**
 * Runs a prepared step into a version of its own, unless one that is done may stand for it.
 * @param skipDone `--skip-done`
 * @param started as in `recordStep`  @param quiet the caller tells of a reused one
 */
export async function recordOnce<R>(
  prepared: PreparedStep<R>,
  context: Context,
  {
    skipDone,
    started,
    quiet = false,
  }: { readonly skipDone: boolean; readonly started: number; readonly quiet?: boolean },
): Promise<RecordedStep<R>> {
  const done = skipDone ? findDone(prepared, context) : null;
  if (done) {
    const unlabelled = context.labels ? '; --tag and --note are not added to it' : '';
    const why = 'is done with the same data and options: reused (--skip-done)';
    if (!quiet || unlabelled) context.listener.note(`${done.id} ${why}${unlabelled}`);
    return done;
  }
  return recordStep(prepared, context, started);
}
