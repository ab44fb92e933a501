/** From `--leak-gap` to the options of a step: it needs a sampler, and means nothing to combinations that have none. */
import { usageError } from '../core/errors.js';
import { samplers } from '../core/samplers/list.js';
import type { Sampler } from '../core/samplers/sampler.js';
import type { DraftOptions } from '../workflows/modelling.js';
import type { Typed } from './command.js';
import { flag } from './typed-values.js';

const isSampled = ({ id }: Sampler) => id !== 'none';

/** Nothing where it was not asked for, or this combination samples nothing. */
export const leakGapOf = (typed: Typed, sampler: Sampler): Pick<DraftOptions['modelling'], 'leak_gap'> =>
  flag(typed, 'leak-gap') && isSampled(sampler) ? { leak_gap: true } : {};

/** @param ids the samplers of all combinations  @throws AssayError exit 2 where none of them samples anything */
export function checkLeakGapSamplers(typed: Typed, ids: readonly string[]): void {
  const asked = typed.given.has('leak-gap') && flag(typed, 'leak-gap');
  if (!asked || ids.some((id) => isSampled(samplers.get(id)))) return;
  throw usageError(
    'ASSAY_LEAK_GAP',
    '--leak-gap runs a sampler before the split too, and --sampler is none',
    'add --sampler smote, or leave --leak-gap out',
  );
}
