/**
 * `npm run bench -- engine [SET…]`: fit and prediction of the tree models on one hold-out of the real data sets, with one
 * thread and with two, beside the Python peers of ASSAY_PYTHON with the same parameters on the same rows. Ours is what the
 * real binary says in `timings`: wall time in its worker, binning included. All sides take turns; the least of the
 * rounds counts. `predict` in place of `engine` holds nine tenths of the rows out.
 */
import assert from 'node:assert/strict';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { models } from '../../src/core/models/list.js';
import type { TrainResults } from '../../src/core/schemas/evaluation.js';
import { Scratch } from '../cli/scratch.js';
import { REFERENCE_SETS, referenceArgs, referenceFile } from '../helpers/reference-sets.js';
import {
  type Measured,
  meanRatios,
  meansTable,
  measuredTable,
  OURS,
  peersOf,
  ratiosOf,
  speedupsOf,
  TWICE,
} from './engine-ratios.js';
import { PeerProcess, type PeerSetup, type TimedFit } from './peer-process.js';
import { note, say } from './say.js';

const THREADS = [1, 2];
const ROUNDS = 3;
const MOST_LOAD = 0.5;

/** 100,000 rows and more: where two threads are to pay. */
const LARGE_SETS = ['give-me-some-credit', 'forest-cover', 'nyc-taxi'];

const CLASS_SETS = ['credit-default', 'adult', 'give-me-some-credit', 'forest-cover'];

interface EngineModel {
  readonly model: string;
  readonly params: readonly string[];
  /** As engine_peers.py calls them. */
  readonly peers: readonly string[];
  readonly sets: readonly string[];
}

const ENGINE: readonly EngineModel[] = [
  { model: 'forest', params: ['n_estimators=100'], peers: ['RandomForest'], sets: CLASS_SETS },
  { model: 'extra-trees', params: ['n_estimators=100'], peers: ['ExtraTrees'], sets: CLASS_SETS },
  {
    model: 'boost',
    params: ['n_estimators=100', 'learning_rate=0.1', 'max_leaf_nodes=31', 'min_samples_leaf=20'],
    peers: ['LightGBM', 'XGBoost', 'HistGradientBoosting'],
    sets: [...CLASS_SETS, 'california', 'nyc-taxi'],
  },
];

/** What is held out, as options of `train`, and the sets that are looked at when none is named. */
const PARTS = {
  engine: { size: ['--test-size', '0.2'], sets: [...CLASS_SETS, 'california', 'nyc-taxi'] },
  predict: { size: ['--test-size', '0.9'], sets: ['forest-cover'] },
} as const;

export type EnginePart = keyof typeof PARTS;

/** One side's work with one number of threads, done again in every round. */
interface Lane {
  readonly who: Omit<Measured, keyof TimedFit>;
  once(): Promise<TimedFit>;
}

type TrainedOnce = TrainResults & { path: string; timings: { fit: number[]; predict: number[] } };

/** A few absurd fares are the whole of nyc-taxi's r2. */
function metricOf(set: string): 'mae' | 'r2' | 'roc_auc' {
  if (set === 'nyc-taxi') return 'mae';
  return REFERENCE_SETS[set].task === 'regression' ? 'r2' : 'roc_auc';
}

const train = (scratch: Scratch, set: string, model: string, more: readonly string[]) =>
  scratch.json<TrainedOnce>(
    ...['train', ...referenceArgs(set), '-m', model, '-x', 'engine'],
    ...['--metrics', metricOf(set), ...more],
  );

/** What the peers need to work on the very rows that `train` holds out. */
async function peerSetup(scratch: Scratch, set: string, size: readonly string[]): Promise<PeerSetup> {
  const { path, positive, features } = await train(scratch, set, 'dummy', size);
  const [, ...lines] = scratch.text(path, 'predictions.csv').trimEnd().split('\n');
  const test_rows = scratch.path(`${set}-rows.txt`);
  writeFileSync(test_rows, lines.map((line) => line.split(',')[0]).join('\n'));
  const { target } = REFERENCE_SETS[set];
  return { path: referenceFile(set), target, positive, features, metric: metricOf(set), test_rows };
}

async function trainOurs(
  scratch: Scratch,
  set: string,
  model: string,
  more: readonly string[],
): Promise<TimedFit> {
  const { path, metrics, timings } = await train(scratch, set, model, more);
  rmSync(scratch.path(path), { recursive: true });
  const { value } = metrics[metricOf(set)];
  assert.ok(value !== null, `${model} on ${set} has no score`);
  return { fit: timings.fit[0], predict: timings.predict[0], score: value };
}

