/**
 * Of very many rows, those that resamples are drawn from: m of n, taken at random without replacement. What m rows tell
 * spreads sqrt(n / m) times as wide as what n rows tell, so the interval of m, drawn in by that about the value, is that
 * of n (Bickel, Götze & van Zwet 1997, "Resampling fewer than n observations", Statistica Sinica 7; Kleiner et al. 2014,
 * "A scalable bootstrap for massive data", JRSS B 76).
 */
import { takeRows } from '../metrics/take-rows.js';
import { stream } from '../rng.js';
import { type SampledRows, unitsOf } from './sampled-rows.js';

/**
 * So many rows tell the width of an interval to a hundredth, or where one row in a thousand is positive to a sixth. A step
 * should not wait longer for its intervals than for its fits.
 */
export const MOST_RESAMPLED_ROWS = 20_000;
/** Whole units are taken, so many even where they have more rows: fewer would not tell how units vary. */
const LEAST_UNITS = 200;

/** [nUnits] how many rows each has. */
function sizesOf({ scored, unitOf, nUnits }: SampledRows): Uint32Array {
  const sizes = new Uint32Array(nUnits);
  if (unitOf === null) return sizes.fill(1);
  for (let row = 0; row < scored.nRows; row++) sizes[unitOf[row]]++;
  return sizes;
}

/** [nUnits] 1 for units that are taken. */
function takeUnits(rows: SampledRows, seed: number): Uint8Array {
  const sizes = sizesOf(rows);
  const order = stream(seed, 'bootstrap/fewer').shuffle(Uint32Array.from(sizes.keys()));
  const isTaken = new Uint8Array(rows.nUnits);
  for (let i = 0, nRows = 0; i < order.length && (nRows < MOST_RESAMPLED_ROWS || i < LEAST_UNITS); i++) {
    isTaken[order[i]] = 1;
    nRows += sizes[order[i]];
  }
  return isTaken;
}

/** The rows themselves where they are not too many. */
export function fewerRows(rows: SampledRows, seed: number): SampledRows {
  const { scored, unitOf } = rows;
  if (scored.nRows <= MOST_RESAMPLED_ROWS) return rows;
  const isTaken = takeUnits(rows, seed);
  const positions = Uint32Array.from(scored.truth.keys()).filter(
    (row) => isTaken[unitOf === null ? row : unitOf[row]] === 1,
  );
  const taken = takeRows(scored, positions);
  if (unitOf === null) return { scored: taken, unitOf, nUnits: positions.length };
  return { scored: taken, ...unitsOf(positions.map((row) => unitOf[row])) };
}
