// The features that a split looks at.
import { below } from './rng';
import { i32At, maxFeatures, nVarying, order, rng, varying } from './tree-job';

/** The i-th feature of a node; drawn without replacement unless all are looked at, which goes by their order. */
@inline export function nthFeature(P: usize, i: i32): i32 {
  const F = nVarying(P);
  if (maxFeatures(P) >= F) return i32At(varying(P), i);
  const O = order(P), here = O + (<usize>i << 2);
  const there = O + (<usize>(i + <i32>below(rng(P), F - i)) << 2);
  const feature = load<i32>(there);
  store<i32>(there, load<i32>(here));
  store<i32>(here, feature);
  return feature;
}
