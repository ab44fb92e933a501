/**
 * The Bayesian correlated t-test (Corani & Benavoli 2015, "A Bayesian approach for comparing cross-validated algorithms on
 * multiple data sets", Machine Learning 100; with a region of practical equivalence: Benavoli, Corani, Demšar & Zaffalon
 * 2017, JMLR 18).
 *
 * Under its flat prior the mean difference has a Student t posterior with J - 1 degrees of freedom around the mean over
 * folds. Its scale is that of the corrected resampled t: with rho = n_test / n, rho / (1 - rho) is n_test / n_train.
 */
import { correctedStandardError, type FoldValues } from '../statistics/corrected-t.js';
import { mean } from '../statistics/moments.js';
import { studentTSurvival } from '../statistics/student-t.js';

/** Three probabilities, together 1. */
export interface Preference {
  /** The first is better by more than the rope. */
  readonly better: number;
  /** The difference lies within the rope. */
  readonly equal: number;
  /** The first is worse by more than the rope. */
  readonly worse: number;
}

/** Without any spread the difference is certain. */
function certain(gain: number, rope: number): Preference {
  const better = Number(gain > rope);
  const worse = Number(gain < -rope);
  return { better, equal: 1 - better - worse, worse };
}

/**
 * @param gains what the first is better by on each fold, in the metric's unit; where lower is better the second's score
 *   less the first's
 * @param rope from 0: differences up to it are as good as none; with 0 `equal` is 0
 * @returns null for fewer than two folds
 */
export function bayesianCorrelatedT(gains: FoldValues, rope: number): Preference | null {
  const error = correctedStandardError(gains);
  if (error === null) return null;
  const gain = mean(gains.values);
  if (error === 0) return certain(gain, rope);
  const df = gains.values.length - 1;
  const better = studentTSurvival((rope - gain) / error, df);
  const worse = studentTSurvival((rope + gain) / error, df);
  return { better, equal: Math.max(0, 1 - better - worse), worse };
}
