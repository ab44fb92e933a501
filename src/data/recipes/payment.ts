/**
 * One card payment of the `fraud` recipe: one in two hundred is a fraud, of four kinds that leave different traces; the
 * fourth looks like any other payment, so that no model can find them all.
 *
 * Every draw is taken in a fixed order from one stream, so that a longer table begins with a shorter one's rows.
 */
import { exp } from '../../core/numeric.js';
import type { Rng } from '../../core/rng.js';
import { clamp, normal, pick, toTenth } from './draws.js';

const FRAUD_SHARE = 0.005;
const KINDS = ['stolen card', 'stolen number', 'taken account', 'unseen'] as const;
type FraudKind = (typeof KINDS)[number];
const KIND_SHARES = [0.27, 0.36, 0.22, 0.15];

const SHOPS = [
  'groceries',
  'fuel',
  'restaurant',
  'clothes',
  'electronics',
  'travel',
  'cash',
  'games',
  'other',
];
const SHOP_SHARES = [0.31, 0.1, 0.16, 0.1, 0.06, 0.05, 0.07, 0.04, 0.11];
const FRAUD_SHOP_SHARES = [0.05, 0.05, 0.03, 0.12, 0.29, 0.13, 0.14, 0.14, 0.05];
/** What a payment there is usually worth. */
const SHOP_AMOUNTS: Readonly<Record<string, number>> = {
  groceries: 34,
  fuel: 52,
  restaurant: 29,
  clothes: 58,
  electronics: 120,
  travel: 190,
  cash: 80,
  games: 18,
  other: 35,
};

const ENTRIES = ['chip', 'contactless', 'online', 'stripe'];
const ENTRY_SHARES = [0.29, 0.44, 0.24, 0.03];

/** 2024-01-01. */
const FIRST_DAY = 19723;
const PAYMENTS_A_DAY = 360;

export interface Payment {
  /** Days since 1970. */
  readonly day: number;
  readonly hour: number;
  readonly amount: number;
  /** The amount in multiples of the account's usual one. */
  readonly ratio: number;
  readonly shop: string;
  readonly entry: string;
  readonly abroad: string;
  /** `card` for payments that need none. */
  readonly device: string;
  readonly accountDays: number;
  readonly minutesSince: number;
  readonly attempts: number;
  readonly kilometres: number;
  readonly isFraud: boolean;
}

/** How a kind of fraud shows. */
interface Traces {
  readonly isOnline: boolean;
  readonly newDevice: number;
  readonly abroad: number;
  readonly night: number;
  /** Logarithm of how many times the usual amount is paid. */
  readonly excess: number;
  /** Logarithm of how much quicker than usual payments follow. */
  readonly haste: number;
  readonly attempts: number;
  readonly distance: number;
}

const HONEST: Traces = {
  isOnline: false,
  newDevice: 0.04,
  abroad: 0.035,
  night: 0.05,
  excess: 0,
  haste: 0,
  attempts: 0.03,
  distance: 0,
};

const TRACES: Readonly<Record<Exclude<FraudKind, 'unseen'>, Traces>> = {
  'stolen card': {
    ...HONEST,
    abroad: 0.4,
    night: 0.3,
    excess: 0.9,
    haste: 2.2,
    attempts: 0.35,
    distance: 2.4,
  },
  'stolen number': {
    ...HONEST,
    isOnline: true,
    newDevice: 0.8,
    abroad: 0.35,
    night: 0.35,
    excess: 0.8,
    haste: 1.6,
    attempts: 0.5,
  },
  'taken account': {
    ...HONEST,
    isOnline: true,
    newDevice: 0.92,
    night: 0.25,
    excess: 1.5,
    haste: 0.5,
    attempts: 0.25,
  },
};

function drawHour(rng: Rng, night: number): number {
  if (rng.uniform() < night) return rng.below(6);
  return Math.round(clamp(14.5 + 4.2 * normal(rng), 6, 23));
}

/** 1 and, with each further chance, one more. */
function drawAttempts(rng: Rng, chance: number): number {
  let attempts = 1;
  while (attempts < 9 && rng.uniform() < chance) attempts++;
  return attempts;
}

/** Draws the payments of a stream one after the other, day by day. */
export function paymentsOf(rng: Rng): () => Payment {
  let drawn = 0;
  return () => {
    const day = FIRST_DAY + Math.floor(drawn++ / PAYMENTS_A_DAY);
    const kind = pick(rng, KINDS, KIND_SHARES);
    const isFraud = rng.uniform() < FRAUD_SHARE;
    return drawPayment(rng, day, isFraud ? kind : null);
  };
}

/** @param kind of fraud; null: none */
function drawPayment(rng: Rng, day: number, kind: FraudKind | null): Payment {
  const shows = kind !== null && kind !== 'unseen';
  const traces = shows ? TRACES[kind] : HONEST;
  const shop = pick(rng, SHOPS, shows ? FRAUD_SHOP_SHARES : SHOP_SHARES);
  const drawnEntry = pick(rng, ENTRIES, ENTRY_SHARES);
  const entry = traces.isOnline ? 'online' : drawnEntry;
  const ratio = exp(traces.excess + 0.62 * normal(rng));
  const amount = Math.max(0.5, Math.round(100 * SHOP_AMOUNTS[shop] * ratio) / 100);
  const isNew = rng.uniform() < traces.newDevice;
  const abroad = rng.uniform() < traces.abroad;
  const accountDays = Math.round(clamp(900 * exp(0.9 * normal(rng)), 1, 9000));
  const minutesSince = Math.round(clamp(620 * exp(1.3 * normal(rng) - traces.haste), 1, 60000));
  const kilometres = toTenth(exp(0.9 + 1.2 * normal(rng) + traces.distance + (abroad ? 4 : 0)));
  return {
    day,
    hour: drawHour(rng, traces.night),
    amount,
    ratio: Math.round(100 * ratio * exp(0.25 * normal(rng))) / 100,
    shop,
    entry,
    abroad: abroad ? 'yes' : 'no',
    device: entry !== 'online' ? 'card' : isNew ? 'new' : 'known',
    accountDays,
    minutesSince,
    attempts: drawAttempts(rng, traces.attempts),
    kilometres: entry === 'online' ? 0 : kilometres,
    isFraud: kind !== null,
  };
}
