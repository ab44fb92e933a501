/** What `cv` shows: what was run, a line a fold, a line a metric, the confusion, the warnings, what next. */
import type { CvResults } from '../../core/schemas/evaluation.js';
import { calibrationBlock } from './calibration.js';
import { chosenCutBlock } from './chosen-cut.js';
import { conformalBlock } from './conformal.js';
import { confusionBlock } from './confusion.js';
import { earlyStoppingBlock } from './early-stopping.js';
import { type EvaluationInput, headerBlock, warningsBlock } from './evaluation.js';
import { gateLines } from './gates.js';
import { leakGapBlock } from './leak-gap.js';
import { nestedBlock } from './nested.js';
import { outOfBagBlock } from './out-of-bag.js';
import { type Style, stack } from './paint.js';
import { permutationBlock } from './permutation.js';
import { foldTable, metricTable } from './score-tables.js';
import { slicesBlock } from './slices.js';
import { closingBlock } from './step-frame.js';

export type CvScreenInput = EvaluationInput<CvResults>;

export const cvScreen = (input: CvScreenInput, style: Style): string =>
  stack([
    headerBlock(input, style),
    foldTable(input.results, style),
    metricTable(input.results, style),
    calibrationBlock(input.results, style),
    chosenCutBlock(input.results, style),
    conformalBlock(input.results, style),
    earlyStoppingBlock(input.results, style),
    nestedBlock(input.results, style),
    permutationBlock(input.results, style),
    leakGapBlock(input.results, style),
    outOfBagBlock(input.results, style),
    confusionBlock(input.results, style),
    slicesBlock(input.results, style),
    gateLines(input.results.gates, style),
    warningsBlock(input, style),
    closingBlock(input, style),
  ]);
