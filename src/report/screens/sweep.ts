/** Several versions of one command: a line each as they end, then the ranking of just these. */
import type { EvaluationResults } from '../../core/schemas/evaluation.js';
import { compareScreen } from './compare.js';
import type { CompareView } from './compare-view.js';
import { fitTable, withContent } from './layout.js';
import { digitsFor, score, seconds } from './numbers.js';
import { colorsOf, joinFacts, nextLines, type Style, stack } from './paint.js';
import { foldTable } from './score-tables.js';
import { alertLines } from './step-frame.js';
import { clean } from './text.js';
import { optimistic } from './tune.js';

export interface SweepLine {
  /** What it is among the others: `forest · smote · seed 3`. */
  readonly what: string;
  readonly version: string;
  readonly results: EvaluationResults;
  readonly seconds: number;
  readonly reused: boolean;
}

/** `f1 0.476 ±0.012`; empty when nothing was scored. */
function scoreText({ by, metrics }: EvaluationResults): string {
  const metric = metrics[by];
  if (!metric) return '';
  const digits = digitsFor([metric.value]);
  return `${by} ${score(metric.value, digits)}${metric.std === null ? '' : ` ±${score(metric.std, digits)}`}`;
}

const gatesText = ({ gates }: EvaluationResults): string =>
  gates
    .filter(({ passed }) => !passed)
    .map(({ require }) => `✗ ${require} failed`)
    .join(' · ');

/** `loans/v0003 · forest · seed 3 · f1 0.476 ±0.012 · 1.2 s`. */
export const sweepLine = (line: SweepLine): string =>
  clean(
    joinFacts([
      line.version,
      line.what,
      scoreText(line.results),
      line.reused ? 'reused' : seconds(line.seconds),
      gatesText(line.results),
    ]),
  );

/** The versions where nothing can be ranked: models without a score, or each scored on the folds it was chosen on. */
function versionTable(lines: readonly SweepLine[], style: Style): string[] {
  const left = (head: string, cells: string[]) => ({ head, align: 'left' as const, cells: cells.map(clean) });
  const columns = [
    left(
      'version',
      lines.map(({ version }) => version),
    ),
    left(
      'what',
      lines.map(({ what }) => what),
    ),
    left(
      'score',
      lines.map(({ results }) => scoreText(results)),
    ),
    left(
      'time',
      lines.map((line) => (line.reused ? 'reused' : seconds(line.seconds))),
    ),
  ];
  const { head, rows } = fitTable(withContent(columns), style.width);
  return [colorsOf(style).dim(head), ...rows];
}

const foldBlocks = (lines: readonly SweepLine[], style: Style): string[][] =>
  lines
    .filter(({ results }) => results.folds.length > 1)
    .map(({ version, what, results }) => [
      colorsOf(style).bold(clean(joinFacts([version, what]))),
      ...foldTable(results, style),
    ]);

/** Of each version alone, and far too many together; `show` tells. */
const NOT_OF_ALL = ['poor-cut'];

/** What a person must know of the versions, each thing once; what says the same of several with its first version. */
function warningsOf(lines: readonly SweepLine[], style: Style): string[] {
  const searched = lines.find(({ results }) => results.step === 'tune');
  const byFinding = new Map<string, { message: string; version: string }[]>();
  for (const { version, results } of lines) {
    for (const { id, columns, message } of results.warnings) {
      if (NOT_OF_ALL.includes(id)) continue;
      const key = JSON.stringify([id, columns]);
      byFinding.set(key, [...(byFinding.get(key) ?? []), { message, version }]);
    }
  }
  const said = [...byFinding.values()].map((all) => {
    const [{ message, version }] = all;
    const isOne = all.every((other) => other.message === message);
    return isOne ? message : `${message} (${version}; alike in ${all.length - 1} more)`;
  });
  return alertLines([...(searched ? [optimistic(searched.results)] : []), ...said], style);
}

export interface SweepScreenInput {
  /** Those that are done, at least one. */
  readonly lines: readonly SweepLine[];
  /** Their ranking; null when nothing was scored. */
  readonly comparison: { readonly document: CompareView; readonly about: readonly string[] } | null;
  /** Are the folds of each shown? */
  readonly folds: boolean;
  readonly next: readonly string[];
}

export function sweepScreen({ lines, comparison, folds, next }: SweepScreenInput, style: Style): string {
  const blocks = folds ? foldBlocks(lines, style) : [];
  const warnings = warningsOf(lines, style);
  if (comparison && comparison.document.rows.length > 0) {
    const board = compareScreen({ ...comparison, next }, style).trimEnd();
    return stack([...blocks, warnings, [board]]);
  }
  return stack([...blocks, versionTable(lines, style), warnings, nextLines(next, style)]);
}
