/** The options of a search: those of `tune`, and of `cv` with --nested. */
import type { OptionSpec } from './command.js';
import { paramOption } from './modelling-options.js';

export const searchOptions = [
  {
    name: 'trials',
    type: 'int',
    min: 1,
    max: 100000,
    group: 'search',
    help: 'how many settings are tried, none twice; default: 30, with --search grid all',
  },
  {
    name: 'search',
    type: 'text',
    default: 'random',
    value: 'ID',
    group: 'search',
    completes: 'search',
    help: 'how settings are chosen: assay help searches',
    known: async () => (await import('./registry-help.js')).knownSearches(),
  },
] as const satisfies readonly OptionSpec[];

export const nestedOption = {
  name: 'nested',
  type: 'text',
  value: 'KxN',
  group: 'search',
  help: '5x3: score the search itself, on 5 folds, each by the best of a search on 3 folds of its training rows',
} as const satisfies OptionSpec;

/** `-p` as a search takes it. */
export const withRanges = (spec: OptionSpec): OptionSpec =>
  spec.name === paramOption.name
    ? { ...spec, help: `${spec.help}; a range (2..12, 0.001..0.3:log) or a list (sqrt,0.5) is searched` }
    : spec;
