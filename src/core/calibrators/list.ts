/** Every calibrator that assay knows: one line each. */
import { Registry } from '../registry.js';
import { beta } from './beta.js';
import type { Calibrator } from './calibrator.js';
import { isotonic } from './isotonic.js';
import { prior } from './prior.js';
import { sigmoidCalibrator } from './sigmoid.js';
import { vennAbers } from './venn-abers.js';

export const calibrators: Registry<Calibrator> = new Registry<Calibrator>('calibrator', [
  sigmoidCalibrator,
  isotonic,
  beta,
  vennAbers,
  prior,
]);
