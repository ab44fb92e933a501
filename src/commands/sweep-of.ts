/** Lists given to options that sweep, multiplied out: one command line for each combination. */
import type { Typed, TypedValue } from './command.js';

/** The options that sweep, the one that varies slowest first. */
const SWEPT = ['model', 'sampler', 'class-weight', 'calibrate', 'threshold', 'seed'] as const;
type Swept = (typeof SWEPT)[number];

/** The values of an option, one or more; undefined when it has none. */
const valuesOf = ({ options }: Typed, name: Swept): readonly TypedValue[] => {
  const value = options[name];
  return Array.isArray(value) ? value : [value];
};

/** The options that hold more than one value. */
const variedIn = (typed: Typed): Swept[] => SWEPT.filter((name) => valuesOf(typed, name).length > 1);

/**
 * Every combination of the lists, each as if it had been typed alone; what was typed itself when there is no list. In
 * order of model, sampler, class weight, calibrator, threshold, seed: the last varies fastest.
 */
export const sweepOf = (typed: Typed): readonly Typed[] =>
  variedIn(typed).reduce<readonly Typed[]>(
    (combinations, name) =>
      combinations.flatMap((one) =>
        valuesOf(typed, name).map((value) => ({ ...one, options: { ...one.options, [name]: value } })),
      ),
    [typed],
  );

/** The ids that all combinations name: models, or samplers. */
export const idsOf = (typed: Typed, name: 'model' | 'sampler', fallback: string): string[] =>
  valuesOf(typed, name).map((value) => String(value ?? fallback));

/** What a combination is among the others: `forest · smote · seed 3`; empty when it is the only one. */
export const combinationText = (typed: Typed, one: Typed): string =>
  variedIn(typed)
    .map((name) => {
      const value = String(one.options[name]);
      if (name === 'sampler' && value === 'none') return 'no sampler';
      return name === 'model' || name === 'sampler' ? value : `${name} ${value}`;
    })
    .join(' · ');
