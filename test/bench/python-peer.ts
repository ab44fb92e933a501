/** scikit-learn and imbalanced-learn on the same rows and folds, where ASSAY_PYTHON names a Python that has them. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { CvResults } from '../../src/core/schemas/evaluation.js';
import { repositoryRoot } from '../helpers/shared-datasets.js';
import type { ModellingData } from './bench-data.js';
import type { BenchCase } from './measure.js';

const python = process.env.ASSAY_PYTHON;
const script = join(repositoryRoot, 'test/bench/peers.py');

/** What the peer must know to work on the same problem. */
export interface PeerProblem {
  readonly data: ModellingData;
  /** CSV of one column, `fold`. */
  readonly splits: string;
  /** assay's view of the problem: its positive class and the columns it left out. */
  readonly results: Pick<CvResults, 'positive' | 'left_out'>;
}

/** @param work what peers.py is to do; null without ASSAY_PYTHON */
export function pythonPeer(
  work: 'forest' | 'logistic' | 'smote',
  { data, splits, results }: PeerProblem,
): BenchCase | null {
  if (!python) return null;
  const leftOut = results.left_out.map(({ column }) => column);
  const args = [
    script,
    work,
    data.path,
    data.target,
    results.positive ?? '',
    splits,
    JSON.stringify(leftOut),
  ];
  return {
    name: `python ${work}`,
    rounds: 2,
    warmups: 1,
    peer: null,
    async once() {
      const { status, stdout, stderr } = spawnSync(python, args, { encoding: 'utf8' });
      assert.equal(status, 0, stderr);
      const { answer, seconds } = JSON.parse(stdout);
      return { answer, ...(work === 'smote' ? { seconds } : {}) };
    },
  };
}
