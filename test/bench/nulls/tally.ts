/** How often tests tell learners apart: whether they are equal, or one is better by a known gap. */
import { benjaminiHochberg } from '../../../src/core/comparing/benjamini-hochberg.js';
import { fiveByTwoF } from '../../../src/core/comparing/five-by-two.js';
import { pairedCorrectedTest } from '../../../src/core/statistics/corrected-t.js';
import { holm } from '../../../src/core/statistics/holm.js';
import { mean } from '../../../src/core/statistics/moments.js';
import { studentTSurvival } from '../../../src/core/statistics/student-t.js';
import { EQUAL_LEARNERS, GAPS } from './data-set.js';
import { type Design, nameOf } from './designs.js';
import { studentisedPairs } from './studentised-pairs.js';

const ALPHA = 0.05;

/** What is counted: a question asked by a test. */
export interface Question {
  /** `equal`, `seeds`, `ten equal`, `gap 0.01`, … */
  readonly of: string;
  readonly test: string;
}

/** Told apart, in a gap towards the better learner. */
export type Answer = Question & { readonly told: boolean };

type Scores = readonly (readonly number[])[];

const differencesOf = (scores: Scores, a: number, b: number) => scores.map((fold) => fold[a] - fold[b]);

/**
 * Against the corrected test stand the naive one, folds as if they shared no training rows, and the corrected one with
 * the degrees of freedom of a single repeat (Bouckaert 2003 found about those in repeated folds).
 */
function pValues(values: readonly number[], { folds, repeats }: Design): Record<string, number> {
  const corrected = pairedCorrectedTest({ values, testShare: 1 / (folds - 1) });
  const known = {
    'corrected t': corrected?.p ?? 1,
    'corrected t, df of one repeat': 2 * studentTSurvival(Math.abs(corrected?.t ?? 0), folds - 1),
    'naive t': pairedCorrectedTest({ values, testShare: 0 })?.p ?? 1,
  };
  if (folds !== 2 || repeats !== 5) return known;
  const pairs = Array.from({ length: 5 }, (_, i): [number, number] => [values[2 * i], values[2 * i + 1]]);
  return { ...known, '5x2cv F': fiveByTwoF(pairs).p };
}

export function answersOfPair(of: string, scores: Scores, design: Design): Answer[] {
  const p = pValues(differencesOf(scores, 0, 1), design);
  return Object.entries(p).map(([test, value]) => ({ of, test, told: value < ALPHA }));
}

/** Is any of the equal ones told apart from any other, or, of the rules that only look at the best one, from that? */
export function answersOfFamily(scores: Scores, design: Design): Answer[] {
  const learners = Array.from({ length: EQUAL_LEARNERS }, (_, k) => k);
  const means = learners.map((k) => mean(scores.map((fold) => fold[k])));
  const leader = means.indexOf(Math.max(...means));
  const pairs = learners.flatMap((a) => learners.slice(a + 1).map((b) => [a, b] as const));
  const tested = pairs.map(([a, b]) => pValues(differencesOf(scores, a, b), design));
  const all = (test: string) => tested.map((p) => p[test]);
  const ofLeader = (test: string) => all(test).filter((_, at) => pairs[at].includes(leader));
  const rules = {
    'corrected t, Holm over all pairs': holm(all('corrected t')),
    'corrected t, studentised range': [studentisedPairs(Math.min(...all('corrected t')), EQUAL_LEARNERS)],
    'corrected t, df of one repeat, Holm over all pairs': holm(all('corrected t, df of one repeat')),
    "corrected t, Holm over the leader's pairs": holm(ofLeader('corrected t')),
    "corrected t, Benjamini-Hochberg over the leader's pairs": benjaminiHochberg(ofLeader('corrected t')),
    "naive t, Holm over the leader's pairs": holm(ofLeader('naive t')),
  };
  return Object.entries(rules).map(([test, p]) => ({
    of: 'ten equal',
    test,
    told: Math.min(...p) < ALPHA,
  }));
}

/** Each better learner against the first of the equal ones. */
export const answersOfGaps = (scores: Scores, design: Design): Answer[] =>
  GAPS.flatMap((gap, i) => {
    const values = differencesOf(scores, EQUAL_LEARNERS + i, 0);
    const isBetter = mean(values) > 0;
    return Object.entries(pValues(values, design)).map(([test, p]) => ({
      of: `gap ${gap}`,
      test,
      told: isBetter && p < ALPHA,
    }));
  });

/** A line of the results. */
export interface Rate extends Question {
  readonly rows: number;
  readonly design: string;
  readonly sets: number;
  readonly told: number;
}

/** Answers counted by question. */
export class Tally {
  readonly #counts = new Map<string, { question: Question; sets: number; told: number }>();

  constructor(
    readonly rows: number,
    readonly design: Design,
  ) {}

  add(answers: readonly Answer[]): void {
    for (const { told, of, test } of answers) {
      const key = `${of}|${test}`;
      const count = this.#counts.get(key) ?? { question: { of, test }, sets: 0, told: 0 };
      count.sets++;
      count.told += Number(told);
      this.#counts.set(key, count);
    }
  }

  rates(): Rate[] {
    return [...this.#counts.values()].map(({ question, sets, told }) => ({
      ...question,
      rows: this.rows,
      design: nameOf(this.design),
      sets,
      told,
    }));
  }
}
