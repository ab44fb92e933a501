/**
 * `npm run bench -- slices [SETS [PART…]]`: how often `--slices auto` reports a weak slice where there is none, and finds one
 * that is planted. SETS data sets a case, 2,000 if not given, about two minutes of one core; PARTs of names choose cases.
 */
import { findSlices } from '../../src/core/slices/find-slices.js';
import {
  type Candidate,
  dealHalves,
  type RowsOfTable,
  searchJobs,
  testedSlices,
  withoutRepeats,
} from '../../src/core/slices/search.js';
import { holm } from '../../src/core/statistics/holm.js';
import { createEngine } from '../../src/parallel/engine.js';
import { note, say, tableText } from './say.js';
import {
  drawSet,
  NULL_POPULATIONS,
  planted,
  plantedRows,
  type SlicePopulation,
} from './slice-populations.js';

const engine = createEngine();
const ALPHA = 0.05;

/** The weak slices that the search reports, the weakest first. */
export function weakSlices(rows: RowsOfTable, seed: number): Candidate[] {
  const halves = dealHalves(rows, seed);
  const proposed = searchJobs(rows, rows.table.names, halves).map((job) => findSlices(job, engine));
  // By losses alone: slices that must score worse too are fewer.
  const candidates = testedSlices(rows, halves, proposed, () => true);
  const ps = holm(candidates.map(({ gap }) => gap.p as number));
  const weak = candidates
    .map((candidate, i) => ({ ...candidate, corrected: ps[i] }))
    .filter(({ corrected }) => corrected < ALPHA)
    .sort((a, b) => a.corrected - b.corrected);
  return withoutRepeats(rows, weak);
}

/** The share of data sets where a weak slice is reported. */
export async function reportedShare(
  population: SlicePopulation,
  nRows: number,
  nSets: number,
): Promise<number> {
  let reported = 0;
  for (let set = 0; set < nSets; set++) {
    if (weakSlices(await drawSet(population, nRows, set), set).length > 0) reported++;
  }
  return reported / nSets;
}

/** Rows in both over rows in either. */
function overlap(a: Uint8Array, b: Uint8Array): number {
  let [both, either] = [0, 0];
  for (let row = 0; row < a.length; row++) {
    both += a[row] & b[row];
    either += a[row] | b[row];
  }
  return both / either;
}

export interface Found {
  /** Share of data sets where some weak slice is reported. */
  readonly any: number;
  /** Where the weakest shares at least half of its rows and of the planted ones. */
  readonly right: number;
}

export async function foundShare(nRows: number, nSets: number): Promise<Found> {
  const tally = { any: 0, right: 0 };
  for (let set = 0; set < nSets; set++) {
    const rows = await drawSet(planted, nRows, set);
    const [weakest] = weakSlices(rows, set);
    if (!weakest) continue;
    tally.any++;
    if (overlap(weakest.inside, plantedRows(rows.table)) >= 0.5) tally.right++;
  }
  return { any: tally.any / nSets, right: tally.right / nSets };
}

const SIZES = [200, 1000];
const PLANTED_SIZES = [500, 1000, 2000, 5000];
const SETS = 2000;
/** Planted slices are found or not: fewer data sets tell how often. */
const PLANTED_SHARE = 0.2;

const percent = (share: number) => (100 * share).toFixed(1);

async function tellNull(populations: readonly SlicePopulation[], nSets: number): Promise<void> {
  const lines = [['no weak slice', 'rows', 'data sets', 'reported %']];
  for (const population of populations) {
    for (const nRows of SIZES) {
      const reported = await reportedShare(population, nRows, nSets);
      say({ bench: 'slices', what: population.name, nRows, nSets, reported });
      lines.push([population.name, String(nRows), String(nSets), percent(reported)]);
    }
  }
  note(tableText(lines));
}

async function tellPlanted(nSets: number): Promise<void> {
  const lines = [['one weak slice', 'rows', 'data sets', 'some reported %', 'the right one %']];
  for (const nRows of PLANTED_SIZES) {
    const { any, right } = await foundShare(nRows, nSets);
    say({ bench: 'slices', what: planted.name, nRows, nSets, any, right });
    lines.push([planted.name, String(nRows), String(nSets), percent(any), percent(right)]);
  }
  note(`\n${tableText(lines)}`);
}

/** SETS, then PARTs */
export async function benchSlices([sets = String(SETS), ...parts]: readonly string[]): Promise<void> {
  const isWanted = ({ name }: SlicePopulation) =>
    parts.length === 0 || parts.some((part) => name.includes(part));
  const nSets = Number(sets);
  await tellNull(NULL_POPULATIONS.filter(isWanted), nSets);
  if (isWanted(planted)) await tellPlanted(Math.ceil(PLANTED_SHARE * nSets));
}
