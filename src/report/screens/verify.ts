/** `assay verify`: the same bytes, or the one value that differs. */
import type { Verification } from '../../core/schemas/verification.js';
import { colorsOf, type Style, stack } from './paint.js';
import { clip } from './text.js';

const shown = (value: unknown) => (value === undefined ? 'nothing' : JSON.stringify(value));

export function verifyScreen({ version, same, files }: Verification, style: Style): string {
  const colors = colorsOf(style);
  const widest = files.reduce((most, { file }) => Math.max(most, file.length), 0);
  const lines = files.flatMap(({ file, verdict, first }) => {
    const mark = verdict === 'same' ? colors.green('✔') : colors.red('✘');
    const line = `${mark} ${file.padEnd(widest)}  ${verdict === 'same' ? 'same bytes' : verdict}`;
    if (!first) return [line];
    return [
      line,
      clip(`  at ${first.at}: on disk ${shown(first.was)}, computed ${shown(first.is)}`, style.width),
    ];
  });
  const verdict = same ? colors.green('the same bytes') : colors.red('not the same bytes');
  return stack([[`${version}: ${verdict}`], lines]);
}
