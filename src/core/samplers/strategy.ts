/**
 * `sampling_strategy` in all its forms, as imbalanced-learn means them: how many rows of each class a sampler adds or
 * keeps, or which classes it cleans.
 *
 * | typed | over | under | cleaning |
 * |---|---|---|---|
 * | auto | not-majority | not-minority | not-minority |
 * | minority, majority, not-minority, not-majority, all | these become as large as the largest | these become as small as the smallest | these are cleaned |
 * | 0.5 | minority / majority after, two classes only | the same | - |
 * | a:500,b:300 or {"a": 500}, also as Python writes it | rows of each class after | the same | - |
 * | a,b or ["a", "b"] | - | - | these are cleaned |
 *
 * Of equally large classes the first is the largest, and the smallest. A class without training rows counts as none.
 */
import { usageError } from '../errors.js';
import type { ParamSpec, Params } from '../params.js';
import type { Task } from '../task.js';
import { checkAdded, checkKept } from './class-changes.js';
import { checkNamedOnce, formOf, labelOf, parseByClass, parsedJson } from './class-names.js';
import { checkNewRows } from './made-rows.js';
import type { SampleInput, Sampler } from './sampler.js';

const STRATEGY = 'sampling_strategy';
const OVER_WORDS = ['auto', 'minority', 'not-minority', 'not-majority', 'all'];
const UNDER_WORDS = ['auto', 'majority', 'not-minority', 'not-majority', 'all'];

/** @returns rows of each class, `[class, rows]`, as typed; null when the text is not written so */
function parseCounts(text: string): [string, number][] | null {
  const pairs = parseByClass(text);
  return pairs?.every(([, rows]) => Number.isSafeInteger(rows)) ? pairs : null;
}

/** @returns classes as typed; null when the text is not written so */
function parseClasses(text: string): string[] | null {
  if (text === 'minority') return null;
  const names = text.startsWith('[') ? parsedJson(text) : text.split(',').map((name) => name.trim());
  if (!Array.isArray(names) || names.length === 0 || names.some((name) => name === '')) return null;
  return names.map(String);
}

const counted: Pick<ParamSpec, 'type' | 'default' | 'min' | 'aboveMin' | 'max' | 'form'> = {
  type: 'float',
  default: 'auto',
  min: 0,
  aboveMin: true,
  max: 1,
  form: formOf('rows of classes after as CLASS:500,CLASS:300', parseCounts),
};

/** For what is written in no form. */
const FORMS = 'a ratio is above 0, at most 1; rows of classes are written as 1:100; the default is auto';

/** What a strategy is meant of. */
type Strategy = Pick<SampleInput, 'params' | 'task'>;

/** Of samplers that add rows, and of those that first add and then leave out. */
export const overStrategy: ParamSpec = {
  ...counted,
  words: OVER_WORDS,
  otherwise: (text) =>
    text === 'majority' ? 'an over-sampler adds no rows to the largest class: use not-majority' : FORMS,
  help: 'which classes become as large as the largest (auto: all others); a number: minority / majority after, two classes only',
};

const NOT_MINORITY = 'no rows are taken from the smallest class by its size: use not-minority';

/** Of samplers that leave rows out down to a count. */
export const underStrategy: ParamSpec = {
  ...counted,
  words: UNDER_WORDS,
  otherwise: (text) => (text === 'minority' ? NOT_MINORITY : FORMS),
  help: 'which classes become as small as the smallest (auto: all others); a number: minority / majority after, two classes only',
};

/** Of samplers that leave out rows by a rule. */
export const cleaningStrategy: ParamSpec = {
  words: UNDER_WORDS,
  otherwise: (text) => (text === 'minority' ? NOT_MINORITY : undefined),
  type: 'text',
  default: 'auto',
  form: formOf('classes as CLASS,CLASS', parseClasses),
  help: 'which classes lose rows (auto: all but the smallest)',
};

