/** How many times longer the peers take, set by set and in the geometric mean. */

import type { TimedFit } from './peer-process.js';
import { secondsText, tableText } from './say.js';

/** The least seconds of one side on one set with one number of threads. */
export interface Measured extends TimedFit {
  readonly model: string;
  readonly set: string;
  /** A peer, or `OURS`. */
  readonly side: string;
  readonly threads: number;
}

export const OURS = 'assay';
/** Two processes of ours at once, one thread each: what the machine lets two threads gain. */
export const TWICE = 'assay, twice at once';

const isPeer = ({ side }: Measured): boolean => side !== OURS && side !== TWICE;
export const peersOf = (all: readonly Measured[]): Measured[] => all.filter(isPeer);

/** One peer beside ours: its seconds over ours. */
export interface Ratio {
  readonly model: string;
  readonly set: string;
  readonly peer: string;
  readonly threads: number;
  readonly fit: number;
  readonly predict: number;
}

export interface MeanRatio {
  readonly model: string;
  readonly peer: string;
  readonly threads: number;
  /** Geometric mean over the sets, and the least of them. */
  readonly fit: readonly [mean: number, least: number];
  readonly predict: readonly [mean: number, least: number];
}

/** What a ratio is to reach: in the geometric mean over the sets, and on each of them. */
interface Bound {
  readonly mean: number;
  readonly each?: number;
}

/** By peer, model and threads. For one thread; two are shown. Speed-ups hold for 100,000 rows and more. */
const FIT_BOUNDS: Readonly<Record<string, Bound>> = {
  'RandomForest, forest, 1': { mean: 8, each: 5 },
  'ExtraTrees, extra-trees, 1': { mean: 4 },
  'LightGBM, boost, 1': { mean: 1, each: 0.7 },
  'XGBoost, boost, 1': { mean: 1.2 },
  'HistGradientBoosting, boost, 1': { mean: 1.2 },
  'assay, 1 thread, forest, 2': { mean: 1.8 },
  'assay, 1 thread, boost, 2': { mean: 1.5 },
};

/** For a large table: `bench -- predict`. */
const PREDICT_BOUNDS: Readonly<Record<string, Bound>> = {
  'LightGBM, boost, 1': { mean: 1 },
  'RandomForest, forest, 1': { mean: 2 },
};

const BOUNDS = { engine: FIT_BOUNDS, predict: PREDICT_BOUNDS };

const sameWork = (a: Measured, b: Measured) =>
  a.model === b.model && a.set === b.set && a.threads === b.threads;

export function ratiosOf(all: readonly Measured[]): Ratio[] {
  return peersOf(all).flatMap((peer) => {
    const own = all.find((one) => one.side === OURS && sameWork(one, peer));
    if (!own) return [];
    const { model, set, threads } = peer;
    return [
      { model, set, peer: peer.side, threads, fit: peer.fit / own.fit, predict: peer.predict / own.predict },
    ];
  });
}

/** assay alone: its seconds with one thread over those with two, and over half of those of two processes at once. */
export function speedupsOf(all: readonly Measured[], sets: readonly string[]): Ratio[] {
  const own = all.filter((one) => !isPeer(one) && sets.includes(one.set));
  const one = (like: Measured) =>
    own.find(({ side, ...rest }) => side === OURS && sameWork({ side, ...rest }, { ...like, threads: 1 }));
  return own.flatMap((more) => {
    const [alone, share] = [one(more), more.side === TWICE ? 0.5 : 1];
    if (!alone || alone === more) return [];
    const { model, set, threads, fit, predict } = more;
    const peer = more.side === TWICE ? '2 at once, 1 thread' : 'assay, 1 thread';
    return [
      {
        model,
        set,
        peer,
        threads,
        fit: alone.fit / (share * fit),
        predict: alone.predict / (share * predict),
      },
    ];
  });
}

function meanAndLeast(values: readonly number[]): readonly [number, number] {
  const logs = values.reduce((sum, value) => sum + Math.log(value), 0);
  return [Math.exp(logs / values.length), Math.min(...values)];
}

/** In the order of first appearance. */
export function meanRatios(ratios: readonly Ratio[]): MeanRatio[] {
  const groups = new Map<string, Ratio[]>();
  for (const ratio of ratios) {
    const key = [ratio.model, ratio.peer, ratio.threads].join('\n');
    groups.set(key, [...(groups.get(key) ?? []), ratio]);
  }
  return [...groups.values()].map((group) => {
    const [{ model, peer, threads }] = group;
    const over = (what: 'fit' | 'predict') => meanAndLeast(group.map((ratio) => ratio[what]));
    return { model, peer, threads, fit: over('fit'), predict: over('predict') };
  });
}

const times = (ratio: number) => `${ratio.toFixed(2)}x`;

/** Every side's seconds and score; a peer's ratio is its seconds over ours. */
export function measuredTable(all: readonly Measured[]): string {
  const ratios = ratiosOf(all);
  const rows = all.map((one) => {
    const ratio = ratios.find((r) => r.peer === one.side && r.set === one.set && r.threads === one.threads);
    const beside = ratio ? [times(ratio.fit), times(ratio.predict)] : ['', ''];
    const seconds = [secondsText(one.fit), beside[0], secondsText(one.predict), beside[1]];
    return [`${one.model} on ${one.set}`, one.side, String(one.threads), ...seconds, one.score.toFixed(4)];
  });
  return tableText([['', 'side', 'threads', 'fit', 'ratio', 'predict', 'ratio', 'score'], ...rows]);
}

/** `8.00x, each 5.00x: reached`; empty where there is no bound. */
function boundText(bound: Bound | undefined, [mean, least]: readonly [number, number]): string {
  if (!bound) return '';
  const isReached = mean >= bound.mean && (bound.each === undefined || least >= bound.each);
  const each = bound.each === undefined ? '' : `, each ${times(bound.each)}`;
  return `${times(bound.mean)}${each}: ${isReached ? 'reached' : 'MISSED'}`;
}

/** @param part what its bounds are on: fits or predictions */
export function meansTable(means: readonly MeanRatio[], part: keyof typeof BOUNDS): string {
  const rows = means.map(({ model, peer, threads, fit, predict }) => [
    `${peer} / ${model}`,
    String(threads),
    ...[...fit, ...predict].map(times),
    boundText(BOUNDS[part][`${peer}, ${model}, ${threads}`], part === 'engine' ? fit : predict),
  ]);
  return tableText([['geometric mean', 'threads', 'fit', 'least', 'predict', 'least', 'at least'], ...rows]);
}
