/** Folds that were given, by a file or by a column: dealt as those of another version, where their hash is the same. */
import { splitters } from '../splitters/list.js';
import type { Protocol } from '../splitters/splitter.js';
import type { RankEntry } from './entry.js';

/** How a splitter deals; its own name for what is no splitter, as folds of a file. */
export const protocolOfSplitter = (splitter: string): Protocol | string =>
  splitters.has(splitter) ? splitters.get(splitter).protocol : splitter;

const isGiven = ({ results }: RankEntry) => protocolOfSplitter(results.split.splitter) === 'given';

/** Entries of given folds with the splitter of the entries that have the same folds. */
export function asDealt(entries: readonly RankEntry[]): RankEntry[] {
  const dealt = entries.filter((entry) => !isGiven(entry));
  const splitterOf = new Map(dealt.map(({ results: { split } }) => [split.sha256, split.splitter]));
  return entries.map((entry) => {
    const { split } = entry.results;
    const splitter = splitterOf.get(split.sha256);
    if (splitter === undefined || !isGiven(entry)) return entry;
    return { ...entry, results: { ...entry.results, split: { ...split, splitter } } };
  });
}
