/** What a command ends in after it has shown its result: a Ctrl-C that ended a part of it, else gates that failed. */
import { type AssayError, dataError } from '../core/errors.js';
import { gateText } from '../core/gates.js';
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

/** As `gateError`, but what Ctrl-C ended early comes first: exit 130. */
export const endingError = (recorded: readonly RecordedStep<StepResults>[]): AssayError | null =>
  recorded.find(({ endedEarly }) => endedEarly)?.endedEarly ?? gateError(recorded);
