/** How a bake-off ends, fresh or resumed: its result is shown, then its gates are held, then what failed is said. */
import { EXIT, type ExitCode } from '../core/errors.js';
import type { ImbalanceResults } from '../core/schemas/imbalance.js';
import { imbalanceRows, imbalanceScreen } from '../report/screens/imbalance.js';
import type { RecordedStep } from '../workflows/step.js';
import type { Terminal, Typed } from './command.js';
import { endingError } from './gate-error.js';
import { nextOnVersions } from './next-command.js';
import { runWords } from './run-words.js';
import { stepDocument, stepInput } from './step-result.js';

/** What the verdict takes, fitted and saved; without that, the columns looked at. */
function nextOf({ id, results }: RecordedStep<ImbalanceResults>, typed: Typed): string[] {
  const { verdict, runs } = results;
  if (verdict.run === null) return [nextOnVersions(typed, 'show', id)];
  const experiment = id.slice(0, id.lastIndexOf('/'));
  return [nextOnVersions(typed, 'train', '--like', id, '-x', experiment, ...runWords(runs[verdict.run]))];
}

/**
 * @param targetFrom the file, variable or version that named the target, when it was not typed
 * @throws AssayError exit 3 when a gate failed, exit 6 when some runs did; after the result
 */
export function endImbalance(
  recorded: RecordedStep<ImbalanceResults>,
  typed: Typed,
  term: Terminal,
  targetFrom?: string,
): ExitCode {
  const input = {
    ...stepInput(recorded, nextOf(recorded, typed)),
    targetFrom,
    runSeconds: recorded.timings.runs ?? [],
  };
  term.result(
    stepDocument(recorded),
    (style) => imbalanceScreen(input, style),
    () => imbalanceRows(input),
    () => [recorded.id],
  );
  const failed = endingError(recorded);
  if (failed) throw failed;
  return EXIT.done;
}
