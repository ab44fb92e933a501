/**
 * `npm run bench -- synthetic [SAMPLER…]`: can the rows that assay's over-samplers make be told from imbalanced-learn's, on tables of
 * floats, `scale=none`, 10,000 rows a side? The area under the ROC curve of gradient boosted trees, folds grouped by the
 * row that a new one grew from, over five seeds; 0.5 is no better than chance. As a control, rows that should be told
 * apart: smote with one neighbour against five. ASSAY_PYTHON must name a Python with imbalanced-learn.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Params, resolveParams } from '../../src/core/params.js';
import { resample } from '../../src/core/resampling.js';
import { samplers } from '../../src/core/samplers/list.js';
import { trainOnAll } from '../../src/core/splitters/splitter.js';
import { type NumericColumn, Table } from '../../src/core/table.js';
import { createEngine } from '../../src/parallel/engine.js';
import { Scratch } from '../cli/scratch.js';
import { problemOf } from '../core/made-table.js';
import { REFERENCE_SETS, referenceFile } from '../helpers/reference-sets.js';
import { repositoryRoot } from '../helpers/shared-datasets.js';
import { mammographyWork, normalWork, type Work, writeCells } from './sampling-data.js';
import { note, say, tableText } from './say.js';

const SEEDS = [1, 2, 3, 4, 5];
const NEW_ROWS = 10_000;

interface Side {
  readonly id: string;
  readonly given: Params;
  /** imbalanced-learn's class, and its parameters. */
  readonly peer: string;
  readonly theirs: Readonly<Record<string, unknown>>;
}

const SIDES: Readonly<Record<string, Side>> = {
  'random-over, shrinkage 1': {
    id: 'random-over',
    given: { shrinkage: 1 },
    peer: 'RandomOverSampler',
    theirs: { shrinkage: 1 },
  },
  smote: { id: 'smote', given: {}, peer: 'SMOTE', theirs: {} },
  'borderline-smote 1': { id: 'borderline-smote', given: {}, peer: 'BorderlineSMOTE', theirs: {} },
  'borderline-smote 2': {
    id: 'borderline-smote',
    given: { kind: 'borderline-2' },
    peer: 'BorderlineSMOTE',
    theirs: { kind: 'borderline-2' },
  },
  adasyn: { id: 'adasyn', given: {}, peer: 'ADASYN', theirs: {} },
  'svm-smote': { id: 'svm-smote', given: {}, peer: 'SVMSMOTE', theirs: {} },
  'kmeans-smote, one cluster': {
    id: 'kmeans-smote',
    given: { kmeans_estimator: 1 },
    peer: 'KMeansSMOTE',
    theirs: { kmeans_estimator: 1 },
  },
  'control: smote, k 1 and 5': { id: 'smote', given: { k_neighbors: 1 }, peer: 'SMOTE', theirs: {} },
};

interface Bed {
  readonly work: () => Promise<Work> | Work;
  /** Is this sampler tried on it? */
  readonly takes?: (id: string) => boolean;
}

/** svm-smote fits its machine on a sample of a table beyond 20,000 rows, where imbalanced-learn's takes all: it is tried below that. */
const TABLES: Readonly<Record<string, Bed>> = {
  '100,000 x 20 normal': {
    work: () => normalWork(100_000, 20, 10_000, 0.5),
    takes: (id) => id !== 'svm-smote',
  },
  '20,000 x 20 normal': { work: () => normalWork(20_000, 20, 2000, 0.5), takes: (id) => id === 'svm-smote' },
  mammography: { work: mammographyWork },
};

const engine = createEngine();

/** New rows of ours, with the row that each grew from behind its cells. */
function writeMade(path: string, work: Work, { id, given }: Side, count: number, seed: number): void {
  const problem = problemOf(new Table(work.labels.length, work.columns), work.labels);
  const { params: specs } = samplers.get(id);
  const scale: Params = specs.scale ? { scale: 'none' } : {};
  const params = resolveParams(id, specs, { ...given, ...scale, sampling_strategy: `1:${count}` });
  const rows = trainOnAll(work.labels.length);
  const { synthetic, origin } = resample(problem, rows, { id, params }, seed, 0, 0, engine);
  const width = work.columns.length + 1;
  const cells = new Float64Array(synthetic.nRows * width);
  origin.forEach((base, i) => {
    synthetic.columns.forEach((column, j) => {
      cells[i * width + j] = (column as NumericColumn).values[i];
    });
    cells[i * width + width - 1] = base;
  });
  writeFileSync(path, cells);
}

/** The area under the ROC curve for one seed. */
function tellApart(python: string, scratch: Scratch, work: Work, side: Side, seed: number): number {
  const count = NEW_ROWS + work.labels.filter((label) => label === 1).length;
  const made = scratch.path('made.f64');
  writeMade(made, work, side, count, seed);
  const script = join(repositoryRoot, 'test/bench/synthetic_peer.py');
  const given = JSON.stringify({ ...side.theirs, sampling_strategy: { 1: count } });
  const width = String(work.columns.length + 1);
  const args = [script, scratch.path('cells.f64'), width, made, side.peer, given, String(seed)];
  const env = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };
  const { status, stdout, stderr } = spawnSync(python, args, { encoding: 'utf8', env });
  assert.equal(status, 0, stderr);
  return (JSON.parse(stdout) as { auc: number }).auc;
}

export async function benchSynthetic(asked: readonly string[]): Promise<void> {
  const { ASSAY_PYTHON: python } = process.env;
  if (!python) throw new Error('ASSAY_PYTHON names no Python');
  const names = Object.keys(SIDES).filter((name) => asked.length === 0 || asked.includes(SIDES[name].id));
  const lines = [['ROC AUC, ours and theirs', 'mean', ...SEEDS.map((seed) => `seed ${seed}`)]];
  const scratch = new Scratch();
  try {
    for (const [table, bed] of Object.entries(TABLES)) {
      if (table in REFERENCE_SETS && !existsSync(referenceFile(table))) continue;
      const work = await bed.work();
      writeCells(scratch.path('cells.f64'), work);
      for (const name of names.filter((one) => bed.takes?.(SIDES[one].id) ?? true)) {
        const areas = SEEDS.map((seed) => tellApart(python, scratch, work, SIDES[name], seed));
        const mean = areas.reduce((sum, area) => sum + area, 0) / areas.length;
        say({ bench: 'synthetic', table, sampler: name, mean, areas });
        lines.push([`${table}, ${name}`, ...[mean, ...areas].map((area) => area.toFixed(3))]);
      }
    }
  } finally {
    scratch.remove();
  }
  note(tableText(lines));
}
