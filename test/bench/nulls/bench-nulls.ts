/**
 * `npm run bench -- nulls [SETS [SEED_SETS]]`: how often equal learners are told apart, and better ones. SETS data sets a
 * cell (2,000 if not given, about half an hour of one core), SEED_SETS for the two seeds of a forest, as many if not given.
 * Writes rates.json and rates.md beside its source.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../helpers/shared-datasets.js';
import { note, say } from '../say.js';
import { DESIGNS } from './designs.js';
import { markdownOf } from './report.js';
import { simulateFeatures, simulateSeeds } from './simulate.js';
import type { Rate } from './tally.js';

const ROWS = [200, 1000] as const;
const SETS = 2000;

const folder = join(repositoryRoot, 'test', 'bench', 'nulls');

/** A line a rate, so that a change of one is a change of one line. */
const jsonOf = (rates: readonly Rate[]) =>
  `[\n${rates.map((rate) => `  ${JSON.stringify(rate)}`).join(',\n')}\n]\n`;

function write(rates: readonly Rate[], command: string): void {
  writeFileSync(join(folder, 'rates.json'), jsonOf(rates));
  writeFileSync(join(folder, 'rates.md'), markdownOf(rates, command));
}

/** @throws Error for what is no whole number from 1 */
function setsOf(typed: string): number {
  const sets = Number(typed);
  if (Number.isInteger(sets) && sets >= 1) return sets;
  throw new Error(`data sets are a whole number from 1, not ${typed}`);
}

export async function benchNulls(typed: readonly string[]): Promise<void> {
  const sets = setsOf(typed[0] ?? String(SETS));
  const seedSets = setsOf(typed[1] ?? String(sets));
  const command = ['npm run bench -- nulls', ...typed].join(' ');
  const rates: Rate[] = [];
  const keep = (rows: number, what: string, found: readonly Rate[]) => {
    rates.push(...found);
    write(rates, command);
    note(`${rows} rows, ${what}: done`);
  };
  for (const rows of ROWS) {
    keep(rows, 'features', await simulateFeatures({ rows, sets, designs: DESIGNS }));
    keep(rows, 'seeds', await simulateSeeds({ rows, sets: seedSets, designs: DESIGNS }));
  }
  for (const rate of rates) say({ bench: 'nulls', ...rate });
  note(markdownOf(rates, command));
}
