/** The small tables that rows of bad input start from. */
import { stream } from '../../../src/core/rng.js';

/** Lines of a file, each ended. */
export const lines = (...rows: readonly string[]): string => rows.map((row) => `${row}\n`).join('');

/** @returns a header and `nRows` lines */
export const table = (header: string, nRows: number, row: (index: number) => string): string =>
  lines(header, ...Array.from({ length: nRows }, (_, index) => row(index)));

/** 60 rows of two numbers, a category of three levels and a target, `yes` in every third row. */
export const GOOD = ((): string => {
  const rng = stream(1, 'good');
  return table(
    'age,income,town,y',
    60,
    (i) =>
      `${18 + rng.below(60)},${rng.below(10_000) / 100},${'abc'[rng.below(3)]},${i % 3 === 0 ? 'yes' : 'no'}`,
  );
})();

/** Bytes that are no text of any kind. */
export const noise = (length: number): Uint8Array => {
  const rng = stream(2, 'noise');
  return Uint8Array.from({ length }, () => rng.below(256));
};
