/** What a command ends in after it has shown its result: a Ctrl-C that ended a part of it, gates that failed, or runs that did. */
import { AssayError, dataError, EXIT } from '../core/errors.js';
import { gateText } from '../core/gates.js';
import { runName } from '../core/imbalance/contestants.js';
import type { RecordedStep, StepResults } from '../workflows/step.js';

const SHOWN = 5;

/**
 * Exit 3 when a gate of one of the versions failed, naming it; else null.
 * @param next what to do now
 */
export function gateError(
  recorded: readonly Pick<RecordedStep<Pick<StepResults, 'gates'>>, 'id' | 'results'>[],
  next = 'the version is kept: its results.json holds the gates',
): AssayError | null {
  const failed = recorded.flatMap(({ id, results }) =>
    (results.gates ?? []).filter(({ passed }) => !passed).map((gate) => `${gateText(gate)} (${id})`),
  );
  if (failed.length === 0) return null;
  const more = failed.length > SHOWN ? `; and ${failed.length - SHOWN} more` : '';
  return dataError('ASSAY_GATE_FAILED', `--require ${failed.slice(0, SHOWN).join('; ')}${more}`, next);
}

/** Exit 6 when some runs of a bake-off failed; else null. */
function partialError({ runs = [] }: StepResults): AssayError | null {
  const failed = runs.filter(({ error }) => error !== undefined);
  if (failed.length === 0) return null;
  const more = failed.length > 1 ? `; and ${failed.length - 1} more` : '';
  const message = `${failed.length} of ${runs.length} runs failed: ${runName(failed[0])}: ${failed[0].error?.message}${more}`;
  const hint = failed[0].error?.hint ?? '';
  return new AssayError(EXIT.partial, 'ASSAY_PARTIAL', message, hint || 'the others are done');
}

/** The first that applies: what Ctrl-C ended early (exit 130), a gate that failed (3), runs that did (6); else null. */
export const endingError = (recorded: RecordedStep<StepResults>): AssayError | null =>
  recorded.endedEarly ?? gateError([recorded]) ?? partialError(recorded.results);
