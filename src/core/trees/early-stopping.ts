/** Early stopping: rows held out of the training rows tell when more rounds no longer help. */
import type { Rng } from '../rng.js';
import { isClassification, type Task } from '../task.js';

/** Rows of each class; all rows when numbers are predicted. */
function strata(task: Task, y: Float64Array): number[][] {
  if (!isClassification(task)) return [[...y.keys()]];
  const rows = task.classes.map((): number[] => []);
  y.forEach((label, row) => {
    rows[label].push(row);
  });
  return rows;
}

/**
 * Draws rows to be held out, the same share of each class: at least one of a class, and one of it stays.
 * @returns ascending; empty when no class has two rows
 */
export function drawHeldOut(task: Task, y: Float64Array, share: number, rng: Rng): Uint32Array {
  const drawn = strata(task, y).flatMap((rows) => {
    const count = Math.max(1, Math.round(share * rows.length));
    return rng.shuffle(rows).slice(0, Math.min(count, Math.max(0, rows.length - 1)));
  });
  return Uint32Array.from(drawn).sort();
}

/** Watches the losses of one round after the other. */
export class Patience {
  /** Rounds up to the best one so far. */
  best = 0;
  #least = Number.POSITIVE_INFINITY;
  readonly #patience: number;
  readonly #tolerance: number;

  /** @param patience rounds to wait for a loss that is lower by more than `tolerance` */
  constructor(patience: number, tolerance: number) {
    this.#patience = patience;
    this.#tolerance = tolerance;
  }

  /** @param round from 1 @returns whether more rounds may help */
  goesOn(round: number, loss: number): boolean {
    if (loss < this.#least - this.#tolerance || this.best === 0) {
      this.#least = loss;
      this.best = round;
    }
    return round - this.best < this.#patience;
  }
}