/** Two at once. @returns what the slower one says */
async function trainTwice(...args: Parameters<typeof trainOurs>): Promise<TimedFit> {
  const both = await Promise.all([trainOurs(...args), trainOurs(...args)]);
  const slower = (of: (fit: TimedFit) => number) => Math.max(...both.map(of));
  return { ...both[0], fit: slower(({ fit }) => fit), predict: slower(({ predict }) => predict) };
}

/** All sides of a set, ours beside its peers. */
function lanesOf(scratch: Scratch, set: string, size: readonly string[], python: PeerProcess | null): Lane[] {
  const known = ENGINE.filter(({ model, sets }) => models.has(model) && sets.includes(set));
  return known.flatMap(({ model, params, peers }) =>
    THREADS.flatMap((threads): Lane[] => {
      const options = [...params.flatMap((param) => ['-p', param]), ...size, '-j', String(threads)];
      const own = {
        who: { model, set, side: OURS, threads },
        once: () => trainOurs(scratch, set, model, options),
      };
      const twice = {
        who: { model, set, side: TWICE, threads },
        once: () => trainTwice(scratch, set, model, options),
      };
      const ours = threads === 1 && LARGE_SETS.includes(set) ? [own, twice] : [own];
      if (!python) return ours;
      const others = peers.map((side) => ({
        who: { model, set, side, threads },
        once: () => python.fit(side, threads),
      }));
      return [...ours, ...others];
    }),
  );
}

/** The least seconds of each lane. */
async function inTurns(lanes: readonly Lane[]): Promise<Measured[]> {
  const rounds: TimedFit[][] = lanes.map(() => []);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [at, lane] of lanes.entries()) rounds[at].push(await lane.once());
  }
  return lanes.map(({ who }, at) => ({
    ...who,
    fit: Math.min(...rounds[at].map(({ fit }) => fit)),
    predict: Math.min(...rounds[at].map(({ predict }) => predict)),
    score: rounds[at][0].score,
  }));
}

/** A time counts only of a model that is about as good as the worst of its peers. @throws AssertionError */
function assertComparable(all: readonly Measured[]): void {
  for (const { model, set, score } of all.filter(({ side }) => side === OURS)) {
    const peers = peersOf(all.filter((one) => one.model === model)).map((one) => one.score);
    if (peers.length === 0) continue;
    const isGood =
      metricOf(set) === 'mae' ? score <= 1.1 * Math.max(...peers) : score >= Math.min(...peers) - 0.02;
    assert.ok(isGood, `${model} on ${set}: ${metricOf(set)} ${score}, the peers' ${peers.join(', ')}`);
  }
}

async function measureSet(set: string, size: readonly string[]): Promise<Measured[]> {
  const scratch = new Scratch();
  const { ASSAY_PYTHON: path } = process.env;
  let python: PeerProcess | null = null;
  try {
    python = path ? new PeerProcess(path, await peerSetup(scratch, set, size)) : null;
    const measured = await inTurns(lanesOf(scratch, set, size, python));
    assertComparable(measured);
    return measured;
  } finally {
    python?.close();
    scratch.remove();
  }
}

/** The sets that are here; says which are not, and which models assay has not got. */
function setsHere(wanted: readonly string[]): string[] {
  for (const { model } of ENGINE.filter(({ model }) => !models.has(model)))
    note(`skipped: no model ${model}`);
  return wanted.filter((set) => {
    if (!(set in REFERENCE_SETS))
      throw new Error(`no set ${set}; there are: ${PARTS.engine.sets.join(', ')}`);
    const isHere = existsSync(referenceFile(set));
    if (!isHere) note(`skipped: ${set} is not on this machine`);
    return isHere;
  });
}

/** Two threads beside other work on two cores measure that work: peers that spin while they wait become many times slower. */
function warnOfLoad(): void {
  const [load] = loadavg();
  if (load > MOST_LOAD)
    note(`the machine is busy (load ${load.toFixed(1)}): trust no ratio, least of all with 2 threads`);
}

export async function benchEngine(part: EnginePart, sets: readonly string[]): Promise<void> {
  warnOfLoad();
  const { size, sets: byDefault } = PARTS[part];
  const all: Measured[] = [];
  for (const set of setsHere(sets.length > 0 ? sets : byDefault)) {
    const measured = await measureSet(set, size);
    for (const one of measured) say({ bench: part, ...one });
    note(`${measuredTable(measured)}\n`);
    all.push(...measured);
  }
  const means = meanRatios([...ratiosOf(all), ...speedupsOf(all, LARGE_SETS)]);
  for (const one of means) say({ bench: `${part}, geometric mean`, ...one });
  note(meansTable(means, part));
}