function checkRatio(samplerId: string, ratio: number, { classes }: Task): void {
  if (classes.length <= 2) return;
  throw usageError(
    'ASSAY_STRATEGY_RATIO',
    `${samplerId}: sampling_strategy=${ratio} is a ratio of two classes, and there are ${classes.length}`,
    `use -p ${samplerId}.sampling_strategy=${classes.map((name) => `${name}:ROWS`).join(',')}`,
  );
}

/** Is it a share, or counts? Cleaning rules have neither. */
const isAmount = (text: string): boolean => parseCounts(text) !== null || /^\s*\d*\.\d+\s*$/.test(text);

/** @throws AssayError exit 2 for an amount, unless a class is called so */
function checkNoAmount(samplerId: string, text: string, { classes }: Task): void {
  if (classes.includes(text) || !isAmount(text)) return;
  throw usageError(
    'ASSAY_STRATEGY_COUNT',
    `${samplerId}: sampling_strategy names the classes that lose rows, got "${text}": what a rule leaves out has no count`,
    `give CLASS,CLASS or one of ${UNDER_WORDS.join(', ')}; for a ratio or counts take --sampler random-under`,
  );
}

/**
 * Can the strategy, and whatever else names classes, be meant of these? Their rows are not looked at.
 * @throws AssayError exit 2 for a ratio of many classes, an amount of a cleaning rule, a class that there is not, or one
 * that is named twice
 */
export function checkStrategy(
  { id, kind, linksOf, checkClasses }: Pick<Sampler, 'id' | 'kind' | 'linksOf' | 'checkClasses'>,
  params: Params,
  task: Task,
): void {
  for (const link of linksOf?.(params) ?? []) checkStrategy(link.sampler, link.params, task);
  checkClasses?.(params, task);
  const strategy = params.sampling_strategy;
  if (typeof strategy === 'number') checkRatio(id, strategy, task);
  if (typeof strategy !== 'string' || [...OVER_WORDS, ...UNDER_WORDS].includes(strategy)) return;
  if (kind === 'clean') checkNoAmount(id, strategy, task);
  const names = kind === 'clean' ? parseClasses(strategy) : parseCounts(strategy)?.map(([name]) => name);
  for (const name of names ?? []) labelOf(STRATEGY, name, task);
  checkNamedOnce(id, STRATEGY, names ?? [], strategy);
}

/** Index of the largest or smallest class that has rows; ties to the first class. -1 without rows. */
function extreme(counts: readonly number[], wanted: 'largest' | 'smallest'): number {
  let best = -1;
  counts.forEach((count, label) => {
    if (count === 0) return;
    if (best < 0 || (wanted === 'largest' ? count > counts[best] : count < counts[best])) best = label;
  });
  return best;
}

/** Index of the class with the fewest rows, but some; ties to the first class. @param counts in class order */
export const smallestClass = (counts: readonly number[]): number => extreme(counts, 'smallest');

/** The classes with rows that a word means. @param auto what `auto` stands for */
function targeted(word: string, counts: readonly number[], auto: string): boolean[] {
  const meant = word === 'auto' ? auto : word;
  const named = extreme(counts, meant.endsWith('minority') ? 'smallest' : 'largest');
  return counts.map((count, label) => {
    if (count === 0) return false;
    if (meant === 'all') return true;
    return meant.startsWith('not-') ? label !== named : label === named;
  });
}

/** What doubles may be off a whole number of rows: 0.29 of 100 is 29. */
const WHOLE = 1e-9;

/** Rows of each class that are asked for by name; those that are not named stay as they are. */
function askedCounts(text: string, task: Task, counts: readonly number[]): number[] {
  const asked = [...counts];
  for (const [name, rows] of parseCounts(text) ?? []) asked[labelOf(STRATEGY, name, task)] = rows;
  return asked;
}

function countsAfterOver(samplerId: string, { params, task }: Strategy, counts: readonly number[]): number[] {
  const strategy = params.sampling_strategy;
  const largest = extreme(counts, 'largest');
  if (typeof strategy === 'number') {
    checkRatio(samplerId, strategy, task);
    return counts.map((count, label) =>
      count === 0 || label === largest ? count : Math.floor(strategy * counts[largest] + WHOLE),
    );
  }
  const text = String(strategy);
  if (!OVER_WORDS.includes(text)) return askedCounts(text, task, counts);
  const isTarget = targeted(text, counts, 'not-majority');
  return counts.map((count, label) => (isTarget[label] ? counts[largest] : count));
}

