/** `assay compare --across`: learners by mean rank over data sets, and which of them cannot be told apart. */
import type { CompareAcrossDocument } from '../../core/schemas/compare-across.js';
import { counted, percent } from '../../core/shown-numbers.js';
import { fitTable } from './layout.js';
import { digitsFor, pText, score } from './numbers.js';
import { colorsOf, fact, joinFacts, type Style, stack } from './paint.js';
import { clean, clip, hang } from './text.js';

const MOST_NAME = 32;
const MOST_LEFT_OUT = 6;
const HASH_SHOWN = 6;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** The letters of the groups that a learner is in: learners that share none are told apart. */
const lettersOf = (name: string, groups: readonly (readonly string[])[]): string =>
  groups.map((group, at) => (group.includes(name) ? (LETTERS[at] ?? '*') : ' ')).join('');

function board(document: CompareAcrossDocument, style: Style): string[] {
  const { learners, data_sets: sets, groups, by } = document;
  const table = fitTable(
    [
      { head: '#', align: 'right', cells: learners.map((_, at) => String(at + 1)) },
      { head: 'learner', align: 'left', cells: learners.map(({ name }) => clip(clean(name), MOST_NAME)) },
      { head: 'mean rank', align: 'right', cells: learners.map(({ mean_rank: rank }) => rank.toFixed(2)) },
      { head: 'group', align: 'left', cells: learners.map(({ name }) => lettersOf(name, groups)) },
      { head: '', align: 'right', cells: learners.map(({ p }) => (p === null ? '' : pText(p))) },
      ...sets.map(({ name }, at) => {
        const values = learners.map((learner) => learner.values[at]);
        const digits = digitsFor(values);
        return {
          head: clip(clean(name), MOST_NAME),
          align: 'right' as const,
          cells: values.map((v) => score(v, digits)),
        };
      }),
    ],
    style.width,
  );
  const more =
    table.hidden > 0
      ? hang(
          '',
          `… the ${by} of ${counted(table.hidden, 'data set')} found no room: --format csv`,
          style.width,
        )
      : [];
  return [colorsOf(style).dim(table.head), ...table.rows, ...more];
}

/** `loans, stratified, 5 folds (9ab12c): boost v0003 ×2, forest v0001`: what stands behind the values of a data set. */
function versionLines({ data_sets: sets, learners }: CompareAcrossDocument, style: Style): string[] {
  return sets.flatMap(({ name, folds, split_sha256: split }, at) => {
    const prefix = `${name}/`;
    const named = learners.map(({ name: learner, versions }) => {
      const [first, ...more] = versions[at];
      const id = first.startsWith(prefix) ? first.slice(prefix.length) : first;
      return `${learner} ${id}${more.length > 0 ? ` ×${more.length + 1}` : ''}`;
    });
    const text = `${name}, ${folds} (${split.slice(0, HASH_SHOWN)}): ${named.join(', ')}`;
    return fact(at === 0 ? 'versions' : '', text, style);
  });
}

/** What the tests say, in words. */
function testText({
  friedman,
  signed_rank: signedRank,
  alpha,
  critical_difference: critical,
}: CompareAcrossDocument): string {
  if (signedRank) {
    const verdict = signedRank.p < alpha ? 'the two differ' : 'the two are not told apart';
    return `Wilcoxon signed-rank over the data sets: ${pText(signedRank.p)}, ${verdict}`;
  }
  const p = friedman?.iman_davenport.p ?? 1;
  const verdict = p < alpha ? 'the learners differ' : 'nothing is told apart: take no order from this';
  return joinFacts([
    `Friedman (Iman-Davenport) ${pText(p)}: ${verdict}`,
    `Nemenyi: mean ranks ${critical.toFixed(2)} apart differ at ${percent(alpha, 0)}`,
  ]);
}

/** @param plots files that were written */
export function acrossScreen(
  document: CompareAcrossDocument,
  plots: readonly string[],
  style: Style,
): string {
  const { by, direction, data_sets: sets, left_out: leftOut, groups } = document;
  const better = `${direction === 'max' ? 'higher' : 'lower'} ${by} is better`;
  const shown = leftOut.slice(0, MOST_LEFT_OUT).map(({ what, why }) => `${what}: ${why}`);
  const more = leftOut.length > MOST_LEFT_OUT ? [`and ${leftOut.length - MOST_LEFT_OUT} more: --json`] : [];
  return stack([
    hang(
      '',
      joinFacts([counted(sets.length, 'data set'), counted(document.learners.length, 'learner'), better]),
      style.width,
    ),
    board(document, style),
    [
      ...fact('tests', testText(document), style),
      ...(groups.length > 0
        ? fact('', 'learners that share a letter are not told apart; p: Nemenyi, against the first', style)
        : []),
      ...(sets.length < 5
        ? fact('', `${sets.length} data sets say little: Demšar (2006) asks for more than 5`, style)
        : []),
      ...versionLines(document, style),
      ...[...shown, ...more].flatMap((text, at) => fact(at === 0 ? 'left out' : '', text, style)),
      ...(plots.length > 0 ? fact('plots', plots.join(', '), style) : []),
    ],
  ]);
}
