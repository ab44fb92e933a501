/** Parameters that samplers with distances share. */
import type { ParamSpec, Params } from '../params.js';

/** Neighbours of the own class that a new row may lie towards. */
export const kNeighbors: ParamSpec = {
  type: 'int',
  default: 5,
  min: 1,
  help: 'neighbours a new row may lie towards; they vote on its categories',
  aliases: ['k'],
  space: { low: 3, high: 15, integer: true },
};

/** Neighbours of any class that tell where a row stands. */
export const mNeighbors: ParamSpec = {
  type: 'int',
  default: 10,
  min: 1,
  help: 'neighbours of any class that tell whether a row is on a border',
  aliases: ['m'],
};

export const scale: ParamSpec = {
  type: 'word',
  default: 'standard',
  words: ['standard', 'none'],
  help: 'distances standardise numbers by the training rows; none: they are taken as they stand',
};

/** The value of `scale`. */
export const scaleOf = (params: Params): 'standard' | 'none' =>
  params.scale === 'none' ? 'none' : 'standard';
