/** What `train` shows: the hold-out's scores beside the baseline; with all rows trained on, that there is no score. */
import type { TrainResults } from '../../core/schemas/evaluation.js';
import { calibrationBlock } from './calibration.js';
import { chosenCutBlock } from './chosen-cut.js';
import { conformalBlock } from './conformal.js';
import { confusionBlock } from './confusion.js';
import { earlyStoppingBlock } from './early-stopping.js';
import { type EvaluationInput, headerBlock, warningsBlock } from './evaluation.js';
import { gateLines } from './gates.js';
import { outOfBagBlock } from './out-of-bag.js';
import { type Style, stack } from './paint.js';
import { metricTable } from './score-tables.js';
import { slicesBlock } from './slices.js';
import { closingBlock } from './step-frame.js';

export type TrainScreenInput = EvaluationInput<TrainResults>;

export function trainScreen(input: TrainScreenInput, style: Style): string {
  const scored = input.results.folds.length > 0;
  return stack([
    headerBlock(input, style),
    scored ? metricTable(input.results, style) : [],
    calibrationBlock(input.results, style),
    chosenCutBlock(input.results, style),
    conformalBlock(input.results, style),
    earlyStoppingBlock(input.results, style),
    outOfBagBlock(input.results, style),
    scored ? confusionBlock(input.results, style) : [],
    slicesBlock(input.results, style),
    gateLines(input.results.gates, style),
    warningsBlock(input, style),
    closingBlock(input, style),
  ]);
}
