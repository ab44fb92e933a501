/** Where the repository and the real data sets are. Imports nothing of the test runner: benchmarks use it too. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repositoryRoot = fileURLToPath(new URL('../../../', import.meta.url));

const candidates = [process.env.ASSAY_SHARED_DATASETS, join(repositoryRoot, '../shared/datasets')];

/** Folder of the real data sets, or undefined where they are not. */
export const sharedDatasets = candidates.find((path) => path !== undefined && existsSync(path));
