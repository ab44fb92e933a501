/** How a `cv`, `train` or `tune` that ran ends, fresh or resumed: its result is shown, then its gates are held. */
import { EXIT, type ExitCode } from '../core/errors.js';
import type { EvaluationResults } from '../core/schemas/evaluation.js';
import type { Style } from '../report/screens/paint.js';
import type { StepInput } from '../report/screens/step-frame.js';
import type { RecordedStep } from '../workflows/step.js';
import type { Terminal } from './command.js';
import { endingError } from './gate-error.js';
import { stepDocument, stepInput } from './step-result.js';
import { evaluationRows } from './step-rows.js';

/** What the ending of one step has of its own. */
export interface Ending<R> {
  screen(input: StepInput<R>, style: Style): string;
  /** Commands that make sense now. @param experiment that the version went to */
  next(recorded: RecordedStep<R>, experiment: string): readonly string[];
}

/**
 * @param targetFrom the file, variable or version that named the target, when it was not typed
 * @throws AssayError exit 3 when a gate failed, exit 130 when Ctrl-C ended a part of it; after the result
 */
export function endEvaluation<R extends EvaluationResults>(
  recorded: RecordedStep<R>,
  ending: Ending<R>,
  term: Terminal,
  targetFrom?: string,
): ExitCode {
  const next = ending.next(recorded, recorded.id.slice(0, recorded.id.lastIndexOf('/')));
  term.result(
    stepDocument(recorded),
    (style) => ending.screen({ ...stepInput(recorded, next), targetFrom }, style),
    () => evaluationRows([recorded]),
    () => [recorded.id],
  );
  const error = endingError(recorded);
  if (error) throw error;
  return EXIT.done;
}
