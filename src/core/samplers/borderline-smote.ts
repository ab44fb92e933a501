/**
 * Borderline-SMOTE: only rows in danger grow new ones, those of whose m nearest neighbours half or more, but not all, are
 * of other classes. Han, Wang & Mao 2005, "Borderline-SMOTE: A New Over-Sampling Method in Imbalanced Data Sets
 * Learning", ICIC 2005, LNCS 3644:878-887.
 *
 * Kind 1 grows towards neighbours of the own class, kind 2 towards neighbours of any; towards another class the gap is
 * multiplied by a second number from 0 to 0.5, as in imbalanced-learn (the paper has that number alone). Levels are voted on by
 * neighbours of the own class in both. A class without a row in danger grows as by SMOTE.
 */
import type { DistanceSpace } from '../neighbours/space.js';
import type { WorkWarning } from '../schemas/metric-value.js';
import { distinctRows } from './class-rows.js';
import { drawNew, neighboursOf } from './draws.js';
import { type Growing, growClasses } from './grow-classes.js';
import type { Growth } from './growth.js';
import { kNeighbors, mNeighbors, scale } from './neighbour-params.js';
import type { SampleInput, Sampler } from './sampler.js';
import { smoteInstead } from './smote.js';
import { overStrategy } from './strategy.js';
import { countAround } from './surroundings.js';
import { usableKOfAll } from './usable-k.js';

/**
 * Members of which m / 2 <= m' < m of the m neighbours are of other classes.
 * @param members training rows of one class @returns those in danger, with repeats where members repeat
 */
export function rowsInDanger(
  input: SampleInput,
  space: DistanceSpace,
  members: Uint32Array,
  m: number,
): Uint32Array {
  const own = countAround(input, space, members, m, input.y[members[0]]);
  return members.filter((_, i) => own[i] > 0 && 2 * own[i] <= m);
}

/** @param danger rows of the class */
function growOnBorder(input: SampleInput, growing: Growing, danger: Uint32Array): Growth {
  const { stream, engine, y, rows, params } = input;
  const { label, members, space, k, nNew } = growing;
  const drawn = drawNew(stream('borderline-smote', label), danger, k, nNew, engine);
  const { bases, choice } = drawn;
  const voters = neighboursOf(space, distinctRows(members), bases, k, engine);
  const isOne = params.kind === 'borderline-1';
  const near = isOne ? voters : neighboursOf(space, distinctRows(rows), bases, k, engine);
  const towards = choice.map((j, i) => near[i * k + j]);
  const shorter = stream('borderline-smote/other', label);
  const gaps = drawn.gaps.map((one, i) => (y[towards[i]] === label ? one : (one * shorter.uniform()) / 2));
  return { label, bases, towards, gaps, voters };
}

/** New rows of one class. @param warnings OUT */
function grow(input: SampleInput, growing: Growing, warnings: WorkWarning[]): Growth {
  const { members, space } = growing;
  const m = usableKOfAll('borderline-smote', input, Number(input.params.m_neighbors), warnings);
  const danger = rowsInDanger(input, space, members, m);
  if (danger.length > 0) return growOnBorder(input, growing, danger);
  return smoteInstead(input, growing, { id: 'no-row-in-danger', lacks: 'has no row on a border' }, warnings);
}

export const borderlineSmote: Sampler = {
  id: 'borderline-smote',
  kind: 'over',
  summary: 'smote from those rows alone that neighbours of other classes surround (borderline)',
  params: {
    k_neighbors: kNeighbors,
    m_neighbors: mNeighbors,
    kind: {
      type: 'word',
      default: 'borderline-1',
      words: ['borderline-1', 'borderline-2'],
      help: 'new rows lie towards neighbours of the own class (1), or of any, less far if of another (2)',
    },
    sampling_strategy: overStrategy,
    scale,
  },
  sample: (input) =>
    growClasses('borderline-smote', input, (growing, warnings) => [grow(input, growing, warnings)]),
};
