/**
 * Friedman's test: do learners differ in their ranks over data sets? (Friedman 1937, Journal of the American Statistical
 * Association 32; for learners Demšar 2006, "Statistical comparisons of classifiers over multiple data sets", JMLR 7.)
 */
import { chiSquareSurvival } from '../statistics/chi-square.js';
import { fSurvival } from '../statistics/fisher-f.js';
import type { DataSetRanks } from './mean-ranks.js';

export interface Friedman {
  /** Chi-square, corrected for ties. */
  readonly statistic: number;
  readonly df: number;
  /** By the chi-square law: too large for few data sets. */
  readonly p: number;
  /** The sharper form of Iman & Davenport 1980, which Demšar advises. Infinite, p 0, where all data sets rank alike. */
  readonly imanDavenport: {
    readonly statistic: number;
    readonly df: readonly [number, number];
    readonly p: number;
  };
}

/** All learners equal on all data sets: nothing to tell apart. */
const noDifference = (df: readonly [number, number]): Friedman => ({
  statistic: 0,
  df: df[0],
  p: 1,
  imanDavenport: { statistic: 0, df, p: 1 },
});

/** @returns null for fewer than two data sets or fewer than three learners, where Friedman's test says nothing */
export function friedman({ means, ranks, ties }: DataSetRanks): Friedman | null {
  const n = ranks.length;
  const k = means.length;
  if (n < 2 || k < 3) return null;
  const df = [k - 1, (k - 1) * (n - 1)] as const;
  const untied = 1 - ties / (n * k * (k * k - 1));
  if (untied === 0) return noDifference(df);
  const centre = (k + 1) / 2;
  const squares = means.reduce((sum, rank) => sum + (rank - centre) * (rank - centre), 0);
  const statistic = ((12 * n) / (k * (k + 1))) * (squares / untied);
  const left = n * (k - 1) - statistic;
  const f = left > 1e-12 * statistic ? ((n - 1) * statistic) / left : Number.POSITIVE_INFINITY;
  return {
    statistic,
    df: df[0],
    p: chiSquareSurvival(statistic, df[0]),
    imanDavenport: { statistic: f, df, p: fSurvival(f, ...df) },
  };
}
