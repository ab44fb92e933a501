/** `--resume V` of `tune` and `imbalance`: no data, no options; all of that is the version's. */
import { type ExitCode, usageError } from '../core/errors.js';
import type { CvResults } from '../core/schemas/evaluation.js';
import { shellText } from '../core/shell-text.js';
import { cvScreen } from '../report/screens/cv.js';
import type { Version } from '../store/version.js';
import { resumeTune } from '../workflows/resume-tune.js';
import type { Terminal, Typed } from './command.js';
import { type Ending, endEvaluation } from './end-evaluation.js';
import { endImbalance } from './end-imbalance.js';
import { globalOptions } from './global-options.js';
import { nextOnVersions } from './next-command.js';
import { selectVersion } from './selection.js';
import { withContext } from './session.js';
import { tuneNext } from './tune-next.js';
import { tuneScreenOf } from './tune-screen.js';
import { text } from './typed-values.js';

/** What may stand beside --resume: where the version and its data are, how to work, what to tell. */
const BESIDE: readonly string[] = [
  'resume',
  'experiment',
  'store',
  'data',
  'jobs',
  'tag',
  'note',
  ...globalOptions.map(({ name }) => name),
];

type Resumable = 'tune' | 'imbalance';

/** Of a command that was not asked to resume. @throws AssayError exit 2 for --data beside DATA */
function checkData({ given }: Typed, command: Resumable): void {
  if (!given.has('data')) return;
  throw usageError(
    'ASSAY_DATA_OPTION',
    '--data stands beside --resume alone: it says where the data of that version is now',
    `name the data set without an option: assay ${command} DATA -t COL`,
  );
}

/** What was typed that only a new version could heed: a word of it; null when there is none. */
function superfluous({ args, given, origins }: Typed): string | null {
  if (args.length > 0 && !origins.has('DATA')) return args[0];
  const name = [...given].find((option) => !BESIDE.includes(option));
  return name === undefined ? null : `--${name}`;
}

/** @throws AssayError exit 2 */
function checkNothingElse(typed: Typed, { id, manifest }: Version): void {
  const word = superfluous(typed);
  if (word === null) return;
  const command = manifest?.step === 'imbalance' ? 'imbalance' : 'tune';
  const go = shellText(['assay', command, '--resume', id]);
  throw usageError(
    'ASSAY_RESUME_ALONE',
    `${word} cannot stand beside --resume: ${id} goes on with the data and options that it began with`,
    word.startsWith('--')
      ? `${go}; for other options begin a new version: assay ${command} --like ${id} ${word} …`
      : `${go}; when its data has moved, add --data FILE`,
  );
}

/** Of `cv --nested`. */
const nestedCvEnding = (typed: Typed): Ending<CvResults> => ({
  screen: cvScreen,
  next: (_recorded, experiment) => [nextOnVersions(typed, 'compare', experiment)],
});

async function runResumed(typed: Typed, term: Terminal, startedMs: number): Promise<ExitCode> {
  const version = selectVersion(typed, term, text(typed, 'resume') ?? '');
  checkNothingElse(typed, version);
  const recorded = await withContext(typed, term, (context) =>
    resumeTune(version, context, text(typed, 'data'), startedMs / 1000),
  );
  const { results } = recorded;
  if (results.step === 'imbalance') return endImbalance({ ...recorded, results }, typed, term);
  if (results.step === 'cv') return endEvaluation({ ...recorded, results }, nestedCvEnding(typed), term);
  const like = ['--like', version.id, '-x', version.experiment];
  // Folds that were given would come with the version: there are no fresh ones.
  const again: Parameters<typeof tuneNext>[1] = (words, { results }) =>
    results.split.splitter === 'given' ? [] : [nextOnVersions(typed, 'cv', ...like, ...words)];
  const ending = { screen: tuneScreenOf(term), next: tuneNext(typed, again) };
  return endEvaluation({ ...recorded, results }, ending, term);
}

/**
 * What `--resume` asks for, done; null when it was not given, and the command begins a version of its own.
 * @param startedMs performance.now() when the command began
 * @throws AssayError exit 2 for options that cannot stand together; 3 when a gate failed, after the result
 */
export async function resumedInstead(
  typed: Typed,
  term: Terminal,
  startedMs: number,
  command: Resumable,
): Promise<ExitCode | null> {
  if (typed.given.has('resume')) return runResumed(typed, term, startedMs);
  checkData(typed, command);
  return null;
}
