/** Every splitter that assay knows: one line each. */
import { Registry } from '../registry.js';
import { group } from './group.js';
import { holdOut } from './hold-out.js';
import { kfold, stratified } from './kfold.js';
import type { Splitter } from './splitter.js';
import { time } from './time.js';

export const splitters: Registry<Splitter> = new Registry<Splitter>('splitter', [
  stratified,
  kfold,
  group,
  time,
  holdOut,
]);
