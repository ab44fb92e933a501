/** The trials that an interrupted `tune` had finished, taken over from trials.jsonl when it is resumed. */
import { runtimeError } from '../core/errors.js';
import type { Params } from '../core/params.js';
import type { TrialLine } from '../core/schemas/trial.js';

interface KeptTrial {
  readonly trial: TrialLine;
  /** Of trials.jsonl; from 1. */
  readonly line: number;
}

const corrupt = (line: number, problem: string) =>
  runtimeError(
    'ASSAY_CORRUPT_LINE',
    `trials.jsonl: line ${line}: ${problem}`,
    'delete the line and resume again: its trial is then run anew',
  );

/** Trials that need not run again, by number. */
export class KeptTrials {
  readonly #byNumber = new Map<number, KeptTrial>();

  get count(): number {
    return this.#byNumber.size;
  }

  /** A trial that stands there twice, alike, counts once: a process that was taken for dead may have added it late. */
  add(trial: TrialLine, line: number): void {
    const before = this.#byNumber.get(trial.number)?.trial;
    if (before && (before.value !== trial.value || before.state !== trial.state)) {
      throw corrupt(line, `trial ${trial.number} stands there twice with another value`);
    }
    if (!before) this.#byNumber.set(trial.number, { trial, line });
  }

  /**
   * The trial of a number; null when it has yet to run.
   * @param params what the search asks for
   * @throws AssayError exit 1 when it ran with other parameters, naming the line
   */
  take(number: number, params: Params): TrialLine | null {
    const kept = this.#byNumber.get(number);
    if (!kept) return null;
    if (JSON.stringify(kept.trial.params) === JSON.stringify(params)) return kept.trial;
    throw corrupt(kept.line, `trial ${number} has other parameters than its search asks for`);
  }
}

/** The fold inside whose training rows a search runs; null: it runs on all rows. */
export type SearchPlace = { readonly repeat: number; readonly fold: number } | null;

const isAt = ({ outer }: TrialLine, place: SearchPlace) =>
  place === null ? !outer : outer?.repeat === place.repeat && outer.fold === place.fold;

/**
 * @param lines of trials.jsonl, parsed
 * @throws AssayError exit 1 naming the first line that is no trial of this search
 */
export async function keptTrials(
  lines: readonly unknown[],
  nTrials: number,
  place: SearchPlace,
): Promise<KeptTrials> {
  const kept = new KeptTrials();
  if (lines.length === 0) return kept;
  const { documentProblem } = await import('../core/schemas/check-document.js');
  lines.forEach((found, i) => {
    const problem = documentProblem('trial', found);
    if (problem !== null) throw corrupt(i + 1, problem);
    const trial = found as TrialLine;
    if (!isAt(trial, place)) return;
    if (trial.number >= nTrials) throw corrupt(i + 1, `trial ${trial.number} of ${nTrials} (from 0)`);
    kept.add(trial, i + 1);
  });
  return kept;
}
