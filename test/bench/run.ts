/**
 * `npm run bench [-- PART…]`: seconds of what people wait for; PARTs of names choose cases. stdout: JSON lines, first the
 * machine, then a line a case. stderr: the table. ASSAY_PYTHON names a Python whose scikit-learn is timed beside.
 * `npm run bench -- engine|predict|scores|scaling|memory …`: the tree models alone, each explained in the file of its name
 * (`predict` in engine.ts). `npm run bench -- nulls`: error rates of the tests between learners (nulls/bench-nulls.ts);
 * `samplers`: SMOTE beside imbalanced-learn's; `synthetic`: whether its rows can be told from ours; `coverage`: how often
 * intervals hold the truth; `conformal`: how often conformal regions hold the answer; `slices`: how often a weak slice is
 * reported where there is none; `provenance`: how often data that a sampler made is recognised, and other data taken for it.
 */
import { spawnSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';
import type { CvResults } from '../../src/core/schemas/evaluation.js';
import { Scratch } from '../cli/scratch.js';
import { repositoryRoot } from '../helpers/shared-datasets.js';
import { benchData, type ModellingData } from './bench-data.js';
import { coldStart, cvCases, edaCase, forestCase, readCase, smoteCase, storeCases } from './cases.js';
import { benchConformal } from './conformal.js';
import { benchCoverage } from './coverage.js';
import { benchEngine } from './engine.js';
import { intervalCases } from './interval-cases.js';
import { type BenchCase, measure, type Timing } from './measure.js';
import { benchMemory } from './memory.js';
import { benchNulls } from './nulls/bench-nulls.js';
import { benchProvenance } from './provenance/bench-provenance.js';
import type { PeerProblem } from './python-peer.js';
import { benchSamplers } from './samplers.js';
import { note, say, secondsText } from './say.js';
import { benchScaling } from './scaling.js';
import { benchScores } from './scores.js';
import { benchSlices } from './slices.js';
import { benchSynthetic } from './synthetic.js';

function commit(): string {
  const { stdout } = spawnSync('git', ['rev-parse', '--short', 'HEAD'], {
    cwd: repositoryRoot,
    encoding: 'utf8',
  });
  return stdout?.trim() || 'unknown';
}

const machine = () => ({
  bench: 'machine',
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGb: Math.round(totalmem() / 2 ** 30),
  node: process.version,
  commit: commit(),
  load: loadavg().map((value) => Number(value.toFixed(1))),
});

/** Folds for both sides, and how assay sees the problem. */
async function peerProblem(scratch: Scratch, data: ModellingData): Promise<PeerProblem> {
  const splits = scratch.path(`${data.name}-folds.csv`);
  const args = ['cv', data.path, '-t', data.target, '-m', 'dummy', '--save-splits', splits];
  return { data, splits, results: await scratch.json<CvResults>(...args) };
}

function tableLine(name: string, { min, mean, std, answer }: Timing, peer: Timing | null): string {
  const spread = std === null ? '' : ` ± ${secondsText(std)}`;
  const beside =
    peer === null
      ? ''
      : `  python ${secondsText(peer.min)} (${peer.answer}), ratio ${(peer.min / min).toFixed(1)}`;
  return `${name.padEnd(34)} ${secondsText(min).padStart(8)}  ${(secondsText(mean) + spread).padEnd(16)} ${answer}${beside}`;
}

async function allCases(scratch: Scratch): Promise<BenchCase[]> {
  const { modelling, large, reading } = await benchData(scratch);
  const problem = await peerProblem(scratch, modelling);
  return [
    coldStart(scratch),
    ...reading.map(readCase),
    edaCase(scratch, modelling),
    smoteCase(scratch, problem),
    ...(await storeCases(scratch, modelling)),
    ...intervalCases(),
    ...cvCases(scratch, problem),
    ...(large ? [forestCase(scratch, await peerProblem(scratch, large))] : []),
  ];
}

/** @throws Error when no name has any of the parts */
function chosen(cases: readonly BenchCase[], parts: readonly string[]): readonly BenchCase[] {
  if (parts.length === 0) return cases;
  const some = cases.filter(({ name }) => parts.some((part) => name.includes(part)));
  if (some.length > 0) return some;
  throw new Error(
    `no benchmark named like ${parts.join(', ')}; there are: ${cases.map(({ name }) => name).join('; ')}`,
  );
}

async function benchSteps(parts: readonly string[]): Promise<void> {
  const scratch = new Scratch();
  try {
    const cases = chosen(await allCases(scratch), parts);
    const lines = [`${'seconds'.padEnd(34)} ${'least'.padStart(8)}  mean ± std       result`];
    for (const one of cases) {
      const timing = await measure(one);
      const peer = one.peer && (await measure(one.peer));
      say({ bench: one.name, ...timing, ...(peer ? { peer, ratio: peer.min / timing.min } : {}) });
      lines.push(tableLine(one.name, timing, peer));
    }
    note(lines.join('\n'));
  } finally {
    scratch.remove();
  }
}

/** Benchmarks of another kind, by the first word. */
const OTHER_PARTS: Readonly<Record<string, (names: readonly string[]) => Promise<void>>> = {
  engine: (sets) => benchEngine('engine', sets),
  predict: (sets) => benchEngine('predict', sets),
  nulls: benchNulls,
  scores: benchScores,
  scaling: benchScaling,
  memory: benchMemory,
  samplers: benchSamplers,
  synthetic: benchSynthetic,
  coverage: benchCoverage,
  conformal: benchConformal,
  slices: benchSlices,
  provenance: benchProvenance,
};

const [part = '', ...names] = process.argv.slice(2);
say(machine());
await (OTHER_PARTS[part]?.(names) ?? benchSteps(process.argv.slice(2)));
