/** What a configuration costs: time to train and to predict, and room. Of all of them less is better. */
import { type Registered, Registry } from '../registry.js';
import { mean } from '../statistics/moments.js';
import type { RankEntry } from './entry.js';

/** Of one row of a ranking, the means over its versions; null where nothing was recorded. */
interface Costs {
  readonly seconds: number;
  readonly fit_time: number | null;
  readonly predict_time: number | null;
  readonly model_bytes: number | null;
}

export interface Measure extends Registered {
  readonly id: keyof Costs;
}

/** What `--by` and `--columns` take beside metrics. */
export const measures: Registry<Measure> = new Registry<Measure>('measure', [
  { id: 'fit_time', aliases: ['train_time'], summary: 'seconds to train one fold' },
  {
    id: 'predict_time',
    aliases: ['score_time', 'latency'],
    summary: 'seconds to predict one row, in batches',
  },
  { id: 'model_bytes', aliases: ['model_size', 'size'], summary: 'bytes of the saved model' },
  { id: 'seconds', aliases: ['time'], summary: 'seconds of the whole run' },
]);

const meanOrNull = (values: readonly (number | null)[]): number | null => {
  const known = values.filter((value) => value !== null);
  return known.length > 0 ? mean(known) : null;
};

/** Of one version: all predicting over all rows predicted. */
function secondsPerRow({ foldSeconds: { predict }, results: { folds } }: RankEntry): number | null {
  if (predict.length === 0 || predict.length !== folds.length) return null;
  const nRows = folds.reduce((sum, { n_test: nTest }) => sum + nTest, 0);
  return predict.reduce((sum, seconds) => sum + seconds, 0) / nRows;
}

/** @param entries the versions of one row, at least one */
export const costsOf = (entries: readonly RankEntry[]): Costs => ({
  seconds: mean(entries.map(({ seconds }) => seconds)),
  fit_time: meanOrNull(entries.flatMap(({ foldSeconds }) => foldSeconds.fit)),
  predict_time: meanOrNull(entries.map(secondsPerRow)),
  model_bytes: meanOrNull(entries.map(({ modelBytes }) => modelBytes)),
});
