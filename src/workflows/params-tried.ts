/** Settings of the model's parameters that stand for all that a step will try: what is refused there is refused before. */
import type { Params, ParamValue, Space } from '../core/params.js';
import type { Options } from '../core/schemas/options.js';

/** What a step has of its model's parameters: fixed values, ranges of `tune`, the axis of `curve`. */
type Drafted = Pick<Options, 'tune' | 'curve'> & { readonly modelling: { readonly params: Params } };

/** Words, true, false and none each mean something else; of numbers one stands for all. */
function standingFor(values: readonly ParamValue[]): ParamValue[] {
  const isNumber = (value: ParamValue) => typeof value === 'number';
  return [...values.filter((value) => !isNumber(value)), ...values.filter(isNumber).slice(0, 1)];
}

function searchedValues({ modelling, tune, curve }: Drafted): (readonly [string, ParamValue[]])[] {
  const space = Object.entries((tune?.space ?? {}) as Record<string, Space>);
  const searched = space.map(([name, one]) => [name, 'choices' in one ? one.choices : [one.low]] as const);
  const axis = curve && curve.param in modelling.params ? [[curve.param, curve.values] as const] : [];
  return [...searched, ...axis].map(([name, values]) => [name, standingFor(values)]);
}

/**
 * Every value of a searched parameter stands in one of them at least, and each is one that the search may try.
 * @returns the parameters themselves when nothing is searched
 */
export function paramsTried(draft: Drafted): Params[] {
  const searched = searchedValues(draft);
  const most = searched.reduce((longest, [, values]) => Math.max(longest, values.length), 1);
  return Array.from({ length: most }, (_, i) => {
    const chosen = searched.map(([name, values]) => [name, values[i % values.length]]);
    return { ...draft.modelling.params, ...Object.fromEntries(chosen) };
  });
}
