/** `compare --across`, loaded when it is asked for. */
import { resolve } from 'node:path';
import { EXIT, type ExitCode } from '../core/errors.js';
import type { CompareAcrossDocument } from '../core/schemas/compare-across.js';
import { criticalDifferenceSpec, criticalDifferenceSvg } from '../report/plots/critical-difference.js';
import type { Row } from '../report/row-text.js';
import { acrossScreen } from '../report/screens/across.js';
import { shownPath } from '../store/shown-path.js';
import type { Version } from '../store/version.js';
import { compareAcross } from '../workflows/compare.js';
import { writePlots } from '../workflows/write-plots.js';
import type { Terminal, Typed } from './command.js';
import { tellPlots } from './tell-plots.js';
import { text } from './typed-values.js';

/** A line a learner; of each data set the value, and the versions that it is of. */
const rowsOf = ({ learners, data_sets: sets }: CompareAcrossDocument): Row[] =>
  learners.map(({ name, model, mean_rank: rank, p, values, versions }) => ({
    learner: name,
    model,
    mean_rank: rank,
    p,
    ...Object.fromEntries(
      sets.flatMap((set, at) => [
        [set.name, values[at]],
        [`${set.name} version`, versions[at].join(' ')],
      ]),
    ),
  }));

function plotsOf(document: CompareAcrossDocument, typed: Typed, term: Terminal): string[] {
  const dir = text(typed, 'plots');
  if (dir === null) return [];
  const plot = {
    name: 'critical-difference',
    spec: criticalDifferenceSpec(document),
    svg: criticalDifferenceSvg(document),
  };
  return writePlots(resolve(term.cwd, dir), [plot], term.yes).map((path) => shownPath(path));
}

/** Learners over the data sets of the selected versions. @throws AssayError exit 2 when there are too few */
export async function compareDataSets(
  versions: readonly Version[],
  by: string | null,
  typed: Typed,
  term: Terminal,
): Promise<ExitCode> {
  const { document, unreadable } = compareAcross(versions, by);
  for (const { why } of unreadable) term.warn(`passed over: ${why}`);
  const plots = plotsOf(document, typed, term);
  tellPlots(plots, typed, term);
  term.result(
    document,
    (style) => acrossScreen(document, plots, style),
    () => rowsOf(document),
    () => document.learners.flatMap(({ versions: own }) => own.flat()),
  );
  return EXIT.done;
}
