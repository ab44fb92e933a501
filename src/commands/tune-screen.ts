/** The screen of `tune` with its trials, which stand in trials.jsonl and not in the result. */
import { resolve } from 'node:path';
import type { TuneResults } from '../core/schemas/evaluation.js';
import type { TrialLine } from '../core/schemas/trial.js';
import type { Style } from '../report/screens/paint.js';
import type { StepInput } from '../report/screens/step-frame.js';
import { tuneScreen } from '../report/screens/tune.js';
import { readVersion } from '../store/version.js';
import type { Terminal } from './command.js';

const MOST_SHOWN = 5;

/** @returns draws the best trials; with -v all of them */
export const tuneScreenOf =
  ({ cwd, verbose }: Terminal) =>
  (input: StepInput<TuneResults>, style: Style): string => {
    const trials = readVersion(resolve(cwd, input.path)).lines('trials.jsonl') as TrialLine[];
    return tuneScreen({ ...input, trials, mostTrials: verbose ? trials.length : MOST_SHOWN }, style);
  };
