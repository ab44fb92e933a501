/**
 * Refuses a `sampling_strategy` that the rows cannot meet: fewer rows of a class than there are from a sampler that adds some, more
 * from one that leaves some out. Where it is to run in several folds, the one that is furthest off is named, so that what
 * the hint says will do in all of them.
 */
import { type AssayError, dataError, usageError } from '../errors.js';
import type { Params } from '../params.js';
import type { Task } from '../task.js';

/** What a strategy asks for, and of which classes. */
export interface Asked {
  readonly params: Params;
  readonly task: Pick<Task, 'classes'>;
}

/** Rows of each class, in class order: those that train, and those that are to be there after. */
export interface Change {
  readonly counts: readonly number[];
  readonly after: readonly number[];
}

/** Is it about what was typed for a strategy? The codes of all that say so. */
export const isOfStrategy = ({ code }: AssayError): boolean => code.includes('STRATEGY');

/** Of a ratio, to four digits: up, so that it is one that is taken. @param few at most `many`, not 0 */
function shownRatio(few: number, many: number): number {
  let scale = 1e4;
  while (few * scale < 1000 * many) scale *= 10;
  return Math.ceil((few * scale) / many) / scale;
}

const unreachable = (
  samplerId: string,
  ratio: number,
  [few, many]: readonly [number, number],
  where: string,
  otherWay: string,
) =>
  usageError(
    'ASSAY_STRATEGY_RATIO',
    `${samplerId}: sampling_strategy=${ratio} is below the ratio that the classes have now, ${few}:${many}${where}`,
    `give ${shownRatio(few, many)} or more, or ${otherWay}`,
  );

const countOff = (samplerId: string, name: string, asked: number, has: string, hint: string) =>
  usageError(
    'ASSAY_STRATEGY_COUNT',
    `${samplerId}: sampling_strategy asks for ${asked} rows of class ${name}, which has ${has}`,
    hint,
  );

const inFold = (changes: readonly Change[]): string => (changes.length > 1 ? ' in a fold' : '');

/** The one with the most of something; of equal ones the first. */
const withMost = (changes: readonly Change[], of: (change: Change) => number): Change =>
  changes.reduce((most, one) => (of(one) > of(most) ? one : most));

/** Of classes that have some. */
const smallest = (counts: readonly number[]): number => Math.min(...counts.filter((count) => count > 0));

/** @param changes one, or one a fold @throws AssayError exit 2 for fewer rows than there are, 3 for rows of a class without any */
export function checkAdded(samplerId: string, { params, task }: Asked, changes: readonly Change[]): void {
  const strategy = params.sampling_strategy;
  const where = inFold(changes);
  for (const [label, name] of task.classes.entries()) {
    const off = changes.filter(({ counts, after }) => after[label] < counts[label]);
    if (off.length > 0 && typeof strategy === 'number') {
      const { counts } = withMost(off, (one) => one.counts[label] / Math.max(...one.counts));
      const shares = [counts[label], Math.max(...counts)] as const;
      throw unreachable(samplerId, strategy, shares, where, 'take --sampler random-under');
    }
    if (off.length > 0) {
      const { counts, after } = withMost(off, (one) => one.counts[label]);
      const has = `${counts[label]} training rows${where}`;
      const hint = `give ${counts[label]} or more, or take --sampler random-under`;
      throw countOff(samplerId, name, after[label], has, hint);
    }
    const empty = changes.find(({ counts, after }) => counts[label] === 0 && after[label] > 0);
    if (!empty) continue;
    throw dataError(
      'ASSAY_STRATEGY_NO_ROWS',
      `${samplerId}: sampling_strategy asks for ${empty.after[label]} rows of class ${name}, which has no training rows${where} to grow from`,
      'leave the class out; in cross-validation more folds (-k) leave more rows to train on',
    );
  }
}

/** @param changes one, or one a fold @throws AssayError exit 2 for more rows than there are */
export function checkKept(samplerId: string, { params, task }: Asked, changes: readonly Change[]): void {
  const strategy = params.sampling_strategy;
  const where = inFold(changes);
  for (const [label, name] of task.classes.entries()) {
    const off = changes.filter(({ counts, after }) => after[label] > counts[label]);
    if (off.length === 0) continue;
    if (typeof strategy === 'number') {
      const { counts } = withMost(off, (one) => smallest(one.counts) / one.counts[label]);
      const shares = [smallest(counts), counts[label]] as const;
      throw unreachable(samplerId, strategy, shares, where, 'take an over-sampler');
    }
    const { counts, after } = withMost(off, (one) => -one.counts[label]);
    const has = `${counts[label]} training rows${where}`;
    const hint = `give ${counts[label]} or fewer, or take an over-sampler`;
    throw countOff(samplerId, name, after[label], has, hint);
  }
}
