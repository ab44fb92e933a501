/**
 * One sold house of the `houses` recipe. The logarithm of the price is a sum of effects of place, size, age, state and
 * the year of the sale, some of which work together, and noise: what no model can know is known.
 *
 * Every draw is taken in a fixed order from one stream, so that a longer table begins with a shorter one's rows.
 */
import { exp, log } from '../../core/numeric.js';
import type { Rng } from '../../core/rng.js';
import { clamp, normal, pick, roundTo, toTenth } from './draws.js';

/** Standard deviation of the noise in the logarithm of the price: about 11 % of it. */
const NOISE = 0.11;
const DAYS_TO_2019 = 17897;
const DAYS_OF_SALES = 2191;
const LAST_YEAR = 2024;

/** Name, share, effect on the logarithm of the price, kilometres from the centre. */
const PLACES = [
  ['Old Town', 0.09, 0.42, 0.8],
  ['Harbour', 0.06, 0.5, 1.6],
  ['University', 0.08, 0.26, 2.2],
  ['Parkside', 0.08, 0.34, 3.1],
  ['Station', 0.1, 0.02, 1.9],
  ['Mill Lane', 0.1, 0.05, 4.2],
  ['Northfield', 0.12, -0.12, 6.5],
  ['Eastgate', 0.1, -0.2, 5.1],
  ['Westhill', 0.08, 0.16, 7.4],
  ['Riverside', 0.07, 0.12, 4.9],
  ['Quarry', 0.05, -0.34, 9.2],
  ['Far Meadows', 0.07, -0.26, 13.8],
] as const;

const KINDS = ['flat', 'terraced', 'semi-detached', 'detached'] as const;
type Kind = (typeof KINDS)[number];
const CENTRAL_SHARES = [0.62, 0.24, 0.09, 0.05];
const OUTER_SHARES = [0.22, 0.27, 0.27, 0.24];
const KIND_EFFECT: Readonly<Record<Kind, number>> = {
  flat: -0.08,
  terraced: 0,
  'semi-detached': 0.06,
  detached: 0.17,
};
const KIND_AREA: Readonly<Record<Kind, number>> = {
  flat: 68,
  terraced: 104,
  'semi-detached': 122,
  detached: 154,
};

const CONDITIONS = ['poor', 'fair', 'good', 'excellent'] as const;
const HEATING = ['gas', 'oil', 'district', 'heat pump'] as const;
const HEATING_EFFECT = [0, -0.03, 0.02, 0.05];
const GARAGES = ['none', 'single', 'double'] as const;

export interface House {
  /** Days since 1970. */
  readonly sold: number;
  readonly place: string;
  readonly kind: string;
  /** Square metres. */
  readonly area: number;
  readonly rooms: number;
  readonly bathrooms: number;
  /** Square metres; null for flats. */
  readonly lot: number | null;
  readonly built: number;
  readonly renovated: number | null;
  readonly condition: string;
  readonly heating: string;
  /** Kilowatt hours a square metre and year; null where nobody measured. */
  readonly energy: number | null;
  /** Null where it was not recorded. */
  readonly garage: string | null;
  /** Kilometres. */
  readonly distance: number;
  readonly price: number;
}

function drawPlace(rng: Rng) {
  const place = pick(
    rng,
    PLACES,
    PLACES.map(([, share]) => share),
  );
  const [name, , effect, kilometres] = place;
  return { name, effect, distance: toTenth(kilometres * exp(0.18 * normal(rng))) };
}

/** Year of construction, and of a renovation if there was one: old houses mostly had one. */
function drawYears(rng: Rng, distance: number) {
  const age = clamp(95 * rng.uniform() * rng.uniform() + (distance < 3 ? 45 : 8) * rng.uniform(), 0, 140);
  const built = Math.round(LAST_YEAR - age);
  const wasRenovated = rng.uniform() < clamp((age - 25) / 90, 0, 0.7);
  const renovated = wasRenovated ? Math.round(LAST_YEAR - rng.uniform() * Math.min(25, age - 15)) : null;
  return { built, renovated };
}

function drawCondition(rng: Rng, yearsSince: number): number {
  return Math.round(clamp(2.6 - yearsSince / 45 + 0.7 * normal(rng), 0, 3));
}

interface Worth {
  readonly effect: number;
  readonly kind: Kind;
  readonly area: number;
  readonly lot: number | null;
  readonly yearsSince: number;
  readonly condition: number;
  readonly heating: number;
  readonly garage: number;
  readonly distance: number;
  readonly sold: number;
}

/**
 * The logarithm of the expected price. Size counts for more in dear places; land for more far out; prices rise by 5 %
 * a year, and fell by 6 % in the middle of the years.
 */
function logPrice(house: Worth): number {
  const { effect, kind, area, lot, yearsSince, condition, heating, garage, distance, sold } = house;
  const years = (sold - DAYS_TO_2019) / 365.25;
  const market = 0.05 * years - (years > 3.2 ? 0.06 : 0);
  const size = (0.82 + 0.12 * effect) * (log(area) - log(100));
  const land = lot === null ? 0 : (0.05 + 0.004 * distance) * (log(lot) - log(350));
  const state = 0.075 * (condition - 1.5) - 0.0022 * Math.min(yearsSince, 70) * (condition < 2 ? 1 : 0.4);
  return (
    12.55 +
    effect +
    KIND_EFFECT[kind] +
    size +
    land +
    state +
    HEATING_EFFECT[heating] +
    0.04 * garage +
    market
  );
}

/** Draws the next house of the stream. */
export function drawHouse(rng: Rng): House {
  const sold = DAYS_TO_2019 + rng.below(DAYS_OF_SALES);
  const { name: place, effect, distance } = drawPlace(rng);
  const kind = pick(rng, KINDS, distance < 3 ? CENTRAL_SHARES : OUTER_SHARES);
  const area = Math.round(clamp(KIND_AREA[kind] * exp(0.28 * normal(rng)), 22, 420));
  const rooms = Math.round(clamp(area / 26 + 0.7 * normal(rng), 1, 12));
  const bathrooms = Math.round(clamp(0.7 + area / 110 + 0.4 * normal(rng), 1, 5));
  const lot = kind === 'flat' ? null : roundTo(area * exp(0.75 + 0.03 * distance + 0.4 * normal(rng)), 5);
  const { built, renovated } = drawYears(rng, distance);
  const yearsSince = LAST_YEAR - (renovated ?? built);
  const condition = drawCondition(rng, yearsSince);
  const heating = Math.min(3, rng.below(3) + (built > 2008 && rng.uniform() < 0.7 ? 3 : 0));
  const garage = kind === 'flat' ? Number(rng.uniform() < 0.3) : rng.below(3);
  const energy = Math.round(clamp(40 + 1.9 * yearsSince + 25 * normal(rng), 15, 420));
  const worth = { effect, kind, area, lot, yearsSince, condition, heating, garage, distance, sold };
  const price = roundTo(exp(logPrice(worth) + NOISE * normal(rng)), 500);
  const energyHidden = rng.uniform() < (built < 1960 ? 0.28 : 0.06);
  const garageHidden = rng.uniform() < 0.04;
  return {
    sold,
    place,
    kind,
    area,
    rooms,
    bathrooms,
    lot,
    built,
    renovated,
    condition: CONDITIONS[condition],
    heating: HEATING[heating],
    energy: energyHidden ? null : energy,
    garage: garageHidden ? null : GARAGES[garage],
    distance,
    price,
  };
}
