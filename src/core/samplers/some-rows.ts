/** A sampler may leave rows out, but not all of them. */
import { dataError } from '../errors.js';
import type { Resampled } from './sampler.js';

/** @param nGiven training rows that the sampler saw  @throws AssayError exit 3 when it left none and made none */
export function checkSomeRows(samplerId: string, { keep, synthetic }: Resampled, nGiven: number): void {
  if (keep.length + synthetic.nRows > 0) return;
  throw dataError(
    'ASSAY_SAMPLER_NO_ROWS',
    `${samplerId} left none of the ${nGiven} training rows`,
    'let its sampling_strategy leave more of them, or take another --sampler',
  );
}
