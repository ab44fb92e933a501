/** What --require asked for, and whether it was met: in words, a sign and a colour. */
import { gateText } from '../../core/gates.js';
import type { GateOutcome } from '../../core/schemas/gate.js';
import { colorsOf, type Style } from './paint.js';
import { clean, hang } from './text.js';

/** A line a gate: `✓  f1 >= 0.65 passed: f1 is 0.671`. */
export const gateLines = (gates: readonly GateOutcome[], style: Style): string[] =>
  gates.flatMap((gate) => {
    const colors = colorsOf(style);
    const [sign, paint] = gate.passed ? ['✓', colors.green] : ['✗', colors.red];
    const [first, ...rest] = hang(`${sign}  `, clean(`gate ${gateText(gate)}`), style.width);
    return [paint(sign) + first.slice(sign.length), ...rest];
  });
