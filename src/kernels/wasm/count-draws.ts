// A bootstrap sample as counts: n draws with replacement among n.
import { below } from './rng';

/** S: state of the generator [4 u32]. OUT [n u32]: how often each of n is drawn in n draws. O(n). */
export function countDraws(S: usize, n: i32, OUT: usize): void {
  memory.fill(OUT, 0, <usize>n << 2);
  for (let i = 0; i < n; i++) {
    const at = OUT + (<usize>below(S, n) << 2);
    store<u32>(at, load<u32>(at) + 1);
  }
}
