/**
 * A process of its own for `bench samplers`: SMOTE on 300,000 x 30 with 16,000 minority rows, by so many threads. Prints how many
 * bytes were resident (`SamplingMemory`). Argument: threads.
 */
import { resolveParams } from '../../src/core/params.js';
import { smote } from '../../src/core/samplers/smote.js';
import { trainOnAll } from '../../src/core/splitters/splitter.js';
import { Table } from '../../src/core/table.js';
import { problemToHandle } from '../../src/core/task.js';
import { createRunner } from '../../src/parallel/pool.js';
import { problemOf } from '../core/made-table.js';
import { normalWork } from './sampling-data.js';

/** Resident bytes. */
export interface SamplingMemory {
  /** With the table alone. */
  readonly table: number;
  readonly peak: number;
}

const KIBIBYTE = 1024;
const ROWS = 300_000;

const { columns, labels } = normalWork(ROWS, 30, 16_000);
const problem = problemToHandle(problemOf(new Table(ROWS, columns), labels));
const job = {
  problem,
  rows: trainOnAll(ROWS).buffer as SharedArrayBuffer,
  sampler: { id: 'smote', params: resolveParams('smote', smote.params, {}) },
  seed: 1,
};
const runner = createRunner(Number(process.argv[2]));
const table = process.memoryUsage.rss();
await runner.map('sample', [job], { joinable: true });
const peak = process.resourceUsage().maxRSS * KIBIBYTE;
await runner.close();
process.stdout.write(JSON.stringify({ table, peak } satisfies SamplingMemory));
