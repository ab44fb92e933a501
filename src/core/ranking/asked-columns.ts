/** `--columns f1,fit_time,max_depth,tags`: what a person wants to see of each row. */
import { metrics } from '../metrics/list.js';
import { unknownName } from '../suggest.js';
import type { Candidate } from './candidate.js';
import { optionsAsTyped, type Shown } from './differences.js';
import { costsOf, measures } from './measures.js';

/** Beside metrics, measures and options. */
const OTHERS: Readonly<Record<string, (candidate: Candidate) => Shown>> = {
  tags: ({ entries }) => [...new Set(entries.flatMap(({ tags }) => tags))],
  seeds: ({ entries }) => [...new Set(entries.map(({ results }) => String(results.seed)))],
  started: ({ entries }) => entries[0].started,
  step: ({ entries }) => entries[0].step,
};

interface Column {
  /** As it is shown: an alias becomes the name it stands for. */
  readonly name: string;
  of(candidate: Candidate): Shown;
}

function columnOf(typed: string, list: readonly Candidate[]): Column {
  if (typed in OTHERS) return { name: typed, of: OTHERS[typed] };
  if (measures.has(typed)) {
    const { id } = measures.get(typed);
    return { name: id, of: ({ entries }) => costsOf(entries)[id] };
  }
  const id = metrics.has(typed) ? metrics.get(typed).id : typed;
  if (list.some((candidate) => id in candidate.metrics)) {
    return { name: id, of: (candidate) => candidate.metrics[id]?.value ?? null };
  }
  const isOption = list.some(({ entries }) => optionsAsTyped(entries[0]).has(typed));
  if (isOption) return { name: typed, of: ({ entries }) => optionsAsTyped(entries[0]).get(typed) ?? null };
  const scored = list.flatMap((candidate) => Object.keys(candidate.metrics));
  const options = list.flatMap(({ entries }) => [...optionsAsTyped(entries[0]).keys()]);
  const known = [...scored, ...measures.ids(), ...Object.keys(OTHERS), ...options];
  throw unknownName('column', typed, [...new Set(known)]);
}

/**
 * The asked columns, as a function of a row.
 * @param list all rows  @throws AssayError (exit 2): no row has such a thing
 */
export function askedColumns(
  typed: readonly string[],
  list: readonly Candidate[],
): (candidate: Candidate) => Record<string, Shown> {
  const columns = typed.map((name) => columnOf(name, list));
  return (candidate) => Object.fromEntries(columns.map(({ name, of }) => [name, of(candidate)]));
}
