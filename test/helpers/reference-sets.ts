/**
 * The real data sets on which peers were measured: their files, the options that make assay's task the peers', and the
 * folds that both sides were scored on, in ../shared/reference beside the data. Never part of the repository.
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sharedDatasets } from './shared-datasets.js';

const datasets = sharedDatasets ?? '';
export const referenceFolder = join(dirname(datasets), 'reference');

export interface ReferenceSet {
  readonly file: string;
  readonly target: string;
  readonly task: 'binary' | 'multiclass' | 'regression';
  readonly rows: number;
  /** More options of `cv` and `train`. */
  readonly options?: readonly string[];
}

/** By the names of peers.json and peer-seeds.json; the smallest first. */
export const REFERENCE_SETS: Readonly<Record<string, ReferenceSet>> = {
  'german-credit': {
    file: 'german-credit.csv',
    target: 'default',
    task: 'binary',
    rows: 1_000,
    options: ['--positive', '2'],
  },
  ames: { file: 'ames.csv', target: 'SalePrice', task: 'regression', rows: 1_460 },
  'telco-churn': { file: 'telco-churn.csv', target: 'Churn', task: 'binary', rows: 7_043 },
  thyroid: { file: 'thyroid.csv', target: 'label', task: 'multiclass', rows: 7_200 },
  mammography: { file: 'mammography.noheader.csv', target: 'last', task: 'binary', rows: 11_183 },
  bike: {
    file: 'bike-sharing-hour.csv',
    target: 'cnt',
    task: 'regression',
    rows: 17_379,
    options: ['--drop', 'instant,dteday,casual,registered'],
  },
  california: {
    file: 'california-housing.csv',
    target: 'median_house_value',
    task: 'regression',
    rows: 20_640,
  },
  'credit-default': {
    file: 'credit-default.csv',
    target: 'default.payment.next.month',
    task: 'binary',
    rows: 30_000,
  },
  adult: { file: 'adult.csv', target: 'salary', task: 'binary', rows: 32_561 },
  'give-me-some-credit': {
    file: 'give-me-some-credit.csv.gz',
    target: 'SeriousDlqin2yrs',
    task: 'binary',
    rows: 150_000,
  },
  'forest-cover': { file: 'forest-cover-anomaly.csv.gz', target: 'label', task: 'binary', rows: 286_048 },
  'nyc-taxi': {
    file: 'nyc-taxi.csv.gz',
    target: 'fare_amount',
    task: 'regression',
    rows: 360_000,
    options: ['--drop', 'total_amount,pickup_datetime,dropoff_datetime'],
  },
};

export const referenceFile = (name: string) => join(datasets, REFERENCE_SETS[name].file);
export const referenceFolds = (name: string) => join(referenceFolder, 'folds', `${name}.csv.gz`);

/** DATA and the options of a command on a set. */
export function referenceArgs(name: string): string[] {
  const { target, options = [] } = REFERENCE_SETS[name];
  return [referenceFile(name), '-t', target, ...options];
}

/** For a test's `skip`: a reason when a file is absent, else false. */
export function skipWithout(paths: readonly string[]): string | false {
  const absent = paths.find((path) => !existsSync(path));
  return absent === undefined ? false : `the peers' reference is not on this machine: ${absent}`;
}
