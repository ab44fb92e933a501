/** What condensing starts from: all rows of the smallest class, and a few of another, drawn. */
import type { ParamSpec } from '../params.js';
import type { WorkWarning } from '../schemas/metric-value.js';
import { distinctRows, rowsOfClasses } from './class-rows.js';
import type { SampleInput } from './sampler.js';
import { classesToClean, smallestClass } from './strategy.js';
import { usableK } from './usable-k.js';

export const seedParams: Readonly<Record<'n_neighbors' | 'n_seeds_S', ParamSpec>> = {
  n_neighbors: {
    type: 'int',
    default: 1,
    min: 1,
    help: 'nearest rows, of those that are kept so far, that say what a row is taken for',
    aliases: ['k'],
  },
  n_seeds_S: {
    type: 'int',
    default: 1,
    min: 1,
    help: 'rows of each larger class that are drawn to start with',
    aliases: ['n_seeds'],
  },
};

/** A class that loses rows, and what it starts from. */
export interface Start {
  readonly label: number;
  /** Distinct rows of the class, ascending. */
  readonly members: Uint32Array;
  /** Those of them that were drawn, each once, ascending. */
  readonly seeds: Uint32Array;
  /** Distinct rows of the smallest class. */
  readonly minority: Uint32Array;
  /** Neighbours that there are. */
  readonly k: number;
}

/** Each class that loses rows but the smallest, which all others start from. @param warnings OUT */
export function drawStarts(samplerId: string, input: SampleInput, warnings: WorkWarning[]): Start[] {
  const { params, stream, task } = input;
  const byClass = rowsOfClasses(samplerId, input);
  const isCleaned = classesToClean(input, byClass);
  const smallest = smallestClass(byClass.map(({ length }) => length));
  const minority = distinctRows(byClass[smallest] ?? new Uint32Array(0));
  return byClass.flatMap((all, label) => {
    if (!isCleaned[label] || label === smallest) return [];
    const members = distinctRows(all);
    const rng = stream(samplerId, label);
    const drawn = Array.from({ length: Number(params.n_seeds_S) }, () => members[rng.below(members.length)]);
    const seeds = Uint32Array.from(new Set(drawn)).sort();
    const whose = `class "${task.classes[smallest]}"`;
    const most = minority.length + seeds.length;
    const wanted = Number(params.n_neighbors);
    const k = usableK(samplerId, whose, wanted, minority.length, warnings, most);
    return [{ label, members, seeds, minority, k }];
  });
}
