// The features that a leaf may be split by: interaction constraints, and a draw for each split.
import {
  allowed, groups, groupsOf, nFeatures, nGroupWords, nNodeFeatures, nodeKey, nodeOf, nTreeFeatures, order,
  treeFeatures,
} from './boost-job';

/** Whether leaves may not be split by every feature of the tree. */
@inline export function restricts(P: usize): bool { return groups(P) != 0 || nNodeFeatures(P) < nTreeFeatures(P); }

/** Whether a path that may stay in the groups of M may go on by feature f. */
function mayMeet(P: usize, M: usize, f: usize): bool {
  if (!groups(P)) return true;
  const words = <usize>nGroupWords(P), own = groups(P) + ((f * words) << 2);
  for (let w: usize = 0; w < words; w++) if (load<u32>(M + (w << 2)) & load<u32>(own + (w << 2))) return true;
  return false;
}

/** Random 64 bits of a number under a key: splitmix64's finish (Steele, Lea & Flood 2014). */
function mixed(key: u64, number: u64): u64 {
  let z = key + (number + 1) * 0x9e3779b97f4a7c15;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

/** Marks the features that a leaf may be split by: those that may meet its path, or so many of them, drawn by its node. */
export function markAllowed(P: usize, L: usize, side: i32): void {
  if (!restricts(P)) return;
  const out = allowed(P) + <usize>(side * nFeatures(P)), O = order(P), want = nNodeFeatures(P);
  let n: i32 = 0;
  memory.fill(out, 0, nFeatures(P));
  for (let i: usize = 0; i < <usize>nTreeFeatures(P); i++) {
    const f = load<u32>(treeFeatures(P) + (i << 2));
    if (!mayMeet(P, groupsOf(L), f)) continue;
    store<u32>(O + (<usize>n << 2), f);
    n++;
  }
  for (let i = 0; i < min(n, want); i++) {
    const random = mixed(nodeKey(P), (<u64>nodeOf(L) << 32) + <u64>i) >> 32;
    const at = O + (<usize>(want < n ? i + <i32>((random * <u64>(n - i)) >> 32) : i) << 2), here = O + (<usize>i << 2);
    const f = load<u32>(at);
    store<u32>(at, load<u32>(here));
    store<u32>(here, f);
    store<u8>(out + f, 1);
  }
}
