/** `--leak-gap` as data: what becomes of it is in leak-gap-options.ts, which loads the samplers. */
import type { OptionSpec } from './command.js';

/** `cv --leak-gap` */
export const leakGapOption = {
  name: 'leak-gap',
  type: 'flag',
  group: 'evaluation',
  help: 'runs --sampler the wrong way too, on the whole table before the split, and shows by how much that flatters each metric; never ranked',
} as const satisfies OptionSpec;
