/** `--conformal` of `cv` and `train`: what it does not go with, and what results.json says of its regions. */
import { conformalResults, tooFewRows } from '../core/conformal/summary.js';
import { usageError } from '../core/errors.js';
import type { ScoredFold } from '../core/evaluation.js';
import type { FitReport } from '../core/pipeline.js';
import type { ConformalResults } from '../core/schemas/conformal.js';
import type { Warning } from '../core/schemas/metric-value.js';
import { estimateOf } from '../core/splitters/list.js';
import type { DraftOptions, PreparedModelling } from './modelling.js';

const refuse = (why: string, hint: string) => usageError('ASSAY_CONFORMAL_STEP', `--conformal: ${why}`, hint);

/** @throws AssayError exit 2 where regions would not be what they say, or cannot be kept */
export function checkConformal(
  { spec: { conformal }, options }: PreparedModelling,
  { step, tune }: Pick<DraftOptions, 'step' | 'tune'>,
): void {
  if (!conformal) return;
  if (step === 'train' && conformal.method === 'cv+') {
    throw refuse(
      'train saves one model, and cv+ needs one of each inner fold to predict',
      'use --conformal split, or assay cv --conformal cv+',
    );
  }
  if (tune) throw refuse('not with --nested', 'tune first, then cv with the parameters found');
  if (estimateOf(options.splitter) !== '.632+') return;
  throw refuse(
    `--splitter ${options.splitter} repeats rows, and calibration rows have to be new to the fit`,
    'use plain folds',
  );
}

interface ConformalFields {
  readonly fields: { readonly conformal?: ConformalResults };
  readonly warnings: readonly Warning[];
}

/** @param scored in order of the folds; empty when all rows trained  @param reports of the fits */
export function conformalFields(
  { spec: { conformal }, options, loaded: { problem } }: PreparedModelling,
  scored: readonly ScoredFold[],
  reports: readonly FitReport[],
): ConformalFields {
  if (!conformal) return { fields: {}, warnings: [] };
  const counts = reports.map(({ nCalibration = 0 }) => nCalibration);
  const folds = scored.map(({ fold, scored: { truth }, regions = [] }, i) => ({
    ...{ repeat: fold.repeat, fold: fold.fold, nTrain: fold.train.length, truth, regions },
    nCalibration: counts[i],
  }));
  const design = {
    smallFolds: estimateOf(options.splitter) === 'pooled',
    grouped: problem.groups !== null,
  };
  const results = conformalResults(conformal, folds, design);
  const ofModel = scored.length === 0 ? { n_calibration: counts[0] } : {};
  return {
    fields: { conformal: { ...results, ...ofModel } },
    warnings: tooFewRows(conformal, Math.min(...counts)).map((one) => ({ ...one, columns: [] })),
  };
}
