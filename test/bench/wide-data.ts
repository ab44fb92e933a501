/** Seeded data of any width, for what the recipes are too narrow for. */

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { stream } from '../../src/core/rng.js';

const LEVELS = 100;
const ROWS_AT_ONCE = 10_000;

/** A CSV of whole numbers below 100, and `y`: the sum of the first four and noise, or the class that it decides. */
export async function writeWideData(
  path: string,
  nRows: number,
  nColumns: number,
  target: 'class' | 'number' = 'class',
): Promise<void> {
  const rng = stream(42, 'bench/wide');
  const out = createWriteStream(path);
  out.write(`${Array.from({ length: nColumns }, (_, column) => `x${column}`).join(',')},y\n`);
  for (let row = 0; row < nRows; row += ROWS_AT_ONCE) {
    const lines = Array.from({ length: Math.min(ROWS_AT_ONCE, nRows - row) }, () => {
      const cells = Array.from({ length: nColumns }, () => Math.floor(rng.uniform() * LEVELS));
      const sum = cells[0] + cells[1] + cells[2] + cells[3] + (rng.uniform() - 0.5) * LEVELS;
      return `${cells.join(',')},${target === 'number' ? sum : sum > 2 * LEVELS ? 1 : 0}\n`;
    });
    if (!out.write(lines.join(''))) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
}
