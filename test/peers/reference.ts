/**
 * What scikit-learn reached on the real data sets, and the folds it was scored on: ../shared/reference beside the
 * repository, or beside the folder that ASSAY_SHARED_DATASETS names. Never part of the repository.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CvResults } from '../../src/core/schemas/evaluation.js';
import type { Scratch } from '../cli/scratch.js';
import { sharedDatasets } from '../helpers/shared-datasets.js';

const datasets = sharedDatasets ?? '';
const reference = join(dirname(datasets), 'reference');

/** A data set's file, and the options that make its task the peers'. */
const SETS: Readonly<Record<string, { readonly file: string; readonly options: readonly string[] }>> = {
  'credit-default': { file: 'credit-default.csv', options: ['-t', 'default.payment.next.month'] },
  adult: { file: 'adult.csv', options: ['-t', 'salary'] },
  'german-credit': { file: 'german-credit.csv', options: ['-t', 'default', '--positive', '2'] },
  'telco-churn': { file: 'telco-churn.csv', options: ['-t', 'Churn'] },
  mammography: { file: 'mammography.noheader.csv', options: ['-t', 'last'] },
  thyroid: { file: 'thyroid.csv', options: ['-t', 'label'] },
  california: { file: 'california-housing.csv', options: ['-t', 'median_house_value'] },
  bike: {
    file: 'bike-sharing-hour.csv',
    options: ['-t', 'cnt', '--drop', 'instant,dteday,casual,registered'],
  },
};

const foldsOf = (name: string) => join(reference, 'folds', `${name}.csv.gz`);

/** For a test's `skip`: a reason when the data, folds or scores are absent, else false. */
export function skipWithoutReference(...names: string[]): string | false {
  const files = names.flatMap((name) => [join(datasets, SETS[name].file), foldsOf(name)]);
  const absent = [...files, join(reference, 'peers.json')].find((path) => !existsSync(path));
  return absent === undefined ? false : `the peers' reference is not on this machine: ${absent}`;
}

/** Mean over the folds of one of scikit-learn's models. Metrics have the short names of peers.json. */
export function peerScore(name: string, peer: 'RF100' | 'LogReg' | 'Ridge', metric: string): number {
  const { sets } = JSON.parse(readFileSync(join(reference, 'peers.json'), 'utf8'));
  return sets[name][peer][metric][0];
}

/** `assay cv` on the folds of the peers. */
export const cvOnReferenceFolds = (
  scratch: Scratch,
  name: string,
  ...options: string[]
): Promise<CvResults> =>
  scratch.json<CvResults>(
    'cv',
    join(datasets, SETS[name].file),
    ...SETS[name].options,
    '--splits',
    foldsOf(name),
    ...options,
  );
