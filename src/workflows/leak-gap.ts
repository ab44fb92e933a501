/** `cv --leak-gap`: the same sampler the wrong way too, over all rows before the split, and by how much that flatters. */
import { usageError } from '../core/errors.js';
import { leakGapOf, onRealRows, sampledProblem } from '../core/leak-gap.js';
import { unpackResampled } from '../core/resampling.js';
import type { CvResults } from '../core/schemas/evaluation.js';
import { estimateOf } from '../core/splitters/list.js';
import { type Context, underWay } from './context.js';
import { dealFolds } from './folds.js';
import type { DraftOptions, PreparedModelling } from './modelling.js';
import { summarised } from './results.js';
import { foldJobs, scoreOutcomes } from './run-folds.js';
import { runSampler } from './run-sampler.js';

type LeakGap = NonNullable<CvResults['leak_gap']>;

/** The step with its table sampled before the split. */
export interface WrongWay {
  readonly prepared: PreparedModelling;
  /** [rows] 1: a row of the data. */
  readonly isReal: Uint8Array;
}

const GIVEN_BY_ROW: readonly string[] = ['given', 'predefined'];

/** Why these folds cannot be dealt of a table that a sampler made; null when they can. */
function whyNot({ splitter }: PreparedModelling['options'], tune: DraftOptions['tune']): string | null {
  if (tune) return 'a nested search is not run again on a table sampled before the split';
  if (GIVEN_BY_ROW.includes(splitter))
    return 'folds that are given row by row have none for rows that a sampler makes';
  return estimateOf(splitter) === '.632+' ? `the splitter ${splitter} has no folds to compare` : null;
}

/** @throws AssayError exit 2 where there is no wrong way to compare with */
export function checkLeakGap({ options }: PreparedModelling, { tune }: Pick<DraftOptions, 'tune'>): void {
  if (!options.leak_gap) return;
  const why = whyNot(options, tune);
  if (why === null) return;
  throw usageError(
    'ASSAY_LEAK_GAP_FOLDS',
    `--leak-gap: ${why}`,
    'leave --leak-gap out, or use plain folds such as --splitter stratified',
  );
}

/** Made before anything is fitted, so that what cannot be dealt costs nothing. Null unless it was asked for. */
export async function prepareWrongWay(
  prepared: PreparedModelling,
  context: Context,
): Promise<WrongWay | null> {
  const { loaded, options, spec } = prepared;
  if (!options.leak_gap) return null;
  const { sampler, seed } = spec;
  const label = `${sampler.id}: before the split, the wrong way`;
  const outcome = await runSampler(loaded.problem, sampler, seed, context, label);
  const { problem, isReal } = sampledProblem(loaded.problem, unpackResampled(outcome));
  const { folds } = dealFolds(problem, options, loaded.file.table.nRows);
  const { conformal: _regions, ...plain } = spec;
  const wrong = { ...prepared, loaded: { ...loaded, problem }, folds };
  return { prepared: { ...wrong, spec: { ...plain, sampler: { id: 'none', params: {} } } }, isReal };
}

/** @param right the metrics of the step itself */
export async function leakGap(
  wrong: WrongWay | null,
  right: CvResults['metrics'],
  context: Context,
): Promise<LeakGap | undefined> {
  if (wrong === null) return undefined;
  const { prepared, isReal } = wrong;
  const { model, spec, metrics } = prepared;
  const jobs = foldJobs(prepared, spec, context);
  const meter = context.listener.meter(`${model.id}: the wrong way`, underWay(context, model));
  let nDone = 0;
  try {
    const outcomes = await context.runner.map('run-fold', jobs, {
      signal: context.signal,
      joinable: model.joinable,
      onDone: () => meter.update(++nDone, jobs.length, 'folds'),
    });
    const scored = scoreOutcomes(prepared, outcomes);
    const real = summarised(prepared, onRealRows(scored, isReal, metrics));
    return leakGapOf(metrics, right, summarised(prepared, scored), real);
  } finally {
    meter.stop();
  }
}
