/** Stores in temporary folders, for the tests of the store. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { toJsonText } from '../../src/core/json-text.js';
import type { Step } from '../../src/core/schemas/manifest.js';
import type { Holder } from '../../src/store/holder.js';
import { type ClaimRequest, openStore, type Store } from '../../src/store/store.js';
import type { VersionWriter } from '../../src/store/version-writer.js';

/** A folder that goes away with the test. */
export function temporaryFolder(context: TestContext): string {
  const dir = mkdtempSync(join(tmpdir(), 'assay-store-'));
  context.after(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** A clock that stands until it is moved. */
export function standingClock(start = '2026-01-02T03:04:05.000Z') {
  let now = Date.parse(start);
  return {
    now: () => new Date(now),
    heartbeatMs: 0,
    pass(seconds: number) {
      now += seconds * 1000;
    },
  };
}

/** A store without timers, whose clock stands. */
export function quietStore(
  dir: string,
  holder?: Holder,
): Store & { clock: ReturnType<typeof standingClock> } {
  const clock = standingClock();
  return Object.assign(openStore(dir, { clock, holder }), { clock });
}

const optionsDocument = {
  schema: 'assay/options/1',
  step: 'cv',
  data: 'credit.csv',
  reading: { delimiter: null, encoding: null, header: null, na: [], types: [] },
  seed: 42,
} as const;

/** A version just begun. */
export const claimOf = (
  store: Store,
  experiment = 'credit',
  step: Step = 'cv',
  suffix = 'forest',
  more: Partial<ClaimRequest> = {},
) =>
  store.claim({
    experiment,
    step,
    suffix,
    command: [step, 'credit.csv'],
    seed: 42,
    data: { path: 'credit.csv', sha256: 'ab', rows: 10, columns: 2 },
    parents: [],
    options: toJsonText({ ...optionsDocument, step }),
    ...more,
  });

const metric = (value: number) => ({
  value,
  estimate: 'fold-mean' as const,
  direction: 'max' as const,
  std: 0.01,
  ci95: [value - 0.02, value + 0.02] as [number, number],
  values: [value - 0.01, value + 0.01],
  undefined: [],
});

/** A cross-validation result that satisfies its definition. */
export const cvDocument = (f1: number) => ({
  schema: 'assay/results-cv/1',
  step: 'cv',
  seed: 42,
  warnings: [],
  task: 'binary',
  target: 'y',
  classes: ['no', 'yes'],
  positive: 'yes',
  rows: 100,
  rows_sha256: 'ab',
  shares: [0.7, 0.3],
  features: ['a', 'b'],
  left_out: [],
  model: 'forest',
  params: { n_estimators: 100 },
  sampler: 'smote',
  sampler_params: { k_neighbors: 5 },
  class_weight: null,
  threshold: 0.5,
  split: { splitter: 'stratified', folds: 2, repeats: 1, seed: 42, sha256: 'cd' },
  by: 'f1',
  sampled: [],
  metrics: { f1: metric(f1), roc_auc: metric(0.8) },
  baseline: { f1: metric(0.46), roc_auc: metric(0.5) },
  baseline_answers: { f1: 'always yes' },
  folds: [],
  confusion: [
    [60, 10],
    [10, 20],
  ],
  gates: [],
});

/** A done cv version. */
export async function doneVersion(store: Store, experiment = 'credit', f1 = 0.5): Promise<VersionWriter> {
  const writer = await claimOf(store, experiment);
  await writer.writeJson('results.json', cvDocument(f1));
  await writer.finish({ timings: { total: 1.5 } });
  return writer;
}
