/**
 * One borrower of the `loans` recipe. A latent risk that no column shows drives job, income, use of the limit and
 * lateness; lateness is a Markov chain over the months, so that the newest months tell most about default.
 *
 * Every draw is taken in a fixed order from one stream, so that a longer table begins with a shorter one's rows.
 */
import { exp, log, sigmoid } from '../../core/numeric.js';
import type { Rng } from '../../core/rng.js';
import { clamp, normal, pick } from './draws.js';

export const MONTHS = 6;

const REGIONS = ['centre', 'east', 'islands', 'north', 'south', 'west'];
const REGION_SHARES = [0.27, 0.17, 0.05, 0.2, 0.18, 0.13];
const PURPOSES = ['car', 'debt', 'education', 'home', 'medical', 'other', 'travel'];
const PURPOSE_SHARES = [0.19, 0.27, 0.09, 0.2, 0.07, 0.12, 0.06];
const EDUCATION = ['school', 'college', 'degree', 'postgraduate'];
const DAYS_TO_2016 = 16801;
const DAYS_OPEN = 2922;

export interface Borrower {
  readonly limit: number;
  readonly age: number;
  readonly income: number | null;
  readonly employment: string | null;
  readonly education: string;
  readonly marital: string;
  readonly region: string;
  readonly purpose: string;
  /** Days since 1970. */
  readonly opened: number;
  /** Newest month first: months late, 0 on time, -1 paid early. */
  readonly late: readonly number[];
  /** Newest month first: what was owed, and what was paid of it. */
  readonly bills: readonly number[];
  readonly paid: readonly number[];
  readonly defaulted: boolean;
}

function drawEmployment(rng: Rng, age: number, risk: number): string {
  if (age >= 63 && rng.uniform() < 0.75) return 'retired';
  if (age <= 25 && rng.uniform() < 0.3) return 'student';
  if (rng.uniform() < sigmoid(-3 + 0.8 * risk)) return 'unemployed';
  return rng.uniform() < 0.16 ? 'self-employed' : 'salaried';
}

function drawMarital(rng: Rng, age: number): string {
  if (rng.uniform() < sigmoid((38 - age) / 7)) return 'single';
  const draw = rng.uniform();
  if (draw < 0.78) return 'married';
  return draw < 0.93 ? 'divorced' : 'widowed';
}

const EARNING: Readonly<Record<string, number>> = {
  salaried: 0.2,
  'self-employed': 0.15,
  retired: -0.25,
  student: -0.75,
  unemployed: -0.65,
};

/** Yearly income: log-normal, in hundreds. */
function drawIncome(rng: Rng, employment: string, schooling: number, risk: number): number {
  const mean = 10.25 + EARNING[employment] + 0.17 * schooling - 0.16 * risk;
  return 100 * Math.round(exp(mean + 0.38 * normal(rng)) / 100);
}

/** Months late, oldest first: lateness lasts, and begins more often the higher the risk. */
function drawLateness(rng: Rng, risk: number): number[] {
  const late: number[] = [];
  let state = rng.uniform() < sigmoid(-2.4 + 1.1 * risk) ? 1 : 0;
  for (let month = 0; month < MONTHS; month++) {
    const draw = rng.uniform();
    if (state > 0) {
      const worse = sigmoid(-1.1 + 0.6 * risk);
      if (draw < worse) state = Math.min(8, state + 1);
      else if (draw < worse + (1 - worse) * 0.5) state = 0;
    } else if (draw < sigmoid(-3 + 1.25 * risk)) state = rng.uniform() < 0.45 ? 2 : 1;
    else state = rng.uniform() < sigmoid(-1.2 - 0.5 * risk) ? -1 : 0;
    late.push(state);
  }
  return late;
}

/** What is owed and paid, oldest first: the debt moves slowly; who is late pays little or nothing. */
function drawPayments(rng: Rng, limit: number, risk: number, late: readonly number[]) {
  const bills: number[] = [];
  const paid: number[] = [];
  let use = sigmoid(-0.9 + 0.55 * risk + 1.1 * normal(rng));
  for (const months of late) {
    use = clamp(use + 0.06 * normal(rng) + (months > 0 ? 0.03 : -0.01), 0, 1.15);
    const bill = Math.round(limit * use);
    const share = months < 0 ? 1 : months > 0 ? 0.02 : 0.05 + 0.25 * exp(-1.2 * rng.uniform() * (2 + risk));
    const skipped = months > 1 && rng.uniform() < 0.6;
    const payment = bill * share * exp(0.7 * normal(rng));
    bills.push(bill);
    paid.push(skipped ? 0 : Math.round(Math.min(payment, 1.1 * bill)));
  }
  return { bills: bills.reverse(), paid: paid.reverse(), use };
}

/** Log-odds of default next month. The constant sets the share of defaults to about 22 %. */
function defaultLogit(latest: number, before: number, use: number, income: number, risk: number): number {
  const lateNow = latest >= 2 ? 1.75 : latest === 1 ? 0.75 : latest < 0 ? -0.15 : 0;
  const lateBefore = before >= 2 ? 0.45 : 0;
  return -1.74 + lateNow + lateBefore + 0.7 * (use - 0.3) - 0.35 * (log(income) - 10.4) + 0.55 * risk;
}

/** Draws the next borrower of the stream. */
export function drawBorrower(rng: Rng): Borrower {
  const risk = normal(rng);
  const age = Math.round(clamp(21 + 50 * rng.uniform() * rng.uniform() + 8 * rng.uniform(), 21, 79));
  const employment = drawEmployment(rng, age, risk);
  const schooling = Math.round(clamp(1.7 + 0.9 * normal(rng) - 0.15 * risk, 0, 3));
  const income = drawIncome(rng, employment, schooling, risk);
  const marital = drawMarital(rng, age);
  const region = pick(rng, REGIONS, REGION_SHARES);
  const purpose = pick(rng, PURPOSES, PURPOSE_SHARES);
  const opened = DAYS_TO_2016 + rng.below(DAYS_OPEN);
  const limit = 500 * Math.max(1, Math.round((income * exp(-2.25 - 0.3 * risk + 0.45 * normal(rng))) / 500));
  const late = drawLateness(rng, risk);
  const { bills, paid, use } = drawPayments(rng, limit, risk, late);
  late.reverse();
  const logit = defaultLogit(late[0], late[1], use, income, risk);
  const defaulted = rng.uniform() < sigmoid(logit);
  const incomeHidden = rng.uniform() < (employment === 'self-employed' ? 0.15 : 0.045);
  const employmentHidden = rng.uniform() < 0.03;
  return {
    limit,
    age,
    income: incomeHidden ? null : income,
    employment: employmentHidden ? null : employment,
    education: EDUCATION[schooling],
    marital,
    region,
    purpose,
    opened,
    late,
    bills,
    paid,
    defaulted,
  };
}
