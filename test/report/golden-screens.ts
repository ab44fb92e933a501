/** Screens beside what was drawn before, and what every screen keeps to: no line too wide, colours that only colour. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Style } from '../../src/report/screens/paint.js';
import { displayWidth } from '../../src/report/screens/text.js';

/** ASSAY_UPDATE_GOLDEN=1 draws the golden screens anew; look at the difference before it is committed. */
const UPDATE = process.env.ASSAY_UPDATE_GOLDEN === '1';
const folder = new URL('../../../test/golden/screens/', import.meta.url);

// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what colours are
const COLORS = /\u001b\[[0-9;]*m/g;
const WIDTHS = [40, 60, 80, 100, 120, 140];

/** @param widths of the terminal that have a golden file */
export function goldenScreens(
  screens: Readonly<Record<string, (style: Style) => string>>,
  widths: readonly number[],
): void {
  for (const [name, draw] of Object.entries(screens)) {
    for (const width of widths) {
      test(`${name} at ${width} columns is as drawn in test/golden/screens`, () => {
        const file = new URL(`${name}-${width}.txt`, folder);
        const drawn = draw({ width, color: false });
        if (UPDATE) writeFileSync(file, drawn);
        assert.equal(drawn, readFileSync(file, 'utf8'));
      });
    }

    test(`${name}: no line is wider than the terminal, colours change nothing but colours`, () => {
      for (const width of WIDTHS) {
        const plain = draw({ width, color: false });
        assert.doesNotMatch(plain, COLORS);
        for (const line of plain.split('\n')) assert.ok(displayWidth(line) <= width, `${width}: ${line}`);
        assert.equal(draw({ width, color: true }).replace(COLORS, ''), plain);
      }
    });
  }
}
