/**
 * One customer of the `customers` recipe: of four segments that differ in how they buy and overlap at their edges; one
 * in a hundred is an outlier, of three kinds, and says so in a column of its own.
 *
 * Every draw is taken in a fixed order from one stream, so that a longer table begins with a shorter one's rows.
 */
import { exp } from '../../core/numeric.js';
import type { Rng } from '../../core/rng.js';
import { clamp, normal, pick } from './draws.js';

/** How a segment buys: what its customers scatter around. */
interface Segment {
  readonly name: string;
  readonly share: number;
  /** Visits a year, and money spent at one. */
  readonly visits: number;
  readonly basket: number;
  /** Shares of what is bought at a discount, online, and sent back. */
  readonly discount: number;
  readonly online: number;
  readonly returned: number;
  /** Months since the first purchase, days since the last. */
  readonly tenure: number;
  readonly recency: number;
  readonly age: number;
}

const SEGMENTS: readonly Segment[] = [
  {
    name: 'bargain',
    share: 0.34,
    visits: 16,
    basket: 24,
    discount: 0.62,
    online: 0.35,
    returned: 0.06,
    tenure: 30,
    recency: 24,
    age: 41,
  },
  {
    name: 'loyal',
    share: 0.29,
    visits: 26,
    basket: 46,
    discount: 0.24,
    online: 0.28,
    returned: 0.05,
    tenure: 72,
    recency: 12,
    age: 52,
  },
  {
    name: 'online',
    share: 0.23,
    visits: 12,
    basket: 68,
    discount: 0.33,
    online: 0.86,
    returned: 0.21,
    tenure: 22,
    recency: 27,
    age: 33,
  },
  {
    name: 'premium',
    share: 0.14,
    visits: 14,
    basket: 165,
    discount: 0.09,
    online: 0.45,
    returned: 0.11,
    tenure: 48,
    recency: 22,
    age: 47,
  },
];

const OUTLIERS = ['reseller', 'returner', 'wrong entry'] as const;
type OutlierKind = (typeof OUTLIERS)[number];
const OUTLIER_SHARE = 0.01;
const OUTLIER_SHARES = [0.4, 0.35, 0.25];

const REGIONS = ['north', 'east', 'south', 'west'];
const REGION_SHARES = [0.31, 0.22, 0.27, 0.2];
const CHANNELS = ['advert', 'friend', 'search', 'walk-in'];
const CHANNEL_SHARES = [0.24, 0.21, 0.31, 0.24];

export interface Customer {
  readonly segment: string;
  readonly isOutlier: boolean;
  readonly age: number | null;
  readonly region: string;
  readonly channel: string;
  readonly newsletter: string;
  readonly tenure: number;
  readonly recency: number;
  readonly visits: number;
  readonly basket: number;
  readonly spend: number;
  readonly discount: number;
  readonly online: number;
  readonly returned: number;
}

/** A share scattered around another. */
const share = (rng: Rng, mean: number, spread: number) => clamp(mean + spread * normal(rng), 0, 1);

function drawHabits(rng: Rng, segment: Segment) {
  return {
    visits: Math.max(1, Math.round(segment.visits * exp(0.5 * normal(rng)))),
    basket: Math.max(3, segment.basket * exp(0.45 * normal(rng))),
    discount: share(rng, segment.discount, 0.18),
    online: share(rng, segment.online, 0.24),
    returned: share(rng, segment.returned, 0.07),
  };
}

type Habits = ReturnType<typeof drawHabits>;

/** What an outlier does to a customer's habits. */
function distorted(habits: Habits, kind: OutlierKind | null): Habits {
  if (kind === 'reseller')
    return { ...habits, visits: habits.visits * 9, basket: habits.basket * 6, discount: 0.95 };
  if (kind === 'returner') return { ...habits, visits: habits.visits * 3, returned: 0.93 };
  if (kind === 'wrong entry') return { ...habits, basket: habits.basket * 100 };
  return habits;
}

/** Draws the next customer of the stream. */
export function drawCustomer(rng: Rng): Customer {
  const segment = pick(
    rng,
    SEGMENTS,
    SEGMENTS.map((one) => one.share),
  );
  const kind = pick<OutlierKind>(rng, OUTLIERS, OUTLIER_SHARES);
  const isOutlier = rng.uniform() < OUTLIER_SHARE;
  const { visits, basket, discount, online, returned } = distorted(
    drawHabits(rng, segment),
    isOutlier ? kind : null,
  );
  const age = Math.round(clamp(segment.age + 11 * normal(rng), 18, 92));
  const tenure = Math.round(clamp(segment.tenure * exp(0.7 * normal(rng)), 1, 240));
  const recency = Math.round(clamp(segment.recency * exp(0.7 * normal(rng)), 0, 365));
  const newsletter = rng.uniform() < 0.25 + 0.4 * segment.discount ? 'yes' : 'no';
  const ageHidden = rng.uniform() < 0.06;
  return {
    segment: segment.name,
    isOutlier,
    age: ageHidden ? null : age,
    region: pick(rng, REGIONS, REGION_SHARES),
    channel: pick(rng, CHANNELS, CHANNEL_SHARES),
    newsletter,
    tenure,
    recency,
    visits,
    basket: Math.round(basket),
    spend: Math.round(visits * basket),
    discount: Math.round(100 * discount),
    online: Math.round(100 * online),
    returned: Math.round(100 * returned),
  };
}
