/** What scikit-learn reached on the real data sets (peers.json), and assay's runs on the very same folds. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CvResults } from '../../src/core/schemas/evaluation.js';
import type { Scratch } from '../cli/scratch.js';
import {
  referenceArgs,
  referenceFile,
  referenceFolder,
  referenceFolds,
  skipWithout,
} from '../helpers/reference-sets.js';

const scores = join(referenceFolder, 'peers.json');

/** For a test's `skip`: a reason when the data, folds or scores are absent, else false. */
export const skipWithoutReference = (name: string): string | false =>
  skipWithout([referenceFile(name), referenceFolds(name), scores]);

/** Mean over the folds of one of the peers' models. Metrics have the short names of peers.json. */
export function peerScore(
  name: string,
  peer: 'RF100' | 'LGB100' | 'LogReg' | 'Ridge',
  metric: string,
): number {
  const { sets } = JSON.parse(readFileSync(scores, 'utf8'));
  return sets[name][peer][metric][0];
}

/** `assay cv` on the folds of the peers. */
export const cvOnReferenceFolds = (
  scratch: Scratch,
  name: string,
  ...options: string[]
): Promise<CvResults> =>
  scratch.json<CvResults>('cv', ...referenceArgs(name), '--splits', referenceFolds(name), ...options);
