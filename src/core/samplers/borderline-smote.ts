/**
 * Borderline-SMOTE: only rows in danger grow new ones, those of whose m nearest neighbours half or more, but not all, are
 * of other classes. Han, Wang & Mao 2005, "Borderline-SMOTE: A New Over-Sampling Method in Imbalanced Data Sets
 * Learning", ICIC 2005, LNCS 3644:878-887.
 *
 * Kind 1 grows towards neighbours of the own class, kind 2 towards neighbours of any; towards another class the gap is
 * multiplied by a second number from 0 to 0.5, as in imbalanced-learn (the paper has that number alone). Levels are voted on by
 * neighbours of the own class in both. A class without a row in danger grows as by SMOTE.
 */
import { type DistanceSpace, distanceSpace } from '../neighbours/space.js';
import type { WorkWarning } from '../schemas/metric-value.js';
import { distinctRows, rowsOfClasses } from './class-rows.js';
import { drawNew, neighboursOf } from './draws.js';
import { type Growth, growBetween } from './growth.js';
import { kNeighbors, scale, scaleOf } from './neighbour-params.js';
import type { Resampled, SampleInput, Sampler } from './sampler.js';
import { growSmote } from './smote.js';
import { overStrategy, rowsToAdd } from './strategy.js';
import { usableK, usableKOfClass } from './usable-k.js';

/** One class, and how many neighbours its rows may have. */
interface Growing {
  readonly label: number;
  readonly members: Uint32Array;
  readonly space: DistanceSpace;
  readonly k: number;
}

/**
 * Members of which m / 2 <= m' < m of the m neighbours are of other classes.
 * @param members training rows of one class @returns those in danger, with repeats where members repeat
 */
export function rowsInDanger(
  { rows, y, engine }: SampleInput,
  space: DistanceSpace,
  members: Uint32Array,
  m: number,
): Uint32Array {
  const near = neighboursOf(space, distinctRows(rows), members, m, engine);
  return members.filter((row, i) => {
    let others = 0;
    for (let j = 0; j < m; j++) if (y[near[i * m + j]] !== y[row]) others++;
    return 2 * others >= m && others < m;
  });
}

/** @param danger rows of the class */
function growOnBorder(input: SampleInput, growing: Growing, danger: Uint32Array, nNew: number): Growth {
  const { stream, engine, y, rows, params } = input;
  const { label, members, space, k } = growing;
  const { position, choice, gap } = drawNew(stream('borderline-smote', label), danger.length, k, nNew);
  const bases = position.map((at) => danger[at]);
  const voters = neighboursOf(space, distinctRows(members), bases, k, engine);
  const isOne = params.kind === 'borderline-1';
  const near = isOne ? voters : neighboursOf(space, distinctRows(rows), bases, k, engine);
  const towards = choice.map((j, i) => near[i * k + j]);
  const shorter = stream('borderline-smote/other', label);
  const gaps = gap.map((one, i) => (y[towards[i]] === label ? one : (one * shorter.uniform()) / 2));
  return { label, bases, towards, gaps, voters };
}

/** New rows of one class. @param m neighbours that tell which rows are in danger @param warnings OUT */
function grow(
  input: SampleInput,
  growing: Growing,
  m: number,
  nNew: number,
  warnings: WorkWarning[],
): Growth {
  const { label, members, space, k } = growing;
  const danger = rowsInDanger(input, space, members, m);
  if (danger.length > 0) return growOnBorder(input, growing, danger, nNew);
  warnings.push({
    id: 'no-row-in-danger',
    message: `class "${input.task.classes[label]}" has no row on a border: its new rows are those of smote`,
  });
  return growSmote(input, members, label, nNew, k);
}

function sample(input: SampleInput): Resampled {
  const id = 'borderline-smote';
  const byClass = rowsOfClasses(id, input);
  const added = rowsToAdd(id, input, byClass);
  const { params, table, rows } = input;
  const warnings: WorkWarning[] = [];
  if (added.every((count) => count === 0)) return growBetween(input, []);
  const nRows = distinctRows(rows).length;
  const m = usableK(id, 'the training data', Number(params.m_neighbors), nRows, warnings);
  const growths = byClass.flatMap((members, label) => {
    if (added[label] === 0) return [];
    const k = usableKOfClass(id, input, label, members, warnings);
    const space = distanceSpace(table.columns, rows, members, scaleOf(params));
    return [grow(input, { label, members, space, k }, m, added[label], warnings)];
  });
  return growBetween(input, growths, warnings);
}

export const borderlineSmote: Sampler = {
  id: 'borderline-smote',
  kind: 'over',
  summary: 'smote from those rows alone that neighbours of other classes surround (borderline)',
  params: {
    k_neighbors: kNeighbors,
    m_neighbors: {
      type: 'int',
      default: 10,
      min: 1,
      help: 'neighbours of any class that tell whether a row is on a border',
      aliases: ['m'],
    },
    kind: {
      type: 'word',
      default: 'borderline-1',
      words: ['borderline-1', 'borderline-2'],
      help: 'new rows lie towards neighbours of the own class (1), or of any, less far if of another (2)',
    },
    sampling_strategy: overStrategy,
    scale,
  },
  sample,
};
