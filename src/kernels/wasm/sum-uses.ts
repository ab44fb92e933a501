// What each feature did in a grown tree, for importances.
import { NODE_BYTES, USE_WORDS } from '../layouts/nodes';

const USE_BYTES: usize = USE_WORDS << 3, SPLITS: usize = 8, GAIN: usize = 16;

/**
 * Adds gains and splits up in the order of nodes, then moves those of features that were split to the front. OUT has a place
 * for each feature behind one for leaves, whose feature is -1: so nodes are added without a branch.
 */
export function sumUses(NODES: usize, GAINS: usize, nNodes: i32, nFeatures: i32, OUT: usize): i32 {
  const first = OUT + USE_BYTES, end = NODES + <usize>nNodes * NODE_BYTES;
  memory.fill(OUT, 0, <usize>(nFeatures + 1) * USE_BYTES);
  for (; NODES < end; NODES += NODE_BYTES, GAINS += 8) {
    const use = first + <usize>load<i32>(NODES) * USE_BYTES;
    store<f64>(use, load<f64>(use, SPLITS) + 1, SPLITS);
    store<f64>(use, load<f64>(use, GAIN) + load<f64>(GAINS), GAIN);
  }
  let used = 0;
  for (let feature = 0; feature < nFeatures; feature++) {
    const use = first + <usize>feature * USE_BYTES, to = OUT + <usize>used * USE_BYTES;
    if (load<f64>(use, SPLITS) == 0) continue;
    store<f64>(to, <f64>feature);
    store<f64>(to, load<f64>(use, SPLITS), SPLITS);
    store<f64>(to, load<f64>(use, GAIN), GAIN);
    used++;
  }
  return used;
}
