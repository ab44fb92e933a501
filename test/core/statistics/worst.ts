import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';

/** Gathers relative errors of a grid, to be held against one bound and told. */
export class Worst {
  private error = 0;
  private where = 'nowhere';
  private count = 0;

  /** @param expected as in the golden file, digits or a number */
  see(actual: number, expected: string | number, where: unknown): void {
    const error = Math.abs(actual / Number(expected) - 1);
    this.count++;
    if (error <= this.error) return;
    this.error = error;
    this.where = `${JSON.stringify(where)}: ${actual}, not ${expected}`;
  }

  /** Fails beyond the bound; the largest error is a note of the test. @param least how many values there must have been */
  below(bound: number, t: TestContext, least: number): void {
    assert.ok(this.count >= least, `only ${this.count} values`);
    t.diagnostic(`largest relative error of ${this.count}: ${this.error.toExponential(1)} (${this.where})`);
    assert.ok(this.error <= bound, `${this.error} at ${this.where}`);
  }
}
