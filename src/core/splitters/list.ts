/** Every splitter that assay knows: one line each. */
import { usageError } from '../errors.js';
import { Registry } from '../registry.js';
import { normaliseId } from '../suggest.js';
import { bootstrap } from './bootstrap.js';
import { group } from './group.js';
import { holdOut } from './hold-out.js';
import { kfold } from './kfold.js';
import { leaveOneGroupOut, leaveOneOut, leavePOut } from './leave-out.js';
import { predefined } from './predefined.js';
import { purged } from './purged.js';
import { groupShuffle, shuffle, stratifiedShuffle } from './shuffle.js';
import type { Splitter } from './splitter.js';
import { stratified } from './stratified.js';
import { stratifiedGroup } from './stratified-group.js';
import { time } from './time.js';

export const splitters: Registry<Splitter> = new Registry<Splitter>('splitter', [
  stratified,
  kfold,
  group,
  stratifiedGroup,
  shuffle,
  stratifiedShuffle,
  groupShuffle,
  leaveOneOut,
  leavePOut,
  leaveOneGroupOut,
  time,
  purged,
  predefined,
  bootstrap,
  holdOut,
]);

/** scikit-learn's repeated splitters: any splitter repeats here. */
const REPEATED: Readonly<Record<string, string>> = {
  repeatedkfold: 'kfold',
  repeatedstratifiedkfold: 'stratified',
};

/** @throws AssayError exit 2 for an unknown id; for a repeated form, how it is written */
export function splitterFor(typed: string): Splitter {
  const repeated = REPEATED[normaliseId(typed)];
  if (repeated === undefined) return splitters.get(typed);
  throw usageError(
    'ASSAY_REPEATED_SPLITTER',
    `${typed} is --splitter ${repeated} with --repeats`,
    `--splitter ${repeated} --repeats 10`,
  );
}

/** How folds that were dealt so become a score; those that were given: by their mean. */
export const estimateOf = (splitter: string): Splitter['estimate'] =>
  splitters.has(splitter) ? splitters.get(splitter).estimate : undefined;

/** Are the folds the same whatever --split-seed says? Those that were given are. */
export const ignoresSeed = (splitter: string): boolean =>
  !splitters.has(splitter) || !splitters.get(splitter).isRandom;
