/** The benchmarks. Whole steps run as a person runs them: the real binary, from start to end. */
import assert from 'node:assert/strict';
import type { CompareDocument } from '../../src/core/schemas/compare.js';
import type { CvResults } from '../../src/core/schemas/evaluation.js';
import { readData } from '../../src/data/read.js';
import type { Scratch } from '../cli/scratch.js';
import type { BenchData, ModellingData } from './bench-data.js';
import { fillStore, onlyVersion } from './filled-store.js';
import type { BenchCase } from './measure.js';
import { type PeerProblem, pythonPeer } from './python-peer.js';

const JOBS = ['-j', '2'];

const quick = { rounds: 10, warmups: 2, peer: null };
const middling = { rounds: 3, warmups: 1, peer: null };
/** Minutes a round. */
const long = { rounds: 1, warmups: 0, peer: null };

export const coldStart = (scratch: Scratch): BenchCase => ({
  ...quick,
  name: 'cold start: --help',
  async once() {
    const { code, stdout } = await scratch.run('--help');
    assert.equal(code, 0);
    return { answer: `${stdout.split('\n').length} lines` };
  },
});

/** In one process, threads as by default. */
export const readCase = ({ name, path, rows }: BenchData): BenchCase => ({
  ...middling,
  name: `read ${name}`,
  async once() {
    const { table } = await readData({ path, delimiter: null, header: null, na: [], types: [] });
    assert.equal(table.nRows, rows);
    return { answer: `${rows} rows` };
  },
});

/** Model, and the least roc_auc that passes for a result. */
const MODELS: readonly { id: string; options?: readonly string[]; least: number; isLibrary?: boolean }[] = [
  { id: 'dummy', least: 0.5 },
  { id: 'logistic', least: 0.7 },
  { id: 'tree', least: 0.57 },
  { id: 'forest', options: ['-p', 'n_estimators=100'], least: 0.74 },
  { id: 'ml-cart', least: 0.57, isLibrary: true },
  { id: 'ml-random-forest', least: 0.7, isLibrary: true },
  { id: 'ml-xgboost', least: 0.74, isLibrary: true },
];

const shown = (value: number | null) => (value === null ? 'undefined' : value.toFixed(4));

export const cvCases = (scratch: Scratch, { data, splits, ...rest }: PeerProblem): BenchCase[] =>
  MODELS.map(({ id, options = [], least, isLibrary }) => ({
    ...(isLibrary ? long : middling),
    name: `cv -m ${id}, 5 folds`,
    peer: id === 'forest' || id === 'logistic' ? pythonPeer(id, { data, splits, ...rest }) : null,
    async once() {
      const args = ['cv', data.path, '-t', data.target, '-m', id, ...options, '--splits', splits, ...JOBS];
      const { metrics } = await scratch.json<CvResults>(...args);
      const { f1, roc_auc } = metrics;
      assert.ok(roc_auc.value !== null && roc_auc.value >= least, `roc_auc ${roc_auc.value} under ${least}`);
      return { answer: `f1 ${shown(f1.value)}, roc_auc ${shown(roc_auc.value)}` };
    },
  }));

/** The largest set that is here, end to end; scikit-learn's side is that of `cross_validate(n_jobs=2)`. */
export function forestCase(scratch: Scratch, problem: PeerProblem): BenchCase {
  const { data, splits } = problem;
  const peer = pythonPeer('forest', problem);
  return {
    ...middling,
    name: `cv -m forest on ${data.name}, 5 folds`,
    peer: peer && { ...peer, rounds: 1, warmups: 0 },
    async once() {
      const args = ['cv', data.path, '-t', data.target, '-m', 'forest', '--splits', splits, ...JOBS];
      const { metrics } = await scratch.json<CvResults>(...args);
      return { answer: `f1 ${shown(metrics.f1.value)}, roc_auc ${shown(metrics.roc_auc.value)}` };
    },
  };
}

/** The sampler alone. The class it fills up is then as large as the other. */
export const smoteCase = (scratch: Scratch, problem: PeerProblem): BenchCase => ({
  ...middling,
  name: 'smote, the sampling alone',
  peer: pythonPeer('smote', problem),
  async once() {
    const { path, target } = problem.data;
    const args = ['resample', path, '-t', target, '--sampler', 'smote', ...JOBS];
    const { after, timings } = await scratch.json<{
      after: Record<string, number>;
      timings: { sample: number | number[] };
    }>(...args);
    const counts = Object.values(after);
    assert.equal(new Set(counts).size, 1, `classes of ${counts.join(' and ')}`);
    const seconds = [timings.sample].flat().reduce((sum, value) => sum + value, 0);
    return { answer: `${counts.reduce((sum, value) => sum + value, 0)} rows`, seconds };
  },
});

export const edaCase = (scratch: Scratch, { path, target, rows }: ModellingData): BenchCase => ({
  ...middling,
  name: 'eda',
  async once() {
    const result = await scratch.json<{ rows: number; columns: unknown[] }>(
      'eda',
      path,
      '-t',
      target,
      ...JOBS,
    );
    assert.equal(result.rows, rows);
    return { answer: `${result.columns.length} columns` };
  },
});

/** Every version leads a group: the corrected t of all pairs, and nothing read but options and results. */
const allPairs = (scratch: Scratch): BenchCase => ({
  ...quick,
  name: 'compare of 300, all 44,850 pairs',
  async once() {
    const args = ['compare', 'many', '-E', scratch.path('three-hundred')];
    const { tests } = await scratch.json<CompareDocument>(...args);
    assert.equal(tests.comparisons, (300 * 299) / 2);
    return { answer: `${tests.comparisons} tests` };
  },
});

/** What looks over many versions. */
export async function storeCases(scratch: Scratch, { path, target }: ModellingData): Promise<BenchCase[]> {
  await scratch.json('cv', path, '-t', target, '-m', 'tree', '-E', scratch.path('one'), '-x', 'one');
  const source = onlyVersion(scratch.path('one/one'));
  await fillStore(source, scratch.path('fifty'), 50);
  await fillStore(source, scratch.path('hundred'), 100);
  await fillStore(source, scratch.path('three-hundred'), 300, 'apart');
  return [
    allPairs(scratch),
    {
      ...middling,
      name: 'compare of 50 versions',
      async once() {
        const { rows } = await scratch.json<{ rows: unknown[] }>(
          'compare',
          'many',
          '-E',
          scratch.path('fifty'),
        );
        assert.equal(rows.length, 50);
        return { answer: '50 rows' };
      },
    },
    {
      ...quick,
      name: 'list of 100 versions',
      async once() {
        const { versions } = await scratch.json<{ versions: unknown[] }>(
          'list',
          '-E',
          scratch.path('hundred'),
        );
        assert.equal(versions.length, 100);
        return { answer: '100 versions' };
      },
    },
  ];
}
