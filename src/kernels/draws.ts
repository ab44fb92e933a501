/**
 * What the naive twin of wasm/grow-tree.ts draws: rows, features and cuts, by the kernel's generator and in its order
 * (wasm/bag.ts, chance-bag.ts, class-bag.ts, draw-features.ts, split-drawn.ts).
 */

/** [bin] smallest and largest value of each bin. */
export interface NaiveRange {
  readonly low: ArrayLike<number>;
  readonly high: ArrayLike<number>;
}

/** Of the rows of a class, `taken` are drawn. */
export interface NaiveQuota {
  readonly rows: readonly number[];
  readonly taken: number;
  readonly replaces: boolean;
}

export class NaiveDraws {
  readonly #order: number[];

  /**
   * @param next the generator's next 32 bits
   * @param varying features that are not constant over the training rows
   * @param maxFeatures those that a split looks at
   * @param ranges [feature], for cuts that are drawn; null: every cut is looked at
   */
  constructor(
    readonly next: () => number,
    varying: readonly number[],
    readonly maxFeatures: number,
    readonly ranges: readonly NaiveRange[] | null,
  ) {
    this.#order = [...varying];
  }

  #below(n: number): number {
    return Math.floor((this.next() * n) / 2 ** 32);
  }

  /** @returns [nRows] how often each row is drawn, with replacement */
  bag(nRows: number, nDraws: number): number[] {
    const times = new Array<number>(nRows).fill(0);
    for (let i = 0; i < nDraws; i++) times[this.#below(nRows)]++;
    return times;
  }

  /** @returns the same where each row has its chance of being kept, in parts of 2^32, and another that is drawn instead */
  bagByChance(chances: readonly (readonly [kept: number, other: number])[], nDraws: number): number[] {
    const times = new Array<number>(chances.length).fill(0);
    for (let i = 0; i < nDraws; i++) {
      const row = this.#below(chances.length);
      const [kept, other] = chances[row];
      times[this.next() < kept ? row : other]++;
    }
    return times;
  }

  /** @returns the same where each class gives its number of rows, and nDraws, unless 0, are drawn of these */
  bagOfClasses(nRows: number, classes: readonly NaiveQuota[], nDraws: number): number[] {
    const taken = classes.flatMap((quota) => this.#takeOfClass(quota));
    const times = new Array<number>(nRows).fill(0);
    if (nDraws === 0) for (const row of taken) times[row]++;
    else for (let i = 0; i < nDraws; i++) times[taken[this.#below(taken.length)]]++;
    return times;
  }

  #takeOfClass({ rows, taken, replaces }: NaiveQuota): number[] {
    if (replaces) return Array.from({ length: taken }, () => rows[this.#below(rows.length)]);
    if (taken === rows.length) return [...rows];
    const own: number[] = [];
    for (let last = rows.length - taken; last < rows.length; last++) {
      const row = rows[this.#below(last + 1)];
      own.push(own.includes(row) ? rows[last] : row);
    }
    return own;
  }

  get nFeatures(): number {
    return this.#order.length;
  }

  /** The i-th feature that a node looks at. */
  feature(i: number): number {
    const order = this.#order;
    if (this.maxFeatures >= order.length) return order[i];
    const there = i + this.#below(order.length - i);
    [order[i], order[there]] = [order[there], order[i]];
    return order[i];
  }

  /** The side of missing values. */
  side(): 'left' | 'right' {
    return this.#below(2) === 1 ? 'left' : 'right';
  }

  /** The last bin that goes left of a value drawn between the smallest and the largest of two bins. */
  cut({ low, high }: NaiveRange, first: number, last: number): number {
    const share = this.next() / 2 ** 32;
    const span = high[last] - low[first];
    const x = Number.isFinite(span)
      ? low[first] + share * span
      : low[first] * (1 - share) + high[last] * share;
    let cut = first;
    for (let bin = first; bin < last; bin++) if (low[bin] + (high[bin] - low[bin]) / 2 <= x) cut = bin;
    return cut;
  }
}
