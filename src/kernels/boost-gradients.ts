/** The naive twin of the gradients of wasm/boost.ts: first and second derivatives of each objective, as LightGBM defines them. */

/** The objective's name and its parameter; core/trees/boost-options.ts has the list. */
interface NaiveObjective {
  readonly id: string;
  readonly alpha: number;
}

/** LightGBM's poisson_max_delta_step: the second derivative is taken that much further on. */
const POISSON_STEP = 0.7;

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** [first, second] derivative of a row's loss by its raw score. */
function derivative({ id, alpha }: NaiveObjective, score: number, y: number): [number, number] {
  const off = score - y;
  switch (id) {
    case 'log_loss':
      return [sigmoid(score) - y, sigmoid(score) * sigmoid(-score)];
    case 'squared_error':
      return [off, 1];
    case 'absolute_error':
      return [Math.sign(off), 1];
    case 'quantile':
      return [off >= 0 ? 1 - alpha : -alpha, 1];
    case 'huber':
      return [Math.min(alpha, Math.max(-alpha, off)), 1];
    case 'poisson':
      return [Math.exp(score) - y, Math.exp(score + POISSON_STEP)];
    case 'gamma':
      return [1 - y * Math.exp(-score), y * Math.exp(-score)];
    default:
      throw new Error(`no such objective: ${id}`);
  }
}

/** The same of one class's score; the second one by K / (K - 1), as scores have one degree of freedom less (Friedman 2001). */
function softmaxDerivative(scores: Float64Array, channel: number, y: number): [number, number] {
  const most = Math.max(...scores);
  const e = scores.map((score) => Math.exp(score - most));
  const p = e[channel] / e.reduce((sum, value) => sum + value, 0);
  const K = scores.length;
  return [p - (y === channel ? 1 : 0), (K / (K - 1)) * p * (1 - p)];
}

/**
 * Derivatives of all rows, weights in.
 * @param scores [nRows * nChannels] raw @param y [nRows] @param weights [nRows], or null for all 1
 */
export function naiveDerivatives(
  objective: NaiveObjective,
  y: Float64Array,
  weights: Float64Array | null,
  scores: Float64Array,
  channel: number,
): { g: Float64Array; h: Float64Array } {
  const K = scores.length / y.length;
  const g = new Float64Array(y.length);
  const h = new Float64Array(y.length);
  for (let row = 0; row < y.length; row++) {
    const own = scores.subarray(row * K, (row + 1) * K);
    const [first, second] =
      objective.id === 'softmax'
        ? softmaxDerivative(own, channel, y[row])
        : derivative(objective, own[0], y[row]);
    const w = weights ? weights[row] : 1;
    g[row] = w * first;
    h[row] = w * second;
  }
  return { g, h };
}
