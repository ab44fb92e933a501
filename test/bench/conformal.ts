/**
 * `npm run bench -- conformal [SETS [PART]]`: how often intervals and sets of 80, 90 and 95 % hold the answer, the mean over SETS
 * data sets (500 if not given) with 1,000 calibration rows and 1,000 tested rows each, of the cases whose names hold PART. ASSAY_PYTHON names a Python whose
 * MAPIE makes its regions of the same predictions.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nOutputs } from '../../src/core/task.js';
import { repositoryRoot } from '../helpers/shared-datasets.js';
import {
  CONFORMAL_CASES,
  type ConformalCase,
  conformalCoverage,
  type LevelCoverage,
  type Predictions,
} from './conformal-coverage.js';
import { note, say, tableText } from './say.js';

const SETS = 500;
const SIZES = { fitted: 1000, calibrating: 1000, tested: 1000 };

const python = process.env.ASSAY_PYTHON;
const script = join(repositoryRoot, 'test/bench/conformal_peer.py');

/** Doubles in the order that the peer reads them: for each fold of the data set calibration, truth, tested; then truth. */
function writePredictions(path: string, { calibration, tested }: Predictions): void {
  const parts = calibration.flatMap(({ output, truth }, fold) => [output, truth, tested[fold].output]);
  for (const part of [...parts, tested[0].truth]) {
    appendFileSync(path, new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
  }
}

function mapie(path: string, { spec }: ConformalCase, shape: object): LevelCoverage[] {
  const { status, stdout, stderr } = spawnSync(
    python as string,
    [script, path, JSON.stringify({ ...spec, ...shape })],
    { encoding: 'utf8' },
  );
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

/** @returns what assay's regions held, and MAPIE's; null without a Python */
async function runCase(one: ConformalCase, nSets: number, folder: string) {
  const path = join(folder, 'predictions.bin');
  rmSync(path, { force: true });
  let shape = {};
  const own = await conformalCoverage(one, SIZES, nSets, (predictions) => {
    if (!python) return;
    const [{ task, truth }] = predictions.calibration;
    shape = {
      ...{ sets: nSets, folds: predictions.calibration.length, width: nOutputs(task) },
      ...{ calibrating: truth.length, tested: predictions.tested[0].truth.length },
    };
    writePredictions(path, predictions);
  });
  return { own, peer: python ? mapie(path, one, shape) : null };
}

const percent = (share: number) => (100 * share).toFixed(2);

export async function benchConformal([sets = String(SETS), part = '']: readonly string[]): Promise<void> {
  const nSets = Number(sets);
  const folder = mkdtempSync(join(tmpdir(), 'assay-conformal-'));
  const lines = [['', 'level %', 'sets', 'covered %', 'size', 'MAPIE covered %', 'size']];
  try {
    for (const one of CONFORMAL_CASES.filter(({ name }) => name.includes(part))) {
      const { own, peer } = await runCase(one, nSets, folder);
      one.spec.levels.forEach((level, at) => {
        const { coverage, size } = own[at];
        say({ bench: 'conformal', case: one.name, level, nSets, coverage, size, mapie: peer?.[at] ?? null });
        const beside = peer ? [percent(peer[at].coverage), peer[at].size.toFixed(4)] : ['', ''];
        lines.push([one.name, percent(level), String(nSets), percent(coverage), size.toFixed(4), ...beside]);
      });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  note(tableText(lines));
}
