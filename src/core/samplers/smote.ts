/**
 * SMOTE: new rows of the smaller classes on the line between a row and one of its k nearest neighbours of its class.
 * Chawla, Bowyer, Hall & Kegelmeyer 2002, "SMOTE: Synthetic Minority Over-sampling Technique", JAIR 16:321-357; with
 * categories SMOTE-NC (section 6.1): they enter the distance at one cost, and a new row takes the level that most
 * of the k neighbours have. Which row grows a new one is drawn as in imbalanced-learn: with replacement.
 *
 * Invariant: a value that was never observed is not made: where the base row's cell is missing the new one is too, and
 * where only the neighbour's is missing the new row keeps the base's.
 */
import { dataError } from '../errors.js';
import { nearestRows } from '../neighbours/nearest.js';
import { distanceSpace } from '../neighbours/space.js';
import {
  type CodedColumn,
  type Column,
  isNumeric,
  type NumericColumn,
  sharedFloats,
  sharedInts,
  Table,
} from '../table.js';
import type { Resampled, SampleInput, Sampler } from './sampler.js';
import { rowsOfClasses, rowsToAdd, samplingStrategy } from './strategy.js';

/** New rows of one class: who grew them, towards whom, and how far. */
interface Growth {
  /** [nNew] row of the table. */
  readonly base: Uint32Array;
  /** [nNew] row of the table. */
  readonly towards: Uint32Array;
  /** [nNew] in [0, 1). */
  readonly gap: Float64Array;
  /** [nNew * k] rows of the table: all neighbours of the base, who vote on its levels. */
  readonly voters: Uint32Array;
  readonly k: number;
}

/** Draws base, neighbour and gap of each new row; neighbours are looked up for the drawn rows alone. */
function grow(input: SampleInput, members: Uint32Array, label: number, nNew: number, k: number): Growth {
  const rng = input.stream('smote', label);
  const position = new Uint32Array(nNew);
  const choice = new Uint32Array(nNew);
  const gap = new Float64Array(nNew);
  for (let i = 0; i < nNew; i++) {
    position[i] = rng.below(members.length);
    choice[i] = rng.below(k);
    gap[i] = rng.uniform();
  }
  const slot = new Int32Array(members.length).fill(-1);
  for (const at of position) slot[at] = 0;
  let nAsked = 0;
  const queries = members.filter((_, at) => {
    if (slot[at] < 0) return false;
    slot[at] = nAsked++;
    return true;
  });
  const scale = input.params.scale === 'none' ? 'none' : 'standard';
  const space = distanceSpace(input.table.columns, input.rows, members, scale);
  const { index } = nearestRows(space, members, queries, k, input.engine);
  const voters = new Uint32Array(nNew * k);
  for (let i = 0; i < nNew; i++) {
    const from = slot[position[i]] * k;
    for (let j = 0; j < k; j++) voters[i * k + j] = members[index[from + j]];
  }
  return {
    base: position.map((at) => members[at]),
    towards: choice.map((j, i) => voters[i * k + j]),
    gap,
    voters,
    k,
  };
}

/** The cells between base and neighbour; whole where the column is whole. */
function interpolate(column: NumericColumn, { base, towards, gap }: Growth, out: Float64Array): void {
  const { values, integer } = column;
  for (let i = 0; i < base.length; i++) {
    const from = values[base[i]];
    const to = values[towards[i]];
    const value = Number.isNaN(to) ? from : from + gap[i] * (to - from);
    out[i] = integer ? Math.round(value) : value;
  }
}

/** The level that most of the k neighbours have; ties to the first level; the base's own when all of theirs are missing. */
function vote(column: CodedColumn, { base, voters, k }: Growth, out: Int32Array): void {
  const { codes } = column;
  for (let i = 0; i < base.length; i++) {
    let best = codes[base[i]];
    let bestVotes = 0;
    for (let j = 0; j < k && codes[base[i]] >= 0; j++) {
      const level = codes[voters[i * k + j]];
      if (level < 0) continue;
      let votes = 0;
      for (let m = 0; m < k; m++) if (codes[voters[i * k + m]] === level) votes++;
      if (votes > bestVotes || (votes === bestVotes && level < best)) {
        best = level;
        bestVotes = votes;
      }
    }
    out[i] = best;
  }
}

function makeColumn(column: Column, growths: readonly Growth[], nNew: number): Column {
  let at = 0;
  if (isNumeric(column)) {
    const values = sharedFloats(nNew);
    for (const growth of growths) {
      interpolate(column, growth, values.subarray(at, at + growth.base.length));
      at += growth.base.length;
    }
    return { ...column, values };
  }
  const codes = sharedInts(nNew);
  for (const growth of growths) {
    vote(column, growth, codes.subarray(at, at + growth.base.length));
    at += growth.base.length;
  }
  return { ...column, codes };
}

/** The k that the class allows. @throws AssayError exit 3 when the class has a single row. */
function usableK(input: SampleInput, label: number, nMembers: number): number {
  if (nMembers > 1) return Math.min(Number(input.params.k_neighbors), nMembers - 1);
  throw dataError(
    'ASSAY_SMOTE_ONE_ROW',
    `smote needs at least two rows of a class to grow from; class "${input.task.classes[label]}" has 1 among the ${input.rows.length} training rows`,
    'use --sampler random-over, or fewer folds so that each keeps more rows of the class',
  );
}

function sample(input: SampleInput): Resampled {
  const byClass = rowsOfClasses('smote', input);
  const added = rowsToAdd(
    'smote',
    input.params.sampling_strategy,
    byClass.map((rows) => rows.length),
  );
  const warnings: { id: string; message: string }[] = [];
  const growths: Growth[] = [];
  const labels: number[] = [];
  byClass.forEach((members, label) => {
    if (added[label] === 0) return;
    const k = usableK(input, label, members.length);
    if (k < Number(input.params.k_neighbors)) {
      warnings.push({
        id: 'fewer-neighbours',
        message: `class "${input.task.classes[label]}" has ${members.length} training rows: smote used ${k} neighbours, not ${input.params.k_neighbors}`,
      });
    }
    growths.push(grow(input, members, label, added[label], k));
    labels.push(label);
  });
  const nNew = added.reduce((sum, count) => sum + count, 0);
  const origin = new Uint32Array(nNew);
  const syntheticY = new Float64Array(nNew);
  let at = 0;
  growths.forEach(({ base }, i) => {
    origin.set(base, at);
    syntheticY.fill(labels[i], at, at + base.length);
    at += base.length;
  });
  const columns = input.table.columns.map((column) => makeColumn(column, growths, nNew));
  return {
    keep: Uint32Array.from(input.rows),
    synthetic: new Table(nNew, columns),
    syntheticY,
    origin,
    warnings,
  };
}

export const smote: Sampler = {
  id: 'smote',
  aliases: ['smote-nc'],
  summary: 'new rows between neighbours of the smaller classes (SMOTE; SMOTE-NC with categories)',
  params: {
    k_neighbors: {
      type: 'int',
      default: 5,
      min: 1,
      help: 'neighbours a new row may lie towards; they vote on its categories',
      aliases: ['k'],
      space: { low: 3, high: 15, integer: true },
    },
    sampling_strategy: samplingStrategy,
    scale: {
      type: 'word',
      default: 'standard',
      words: ['standard', 'none'],
      help: 'distances standardise numbers by the training rows; none: they are taken as they stand',
    },
  },
  sample,
};