function countsAfterUnder(
  samplerId: string,
  { params, task }: Strategy,
  counts: readonly number[],
): number[] {
  const strategy = params.sampling_strategy;
  const smallest = extreme(counts, 'smallest');
  if (typeof strategy === 'number') {
    checkRatio(samplerId, strategy, task);
    return counts.map((count, label) =>
      count === 0 || label === smallest ? count : Math.floor(counts[smallest] / strategy + WHOLE),
    );
  }
  const text = String(strategy);
  if (!UNDER_WORDS.includes(text)) return askedCounts(text, task, counts);
  const isTarget = targeted(text, counts, 'not-minority');
  return counts.map((count, label) => (isTarget[label] ? counts[smallest] : count));
}

/**
 * Rows of each class after a sampler that adds rows or leaves some out, of each table that it is to run on.
 * @param tables rows of each class @throws AssayError as `rowsToAdd` and `rowsToKeep`
 */
export function countsAfter(
  samplerId: string,
  way: 'over' | 'under',
  input: Strategy,
  tables: readonly (readonly number[])[],
): number[][] {
  const afterOne = way === 'under' ? countsAfterUnder : countsAfterOver;
  const after = tables.map((counts) => afterOne(samplerId, input, counts));
  const changes = tables.map((counts, i) => ({ counts, after: after[i] }));
  (way === 'under' ? checkKept : checkAdded)(samplerId, input, changes);
  return after;
}

/**
 * Rows to add to each class, in class order. Classes without training rows get none, unless they are asked for by name.
 * @param byClass `rowsOfClasses`
 * @throws AssayError exit 2 for fewer rows than there are, more than memory holds, or a ratio of many classes; 3 for rows of
 *   a class without any
 */
export function rowsToAdd(
  samplerId: string,
  input: Strategy & Pick<SampleInput, 'table'>,
  byClass: readonly Uint32Array[],
): number[] {
  const counts = byClass.map((rows) => rows.length);
  const [after] = countsAfter(samplerId, 'over', input, [counts]);
  const added = after.map((rows, label) => rows - counts[label]);
  const nNew = added.reduce((sum, rows) => sum + rows, 0);
  checkNewRows(samplerId, nNew, input.table.columns.length);
  return added;
}

/**
 * Rows of each class to keep, in class order.
 * @param byClass `rowsOfClasses`
 * @throws AssayError exit 2 for more rows than there are, or a ratio of many classes
 */
export function rowsToKeep(samplerId: string, input: Strategy, byClass: readonly Uint32Array[]): number[] {
  const counts = byClass.map((rows) => rows.length);
  return countsAfter(samplerId, 'under', input, [counts])[0];
}
/** Which classes an under-sampler draws rows of, in class order; the others stay as they are. @param counts rows of each class */
export function classesToDraw({ params, task }: Strategy, counts: readonly number[]): boolean[] {
  const strategy = params.sampling_strategy;
  if (typeof strategy === 'number') return targeted('not-minority', counts, 'not-minority');
  const text = String(strategy);
  if (UNDER_WORDS.includes(text)) return targeted(text, counts, 'not-minority');
  const named = new Set((parseCounts(text) ?? []).map(([name]) => labelOf(STRATEGY, name, task)));
  return counts.map((_, label) => named.has(label));
}

/** Which classes may lose rows, in class order. @param byClass `rowsOfClasses` */
export function classesToClean({ params, task }: SampleInput, byClass: readonly Uint32Array[]): boolean[] {
  const counts = byClass.map((rows) => rows.length);
  const text = String(params.sampling_strategy);
  if (UNDER_WORDS.includes(text)) return targeted(text, counts, 'not-minority');
  const labels = new Set((parseClasses(text) ?? []).map((name) => labelOf(STRATEGY, name, task)));
  return counts.map((_, label) => labels.has(label));
}
