/** Says where plots were written, where no screen does. */
import type { Terminal, Typed } from './command.js';
import { text } from './typed-values.js';

/** @param paths as they are shown; the screen names them itself */
export function tellPlots(paths: readonly string[], typed: Typed, term: Terminal): void {
  const hasScreen = !term.json && (text(typed, 'format') ?? 'table') === 'table';
  if (paths.length > 0 && !hasScreen) term.note(`plots: ${paths.join(', ')}`);
}
