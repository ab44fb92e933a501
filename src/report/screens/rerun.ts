/** What `rerun` shows: which version ran again, on what, and where the new one is. */
import type { Warning } from '../../core/schemas/metric-value.js';
import { fact, type Style, stack } from './paint.js';
import { closingBlock, dataFact, type StepInput, warningLines } from './step-frame.js';

export const rerunScreen = (
  input: StepInput<{ readonly warnings: readonly Warning[] }>,
  version: string,
  style: Style,
): string =>
  stack([
    [...fact('again', version, style), ...dataFact(input, style)],
    warningLines(input, style),
    closingBlock(input, style),
  ]);
