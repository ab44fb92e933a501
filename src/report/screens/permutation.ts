/** How the score stands among those of permuted targets, when that was asked for. */
import type { CvResults } from '../../core/schemas/evaluation.js';
import { count } from '../../core/shown-numbers.js';
import { digitsFor, score } from './numbers.js';
import { fact, type Style } from './paint.js';

export function permutationBlock({ permutation, metrics, by }: CvResults, style: Style): string[] {
  if (!permutation) return [];
  const { n, done, p, why, values } = permutation;
  const observed = metrics[by];
  const share = done === undefined ? count(n) : `${count(done)} of ${count(n)}`;
  const how = done === undefined ? '' : ' (interrupted)';
  if (why !== undefined) return fact('permuted', `no p${how}: ${why}`, style);
  if (p === null) return fact('permuted', `${by} is undefined: nothing to test`, style);
  const known = values.filter((value) => value !== null);
  const best = observed.direction === 'max' ? Math.max(...known) : Math.min(...known);
  const shown = known.length > 0 ? `, the best of them ${score(best, digitsFor([observed.value]))}` : '';
  const text = `p ${score(p, p < 0.001 ? 5 : 4)} that ${by} is this good by chance: ${share} permuted targets${how}, fitted anew${shown}`;
  return fact('permuted', text, style);
}
