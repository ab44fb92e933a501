/** Under the board of `compare`: what is chosen and why, how the groups were made, what stands apart, what next. */

import { leaderOf } from '../../core/ranking/leader.js';
import { leaksByMessage } from '../../core/ranking/leaks.js';
import { percent } from '../../core/shown-numbers.js';
import {
  type CompareScreenInput,
  type CompareView,
  columnDigits,
  differsText,
  isUntested,
  type Shortener,
} from './compare-view.js';
import { digitsFor, pText, score, signed } from './numbers.js';
import { fact, joinFacts, nextLines, type Style } from './paint.js';
import { rowByRow } from './row-by-row.js';

const MAX_APART = 4;
const HASH_SHOWN = 6;

/** Why a rule takes a version; the best value in the digits of its column, ids as short as in the table. */
function whyText(
  { rule, why }: { rule: string; why: string },
  document: CompareView,
  short: Shortener,
): string {
  const { rows, by, direction } = document;
  if (rule !== 'best') {
    return rows.reduce((text, { version }) => text.replaceAll(version, short(version)), why);
  }
  const digits = columnDigits(by, document);
  return `${direction === 'max' ? 'highest' : 'lowest'} ${by}, ${score(leaderOf(rows, document).metrics[by]?.value, digits)}`;
}

function chosenLines(document: CompareView, short: Shortener, style: Style): string[] {
  const { rows, chosen, other_rule: other } = document;
  if (!chosen) return [];
  const row = rows.find(({ version }) => version === chosen.version);
  const what = row ? `${row.model} ${differsText(row)}`.replace(/ ·$/, '') : '';
  const why = `--rule ${chosen.rule}: ${whyText(chosen, document, short)}`;
  const said = joinFacts([`${short(chosen.version)} ${what}`.trim(), why]);
  const instead = other
    ? fact(
        '',
        `--rule ${other.rule} takes ${short(other.version)}: ${whyText(other, document, short)}`,
        style,
      )
    : [];
  return [...fact('chosen', said, style), ...instead];
}

/** How many repeats would part what the folds cannot: what keeps people from giving up on groups. */
function repeatsText({ more_repeats: more }: CompareView, short: Shortener): string {
  if (!more) return '';
  const gap = `the gap of ${score(more.gap, digitsFor([more.gap]))} between ${short(more.leader)} and ${short(more.version)}`;
  return more.repeats === null ? `${gap}: more than 50 repeats` : `to see ${gap}: --repeats ${more.repeats}`;
}

/** `* v0006: other folds of the same rows (split seed 3, 9ab12c), compared unpaired`. */
function otherFoldsText({ document, foldsOf }: CompareScreenInput, short: Shortener): string {
  const others = document.rows.filter(({ folds }) => folds === 'other');
  if (others.length === 0) return '';
  const named = others.slice(0, MAX_APART).map(({ version }) => {
    const folds = foldsOf ? ` on ${foldsOf(version)}` : '';
    return `${short(version)}${folds}`;
  });
  const more = others.length > MAX_APART ? `, and ${others.length - MAX_APART} more` : '';
  return `* other folds of the same rows, compared unpaired: ${named.join(', ')}${more}`;
}

const ROW_TESTS = { mcnemar: 'McNemar', bootstrap: 'paired bootstrap' } as const;

/** `by the rows, McNemar against v0012: v0008 p 0.031 (these fitted models only)`. */
function rowTestText({ row_tests: tests }: CompareView, short: Shortener): string {
  if (!tests) return '';
  const name = `by the rows, ${ROW_TESTS[tests.test]}${tests.by_group ? ' of groups' : ''}${rowByRow(tests)}`;
  if (tests.why !== undefined) return `${name}: none, ${tests.why}`;
  const shown = tests.rows.map(
    ({ version, p }) => `${short(version)} ${p === null ? 'not paired' : pText(p)}`,
  );
  return `${name} against ${short(tests.leader)}: ${shown.join(', ')} (these fitted models only)`;
}

/** `better/equal/worse than v0012 by more than 0.01: Bayesian correlated t`. */
function ropeText(document: CompareView, short: Shortener): string {
  const { rows, rope } = document;
  if (rope === null) return '';
  const leader = short(leaderOf(rows, document).version);
  return `better/equal/worse: than ${leader} by more than ${rope}, per cent, Bayesian correlated t`;
}

