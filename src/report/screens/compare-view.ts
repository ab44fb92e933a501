/** The part of `compare`'s document that its screen shows, and how its versions are named there. */
import { measures } from '../../core/ranking/measures.js';
import type { RowTests } from '../../core/schemas/compare.js';
import type { MetricValues } from '../../core/schemas/metric-value.js';
import { digitsFor, paramValue } from './numbers.js';
import { clean } from './text.js';

export interface CompareRow {
  readonly rank: number;
  readonly group: number;
  /** Full id of the lowest-numbered version. */
  readonly version: string;
  readonly versions: readonly string[];
  readonly model: string;
  readonly sampler: string;
  /** What varies over the selection, and how here; empty for the plain one. */
  readonly differs: Readonly<Record<string, unknown>>;
  readonly metrics: MetricValues;
  readonly seconds: number;
  readonly fit_time: number | null;
  readonly predict_time: number | null;
  readonly model_bytes: number | null;
  /** Not told apart from the leader of a group above. */
  readonly unsure?: boolean;
  /** Other folds of the same rows: compared unpaired. */
  readonly folds?: 'other';
  readonly worse_than_baseline: boolean;
  /** What sampling before the split would have shown, and by how much that flatters. */
  readonly leak_gap?: { readonly value: number; readonly wrong: number };
  /** What gave the target away. */
  readonly leaks?: readonly string[];
  /** With --rope: against the best row. */
  readonly probability?: { readonly better: number; readonly equal: number; readonly worse: number } | null;
  /** What --columns asked for. */
  readonly columns?: Readonly<Record<string, unknown>>;
}

interface Choice {
  readonly version: string;
  readonly rule: string;
  readonly why: string;
}

/** The part of the `assay/compare/1` document that the screen shows. */
export interface CompareView {
  readonly by: string;
  readonly direction: 'max' | 'min';
  readonly then_by: readonly string[];
  readonly rows: readonly CompareRow[];
  readonly baseline: {
    readonly metrics: MetricValues;
    readonly answers: Readonly<Record<string, string>>;
  } | null;
  readonly alpha: number;
  readonly rope: number | null;
  readonly chosen: Choice | null;
  /** What the other rule takes, when that is another row. */
  readonly other_rule: Choice | null;
  readonly tests: {
    readonly test: 'corrected-t' | '5x2cv-f';
    readonly correction: 'holm' | 'bh';
    readonly comparisons: number;
    readonly folds: number | null;
    readonly split_sha256: string | null;
  };
  /** What would part the first group at its easiest place. */
  readonly more_repeats: {
    readonly leader: string;
    readonly version: string;
    readonly gap: number;
    readonly repeats: number | null;
  } | null;
  /** Of the first group, by the rows of the data. */
  readonly row_tests?: RowTests;
  readonly blocks: readonly {
    readonly why: string;
    readonly rows: readonly { readonly version: string }[];
  }[];
}

export interface CompareScreenInput {
  readonly document: CompareView;
  /** What all rows share, for the first line: experiment, task, rows, folds. */
  readonly about: readonly string[];
  /** The folds of a version in words, e.g. `split seed 3 (9ab12c)`. */
  readonly foldsOf?: (version: string) => string;
  readonly next?: readonly string[];
  /** Files that were written. */
  readonly plots?: readonly string[];
}

/** A metric of all rows, then of the baseline. */
export function columnValues(id: string, { rows, baseline }: CompareView): (number | null)[] {
  const last = baseline ? [baseline.metrics[id]?.value ?? null] : [];
  return [...rows.map(({ metrics }) => metrics[id]?.value ?? null), ...last];
}

/** Digits of a metric's column: those that its rows need. */
export function columnDigits(id: string, document: CompareView): number {
  const values = columnValues(id, document);
  const ofRows = values.slice(0, document.rows.length);
  return digitsFor(ofRows.some((value) => value !== null) ? ofRows : values);
}

/** What stands behind the rank: a leak, the border of a group that is not sure, other folds. */
export const rankMarks = ({ leaks, unsure, folds }: CompareRow): string =>
  `${leaks ? '!' : ''}${unsure ? '?' : folds === 'other' ? '*' : ''}`;

/** How a version is written on this screen. */
export type Shortener = (version: string) => string;

const experimentOf = (version: string) => version.slice(0, version.lastIndexOf('/') + 1);

/** Ids without their experiment when all are of one. */
export function shortener({ rows, blocks }: CompareView): Shortener {
  const all = [...rows, ...blocks.flatMap((block) => block.rows)].map(({ version }) => experimentOf(version));
  return new Set(all).size === 1 ? (version) => version.slice(all[0].length) : (version) => version;
}

/** One fold each: nothing can be tested, so groups say nothing. */
export const isUntested = ({ rows, tests }: CompareView): boolean =>
  rows.length > 1 && tests.comparisons === 0;

/** A value of an option, or of a column that was asked for; a list as it is typed. */
export function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.join(',');
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : paramValue(value ?? null);
}

/** What was asked for beside the ranking metric: by `--columns`, and by the later keys of `--by`. */
export function shownNames({ rows, by, then_by: thenBy }: CompareView): string[] {
  const names = new Set([...Object.keys(rows[0].columns ?? {}), ...thenBy]);
  names.delete(by);
  return [...names];
}

/** What a row has under a name that was asked for and is no metric; null: nothing. */
export const shownValue = (row: CompareRow, name: string): unknown =>
  measures.has(name) ? row[measures.get(name).id] : (row.columns?.[name] ?? null);

/** `3/62/35`: per cent better, as good and worse than the best row. */
export const preferenceText = ({ probability }: CompareRow): string =>
  probability
    ? [probability.better, probability.equal, probability.worse].map((p) => (100 * p).toFixed(0)).join('/')
    : '';

/** What `preferenceText` says, as the head of its column. */
export const PREFERENCE_HEAD = '% better/equal/worse';

/** `sampler=smote max_depth=3`, or `·` for the plain one. */
export function differsText(row: CompareRow): string {
  const parts = Object.entries(row.differs).map(([name, value]) => `${name}=${valueText(value)}`);
  if (row.folds === 'other') parts.push('other folds');
  return parts.length ? clean(parts.join(' ')) : '·';
}
