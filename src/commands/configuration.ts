/**
 * What was not typed: `--set`, `--like`, `ASSAY_*` variables and `assay.yaml` fill the options of a command, in that
 * order; only then defaults stand.
 */
import type { Command, Typed } from './command.js';

/** Where configuration is looked for. */
interface Place {
  /** The folder the person stands in: assay.yaml is looked for from here upward. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

interface Configured {
  /** The same values with what was configured laid under what was typed, and where each came from. */
  readonly typed: Typed;
  /** To be told on stderr, e.g. which version `--like last` is. */
  readonly notes: readonly string[];
}

/** @throws AssayError (exit 2) for a key or value that cannot be, naming the file and line, or the variable */
export async function configure(typed: Typed, _command: Command, _place: Place): Promise<Configured> {
  return { typed, notes: [] };
}
