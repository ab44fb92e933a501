/** What the benchmarks work on: the real data sets where they are, else seeded loans of the size of credit-default. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Scratch } from '../cli/scratch.js';
import { sharedDatasets } from '../helpers/shared-datasets.js';

export interface BenchData {
  readonly name: string;
  readonly path: string;
  readonly rows: number;
}

/** The set that is modelled. */
export interface ModellingData extends BenchData {
  readonly target: string;
}

const ROWS: Readonly<Record<string, number>> = {
  'credit-default.csv': 30_000,
  'adult.csv': 32_561,
  'ames.csv': 1_460,
  'bike-sharing-hour.csv': 17_379,
  'california-housing.csv': 20_640,
  'forest-cover-anomaly.csv.gz': 286_048,
  'german-credit.csv': 1_000,
  'give-me-some-credit.csv.gz': 150_000,
  'mammography.noheader.csv': 11_183,
  'nyc-taxi.csv.gz': 360_000,
  'telco-churn.csv': 7_043,
  'thyroid.csv': 7_200,
  'titanic.csv': 891,
};

const LOANS_ROWS = 30_000;

/** @returns the set that is modelled, the largest one if it is here, and all that are read */
export async function benchData(
  scratch: Scratch,
): Promise<{ modelling: ModellingData; large: ModellingData | null; reading: readonly BenchData[] }> {
  const reading = Object.entries(ROWS)
    .map(([name, rows]) => ({ name, path: join(sharedDatasets ?? '', name), rows }))
    .filter(({ path }) => sharedDatasets !== undefined && existsSync(path));
  const credit = reading.find(({ name }) => name === 'credit-default.csv');
  const cover = reading.find(({ name }) => name === 'forest-cover-anomaly.csv.gz');
  const large = cover ? { ...cover, target: 'label' } : null;
  if (credit) return { modelling: { ...credit, target: 'default.payment.next.month' }, large, reading };
  const path = scratch.path('loans.csv');
  await scratch.json('data', 'generate', 'loans', '--rows', String(LOANS_ROWS), '-o', path);
  const modelling = { name: 'loans.csv', path, rows: LOANS_ROWS, target: 'default' };
  return { modelling, large, reading: [...reading, modelling] };
}
