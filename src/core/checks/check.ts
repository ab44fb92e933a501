/** The contract of checks: each looks at a problem and its folds, and names what would inflate a score. */
import type { Registered } from '../registry.js';
import type { Fold, Protocol } from '../splitters/splitter.js';
import type { Table } from '../table.js';
import type { Problem } from '../task.js';

export interface Finding {
  /** Stable, e.g. `duplicates-across-folds`. */
  readonly id: string;
  readonly columns: readonly string[];
  readonly message: string;
  /** Rows of the problem, for findings about rows: a score is shown without them. */
  readonly rows?: Uint32Array;
}

export interface CheckInput {
  readonly problem: Problem;
  /** All columns of the file but the target, usable rows: left-out columns are looked at too. */
  readonly everything: Table;
  /** Empty when nothing is split (eda). */
  readonly folds: readonly Fold[];
  /** How the folds were dealt. */
  readonly protocol: Protocol | 'none';
}

export interface Check extends Registered {
  find(input: CheckInput): Finding[];
}
