/** Under the board of `compare`: what is chosen and why, how the groups were made, what stands apart, what next. */

import { count, percent } from '../../core/shown-numbers.js';
import { type CompareScreenInput, type CompareView, differsText, type Shortener } from './compare-view.js';
import { digitsFor, score } from './numbers.js';
import { fact, joinFacts, nextLines, type Style } from './paint.js';

const MAX_APART = 4;

function chosenLines(
  { rows, chosen, other_rule: other }: CompareView,
  short: Shortener,
  style: Style,
): string[] {
  if (!chosen) return [];
  const row = rows.find(({ version }) => version === chosen.version);
  const what = row ? `${row.model} ${differsText(row)}`.replace(/ ·$/, '') : '';
  const said = joinFacts([`${short(chosen.version)} ${what}`.trim(), `--rule ${chosen.rule}: ${chosen.why}`]);
  const instead = other
    ? fact('', `--rule ${other.rule} takes ${short(other.version)}: ${other.why}`, style)
    : [];
  return [...fact('chosen', said, style), ...instead];
}

/** How many repeats would part what the folds cannot: what keeps people from giving up on groups. */
function repeatsText({ more_repeats: more }: CompareView, short: Shortener): string {
  if (!more) return '';
  const gap = `the gap of ${score(more.gap, digitsFor([more.gap]))} between ${short(more.leader)} and ${short(more.version)}`;
  return more.repeats === null ? `${gap}: more than 50 repeats` : `to see ${gap}: --repeats ${more.repeats}`;
}

function groupLines(document: CompareView, short: Shortener, style: Style): string[] {
  const { rows, tests, alpha } = document;
  if (rows.length < 2) return [];
  const folds = tests.folds === null ? '' : ` on ${tests.folds} shared folds`;
  const method = `corrected resampled t${folds}, Holm over ${count(tests.comparisons)} comparisons, ${percent(alpha, 0)}`;
  const notes = [
    repeatsText(document, short),
    rows.some(({ unsure }) => unsure) ? '? not told apart from the leader of an earlier group' : '',
    rows.some(({ folds: own }) => own === 'other') ? '* other folds of the same rows: compared unpaired' : '',
  ];
  return [
    ...fact('groups', method, style),
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

/** chosen, groups, apart, next. */
export const closingLines = (
  { document, next = [] }: CompareScreenInput,
  short: Shortener,
  style: Style,
): string[] => [
  ...chosenLines(document, short, style),
  ...groupLines(document, short, style),
  ...apartLines(document, short, style),
  ...nextLines(next, style),
];
