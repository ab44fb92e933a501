/** What intervals or sets of `--conformal` held. */
import { levelName } from '../../core/conformal/conformal.js';
import type { ConformalResults } from '../../core/schemas/conformal.js';
import { count, percent } from '../../core/shown-numbers.js';
import { brief, score } from './numbers.js';
import { fact, joinFacts, type Style } from './paint.js';

type Level = ConformalResults['levels'][number];

const SCORES: Readonly<Record<ConformalResults['score'], string>> = {
  absolute: 'absolute residuals',
  lac: 'lac',
  aps: 'aps',
};

/** How large the regions are. */
function sizeText({ mean_width: width, mean_size: size, empty_share: empty }: Level): string {
  const emptyText = empty ? `${percent(empty)} empty` : '';
  if (size !== undefined)
    return joinFacts([size === null ? '' : `${score(size, 2)} classes a set`, emptyText]);
  return joinFacts([
    width === null || width === undefined ? 'unbounded' : `mean width ${brief(width)}`,
    emptyText,
  ]);
}

function levelText(one: Level): string {
  const { level, coverage, coverage_ci95: ci } = one;
  if (coverage === null) return `${levelName(level)} %`;
  const interval = ci === null ? '' : ` (${score(ci[0], 3)} … ${score(ci[1], 3)})`;
  return joinFacts([`${levelName(level)} % hold ${score(coverage, 3)}${interval}`, sizeText(one)]);
}

/** `600`, `596 to 600`. */
function rangeText(counts: readonly number[]): string {
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return least === most ? count(least) : `${count(least)} to ${count(most)}`;
}

/** A line a level, then how they were made. */
export function conformalBlock(
  { conformal }: { readonly conformal?: ConformalResults },
  style: Style,
): string[] {
  if (conformal === undefined) return [];
  const { method, score: id, levels, folds, n_calibration: ofModel } = conformal;
  const counts = ofModel === undefined ? folds.map((fold) => fold.n_calibration) : [ofModel];
  const made = joinFacts([`${method}, ${SCORES[id]}`, `${rangeText(counts)} calibration rows`]);
  const [first, ...rest] = [...levels.map(levelText), made];
  const label = id === 'absolute' ? 'intervals' : 'sets';
  return [...fact(label, first, style), ...rest.flatMap((text) => fact('', text, style))];
}
