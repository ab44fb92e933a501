/**
 * Bootstrap samples: as many rows as there are, drawn with replacement, train; the rows that were not drawn are tested. The
 * score is the .632+ estimate (Efron & Tibshirani 1997; core/bootstrap-score.ts).
 */
import { dataError } from '../errors.js';
import type { ParamSpecs } from '../params.js';
import { foldsParam } from './fold-params.js';
import { makeFold, type Splitter } from './splitter.js';

const bootstrapParams = {
  folds: { ...foldsParam.folds, help: 'number of samples; 50 or more tell the score well' },
} as const satisfies ParamSpecs;

export const bootstrap: Splitter = {
  id: 'bootstrap',
  aliases: ['bootstrap632'],
  summary:
    '-k samples with replacement, the rows not drawn are tested. Scores of labels, and means over rows (brier, rmse), are .632+ estimates; others (roc_auc) means over the samples. Only for cv',
  protocol: 'bootstrap',
  tests: 'often',
  isRandom: true,
  estimate: '.632+',
  params: bootstrapParams,
  split({ y }, params, rng, repeat) {
    const n = y.length;
    if (n < 2) throw dataError('ASSAY_FEW_ROWS', `bootstrap needs at least 2 rows, got ${n}`, 'add rows');
    return Array.from({ length: Number(params.folds) }, (_, fold) => {
      for (;;) {
        const train = Uint32Array.from({ length: n }, () => rng.below(n));
        const drawn = new Set(train);
        const test = Array.from(y.keys()).filter((row) => !drawn.has(row));
        if (test.length > 0) return makeFold(repeat, fold, train, test);
      }
    });
  },
};
