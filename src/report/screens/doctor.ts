/** `assay doctor`: a line for each thing that was looked at, and under it what to do. */
import type { DoctorDocument, DoctorFinding } from '../../core/schemas/doctor.js';
import { colorsOf, type Style, stack } from './paint.js';
import { clean, hang } from './text.js';

const ID_WIDTH = 12;
const INDENT = ' '.repeat(6 + ID_WIDTH);

function findingLines({ id, state, message, advice }: DoctorFinding, style: Style): string[] {
  const { green, yellow, red } = colorsOf(style);
  const paint = { ok: green, warn: yellow, fail: red }[state];
  const label = state.padEnd(6);
  const [first, ...rest] = hang(label + id.padEnd(ID_WIDTH), clean(message), style.width);
  const advised = advice === null ? [] : hang(`${INDENT}do: `, clean(advice), style.width);
  return [paint(label) + first.slice(label.length), ...rest, ...advised];
}

/** How many need something, in words. */
function closing(findings: readonly DoctorFinding[]): string {
  const nOf = (state: DoctorFinding['state']) => findings.filter((one) => one.state === state).length;
  const [failed, warned] = [nOf('fail'), nOf('warn')];
  if (failed > 0)
    return `${failed} of ${findings.length} checks failed${warned > 0 ? `, ${warned} warned` : ''}`;
  return warned > 0 ? `assay works; ${warned} of ${findings.length} checks warned` : 'all is well';
}

export const doctorScreen = ({ findings }: DoctorDocument, style: Style): string =>
  stack([findings.flatMap((finding) => findingLines(finding, style)), [closing(findings)]]);
