/** Least, mean, median and greatest of numbers that come in parts, in memory that is bounded. */

export interface Summary {
  readonly min: number;
  readonly mean: number;
  readonly median: number;
  readonly max: number;
}

/** Up to so many numbers the median is exact: all are kept. */
const MOST_EXACT = 1 << 22;
/** Of the 64 bits of a number those that tell a class: sign, exponent and 8 bits of the fraction. */
const CLASS_BITS = 20;
const HALF = 2 ** (CLASS_BITS - 1);

const float = new Float64Array(1);
const word = new Uint32Array(float.buffer);

/** The class of a number; classes ascend with the numbers. */
function classOf(value: number): number {
  float[0] = value;
  const top = word[1] >>> (32 - CLASS_BITS);
  return top < HALF ? top + HALF : 2 * HALF - 1 - top;
}

/** The number in the middle of a class. */
function middleOf(index: number): number {
  const top = index >= HALF ? index - HALF : 2 * HALF - 1 - index;
  word[0] = 0;
  word[1] = ((top << (32 - CLASS_BITS)) | (1 << (31 - CLASS_BITS))) >>> 0;
  return float[0];
}

/** Takes numbers; beyond `MOST_EXACT` of them the median is that of classes 0.4 % wide. */
export class RunningSummary {
  #min = Number.POSITIVE_INFINITY;
  #max = Number.NEGATIVE_INFINITY;
  #sum = 0;
  #n = 0;
  #kept: Float64Array[] | null = [];
  readonly #classes: Float64Array;

  constructor(readonly mostExact = MOST_EXACT) {
    this.#classes = new Float64Array(2 * HALF);
  }

  add(values: Float64Array): void {
    for (const value of values) {
      this.#sum += value;
      if (value < this.#min) this.#min = value;
      if (value > this.#max) this.#max = value;
      this.#classes[classOf(value)]++;
    }
    this.#n += values.length;
    if (this.#n > this.mostExact) this.#kept = null;
    this.#kept?.push(values);
  }

  /** Of one number at least. */
  summary(): Summary {
    return { min: this.#min, mean: this.#sum / this.#n, median: this.#median(), max: this.#max };
  }

  #median(): number {
    const middle = (this.#n - 1) / 2;
    const [low, high] = [Math.floor(middle), Math.ceil(middle)];
    if (this.#kept === null) return (this.#valueAt(low) + this.#valueAt(high)) / 2;
    const sorted = new Float64Array(this.#n);
    let at = 0;
    for (const values of this.#kept) {
      sorted.set(values, at);
      at += values.length;
    }
    sorted.sort();
    return (sorted[low] + sorted[high]) / 2;
  }

  /** About the number that has `rank` others before it. */
  #valueAt(rank: number): number {
    let before = 0;
    let index = 0;
    while (before + this.#classes[index] <= rank) before += this.#classes[index++];
    return Math.min(this.#max, Math.max(this.#min, middleOf(index)));
  }
}
