/**
 * Safe-Level-SMOTE: new rows lie nearer to the safer of two rows. Bunkhumpornpat, Sinapiromsaran & Lursinsap 2009,
 * "Safe-Level-SMOTE: Safe-Level-Synthetic Minority Over-Sampling TEchnique for Handling the Class Imbalanced Problem",
 * PAKDD 2009, LNCS 5476:475-482.
 *
 * The safe level of a row is how many of its k neighbours of any class are of the class that grows: sl_p of a row of the
 * class, sl_n of one of its k neighbours in the class. New rows lie between rows of one class, so none is a row of another
 * under a new label. With the ratio sl_p / sl_n the gap is
 *
 * | sl_p | sl_n | gap from p to n |
 * |---|---|---|
 * | 0 | 0 | no new row |
 * | > 0 | 0 | 0: n is noise |
 * | 0 | > 0 | 1: p is noise, n is repeated |
 * | = sl_n | > 0 | in [0, 1) |
 * | > sl_n | > 0 | in [0, sl_n / sl_p) |
 * | < sl_n, > 0 | > 0 | in [1 - sl_p / sl_n, 1) |
 *
 * The paper takes each row as often, and draws a gap for each column; here pairs are drawn with replacement until there are as
 * many new rows as asked for, and a row has one gap, so that it lies on the line. Categories are voted on by the own class.
 */
import type { WorkWarning } from '../schemas/metric-value.js';
import { distinctRows } from './class-rows.js';
import { neighboursOf } from './draws.js';
import { type Growing, growClasses } from './grow-classes.js';
import type { Growth } from './growth.js';
import { kNeighbors, scale } from './neighbour-params.js';
import type { SampleInput, Sampler } from './sampler.js';
import { smoteInstead } from './smote.js';
import { overStrategy } from './strategy.js';
import { countAround } from './surroundings.js';
import { usableKOfAll } from './usable-k.js';

/** A row of the class and one of its neighbours in it, both with their safe levels. */
export interface Pair {
  readonly base: number;
  readonly towards: number;
  readonly slp: number;
  readonly sln: number;
}

/** The gap of a new row. @param u in [0, 1) @returns in [0, 1); 1 when slp alone is 0 */
export function safeGap({ slp, sln }: Pick<Pair, 'slp' | 'sln'>, u: number): number {
  if (sln === 0) return 0;
  const ratio = slp / sln;
  return ratio >= 1 ? u / ratio : 1 - ratio + u * ratio;
}

/** The pairs between which a new row may lie. @param kOfAll neighbours of any class, which make a level */
export function safePairs(
  input: SampleInput,
  { label, members, space, k }: Pick<Growing, 'label' | 'members' | 'space' | 'k'>,
  kOfAll: number,
): Pair[] {
  const near = neighboursOf(space, distinctRows(members), members, k, input.engine);
  const met = Uint32Array.from(new Set([...members, ...near])).sort();
  const levels = countAround(input, space, met, kOfAll, label);
  const levelOf = new Map([...met].map((row, i) => [row, levels[i]]));
  const pairs = [...near].map((towards, at): Pair => {
    const base = members[Math.floor(at / k)];
    return { base, towards, slp: levelOf.get(base) ?? 0, sln: levelOf.get(towards) ?? 0 };
  });
  return pairs.filter(({ slp, sln }) => slp > 0 || sln > 0);
}

function growSafely(input: SampleInput, growing: Growing, pairs: readonly Pair[]): Growth {
  const { label, members, space, k, nNew } = growing;
  const rng = input.stream('safe-level-smote', label);
  const drawn = Array.from({ length: nNew }, () => {
    const pair = pairs[rng.below(pairs.length)];
    return { ...pair, gap: safeGap(pair, rng.uniform()) };
  });
  const bases = Uint32Array.from(drawn, ({ base }) => base);
  return {
    label,
    bases,
    towards: Uint32Array.from(drawn, ({ towards }) => towards),
    gaps: Float64Array.from(drawn, ({ gap }) => gap),
    voters: neighboursOf(space, distinctRows(members), bases, k, input.engine),
  };
}

function grow(input: SampleInput, growing: Growing, warnings: WorkWarning[]): Growth {
  const kOfAll = usableKOfAll('safe-level-smote', input, Number(input.params.k_neighbors), warnings);
  const pairs = safePairs(input, growing, kOfAll);
  if (pairs.length > 0) return growSafely(input, growing, pairs);
  return smoteInstead(
    input,
    growing,
    { id: 'no-safe-row', lacks: 'has no two rows near each other' },
    warnings,
  );
}

export const safeLevelSmote: Sampler = {
  id: 'safe-level-smote',
  kind: 'over',
  summary: 'smote with new rows nearer to the row that has more of its class around it (safe level)',
  params: {
    k_neighbors: {
      ...kNeighbors,
      help: 'neighbours of its class that a row grows towards, and of any class that say how safe it is',
    },
    sampling_strategy: overStrategy,
    scale,
  },
  sample: (input) =>
    growClasses('safe-level-smote', input, (growing, warnings) => [grow(input, growing, warnings)]),
};
