/** A boosted ensemble as a model: raw scores summed over rounds, and what they say. */
import type { Fitted } from '../models/model.js';
import type { Objective } from './boost-options.js';
import { countRounds, type Ensemble } from './ensemble.js';
import { loadEnsemble, saveEnsemble } from './ensemble-file.js';
import { outputsOf } from './objectives.js';
import { sumTrees } from './sum-trees.js';

/** What is kept besides the trees. */
interface BoostShape {
  readonly objective: Objective;
  /** [nChannels] raw scores before the first round. */
  readonly start: readonly number[];
}

const SCHEMA = 'boost';

export function fittedBoost(ensemble: Ensemble, { objective, start }: BoostShape): Fitted {
  const rounds = countRounds(ensemble);
  const nChannels = start.length;
  const staged = (at: readonly number[], ...[block, engine]: Parameters<Fitted['predict']>) =>
    sumTrees(ensemble, block, at, engine).map((sums) => {
      for (let i = 0; i < sums.length; i++) sums[i] += start[i % nChannels];
      return outputsOf(objective, sums, nChannels);
    });
  return {
    predict: (block, engine) => staged([rounds], block, engine)[0],
    staged: { rounds, predict: (block, at, engine) => staged(at, block, engine) },
    importances: ensemble.importances,
    save: (allocate) => saveEnsemble(SCHEMA, ensemble, { objective, start }, allocate),
  };
}

/** The inverse of `save`. @throws AssayError exit 1 when the bytes are broken. */
export function loadBoost(saved: Uint8Array): Fitted {
  const { header, ensemble } = loadEnsemble<BoostShape>(SCHEMA, saved);
  return fittedBoost(ensemble, { objective: header.objective, start: header.start });
}