const TESTS = { 'corrected-t': 'corrected resampled t', '5x2cv-f': '5x2cv F' } as const;
const CORRECTIONS = { holm: 'Holm', bh: 'Benjamini-Hochberg' } as const;

export function methodText(document: CompareView): string {
  const { tests, alpha } = document;
  if (isUntested(document)) {
    return tests.folds === 1 ? 'one fold each: no test is possible; use cv' : 'no test was possible';
  }
  const hash = tests.split_sha256 === null ? '' : ` (${tests.split_sha256.slice(0, HASH_SHOWN)})`;
  const folds = tests.folds === null ? '' : ` on ${tests.folds} shared folds${hash}`;
  return `${TESTS[tests.test]}${folds}, ${CORRECTIONS[tests.correction]} over all pairs, ${percent(alpha, 0)}`;
}

function groupLines(input: CompareScreenInput, short: Shortener, style: Style): string[] {
  const { document } = input;
  if (document.rows.length < 2) return [];
  const notes = [
    isUntested(document) ? '' : repeatsText(document, short),
    document.then_by.length > 0 ? `inside a group in order of ${document.then_by.join(', ')}` : '',
    ropeText(document, short),
    rowTestText(document, short),
    document.rows.some(({ unsure }) => unsure) ? '? not told apart from the leader of an earlier group' : '',
    otherFoldsText(input, short),
  ];
  return [
    ...fact('groups', methodText(document), style),
    ...notes.filter(Boolean).flatMap((note) => fact('', note, style)),
  ];
}

function apartLines({ blocks }: CompareView, short: Shortener, style: Style): string[] {
  return blocks.flatMap((block, i) => {
    const ids = block.rows.slice(0, MAX_APART).map(({ version }) => short(version));
    const more = block.rows.length > MAX_APART ? ` and ${block.rows.length - MAX_APART} more` : '';
    return fact(i === 0 ? 'apart' : '', `${ids.join(', ')}${more}: ${block.why}`, style);
  });
}

/** `v0007 smote would read f1 0.853 (+0.366)`: what nobody may rank by, and says so. */
export function leakGapText({ rows, by }: CompareView, short: Shortener): string {
  const tried = rows.flatMap(({ version, sampler, leak_gap: gap }) => {
    if (gap === undefined) return [];
    const digits = digitsFor([gap.wrong]);
    return [
      `${short(version)} ${sampler} would read ${by} ${score(gap.wrong, digits)} (${signed(gap.value, digits)})`,
    ];
  });
  if (tried.length === 0) return '';
  const more = tried.length > MAX_APART ? `, and ${tried.length - MAX_APART} more` : '';
  return `sampled before the split, the wrong way, ${tried.slice(0, MAX_APART).join(', ')}${more}; not ranked`;
}

function leakGapLines(document: CompareView, short: Shortener, style: Style): string[] {
  const said = leakGapText(document, short);
  return said === '' ? [] : fact('leak gap', said, style);
}

/** What gave the target away, and where: a score that owes to it is no score. */
function leakLines({ rows }: CompareView, short: Shortener, style: Style): string[] {
  return leaksByMessage(rows).flatMap(({ message, versions }, i) => {
    const ids = versions.slice(0, MAX_APART).map(short);
    const more = versions.length > MAX_APART ? ` and ${versions.length - MAX_APART} more` : '';
    return fact(i === 0 ? '! leak' : '', `${ids.join(', ')}${more}: ${message}`, style);
  });
}

/** leaks, chosen, groups, apart, next. */
export function closingLines(input: CompareScreenInput, short: Shortener, style: Style): string[] {
  const { document, next = [], plots = [] } = input;
  return [
    ...leakLines(document, short, style),
    ...chosenLines(document, short, style),
    ...groupLines(input, short, style),
    ...apartLines(document, short, style),
    ...leakGapLines(document, short, style),
    ...(plots.length > 0 ? fact('plots', plots.join(', '), style) : []),
    ...nextLines(next, style),
  ];
}
