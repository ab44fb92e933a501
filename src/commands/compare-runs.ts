/** What is said where `compare` meets bake-offs, whose runs are ranked like versions but are none. */
import { usageError } from '../core/errors.js';
import { versionIdOf } from '../core/imbalance/run-id.js';
import type { CompareDocument } from '../core/schemas/compare.js';
import type { Version } from '../store/version.js';
import { isBakeOff, runOf } from '../workflows/imbalance/run-entries.js';
import type { Terminal, Typed } from './command.js';
import { rowTestOf } from './compare-options.js';
import { nextOnVersions } from './next-command.js';
import { runWords } from './run-words.js';

const areRuns = ({ rows }: CompareDocument): boolean =>
  rows.some(({ version }) => versionIdOf(version) !== version);

/** Bake-offs that stood aside, since versions were ranked. */
export function tellBakeOffs(document: CompareDocument, versions: readonly Version[], term: Terminal): void {
  if (areRuns(document)) return;
  for (const { id } of versions.filter(isBakeOff))
    term.note(`${id} is of imbalance, and not ranked here: assay compare ${id} ranks its runs`);
}

/** @throws AssayError exit 2 for a test that needs predictions, which runs do not keep */
export function checkRowTest(document: CompareDocument, typed: Typed): void {
  const test = rowTestOf(typed);
  if (test === null || !areRuns(document)) return;
  const bakeOff = versionIdOf(document.rows[0].version);
  throw usageError(
    'ASSAY_RUNS_WITHOUT_ROWS',
    `--test ${test} needs the predictions of every row, which the runs of ${bakeOff} do not keep`,
    `make versions of two of them: assay cv --like ${bakeOff} -m MODEL --sampler ID`,
  );
}

/** The run that was chosen, fitted and saved; nothing when a version was. */
export function nextOfRun({ chosen }: CompareDocument, versions: readonly Version[], typed: Typed): string[] {
  const run = chosen && runOf(versions, chosen.version);
  if (!chosen || !run) return [];
  const id = versionIdOf(chosen.version);
  const experiment = id.slice(0, id.lastIndexOf('/'));
  return [nextOnVersions(typed, 'train', '--like', id, '-x', experiment, ...runWords(run))];
}
