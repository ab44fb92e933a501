/**
 * Prior correction: a model that was fitted on other class shares than those of the rows gives posteriors of other priors,
 * which P(k) = p(k) own(k) / fitted(k), divided by their sum, undoes exactly (Saerens, Latinne & Decaestecker 2002,
 * "Adjusting the outputs of a classifier to new a priori probabilities", eq. 2.4; of undersampling Dal Pozzolo, Caelen,
 * Johnson & Bontempi 2015, "Calibrating probability with undersampling", eq. 4).
 */
import type { ShareCalibrator } from './calibrator.js';

export const prior: ShareCalibrator = {
  id: 'prior',
  aliases: ['prior-correction', 'saerens'],
  summary:
    'undoes what a sampler, class weights or a model that balances its draws did to the class shares; no inner fits',
  fitShares: (own, fitted) => ({ ratio: fitted === 0 ? 0 : own / fitted }),
  apply: (scores, { ratio }) => scores.map((p) => p * Number(ratio)),
};
