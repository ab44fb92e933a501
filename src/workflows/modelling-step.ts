/** The half of a prepared step that all modelling steps share. */
import { dataRecord } from './load-problem.js';
import type { DraftOptions, PreparedModelling } from './modelling.js';

export function modellingStep(draft: DraftOptions, prepared: PreparedModelling) {
  const { loaded, options } = prepared;
  return {
    step: draft.step,
    suffix: options.model,
    stem: loaded.file.stem,
    seed: draft.seed,
    options: { ...draft, format: loaded.file.format, modelling: options },
    data: dataRecord(loaded.file),
    parents: prepared.parents,
    warnings: prepared.warnings,
    modelling: prepared,
  };
}
