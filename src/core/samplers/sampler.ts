/**
 * The contract of samplers: they see the typed table before encoding, and training rows alone.
 *
 * A new sampler is put together from helpers, and repeats none of them: `rowsOfClasses` and `distinctRows` (class-rows.ts),
 * the counts or classes that `sampling_strategy` means (strategy.ts), `usableK` with its warning, `neighboursOf` and
 * `drawNew` (draws.ts), `countAround` (surroundings.ts). Over-samplers then call `growClasses` (grow-classes.ts), which takes
 * a class at a time to `growBetween` (growth.ts), where cells are interpolated, voted and settled; others end in `keepOnly`
 * or `dropRows` (keep-only.ts). Rules that ask neighbours again after rows have left go through `Neighbourhoods`.
 * borderline-smote.ts and tomek-links.ts are patterns.
 */
import type { Engine } from '../arena.js';
import type { ParamSpecs, Params } from '../params.js';
import type { Registered } from '../registry.js';
import type { StreamOf } from '../rng.js';
import type { WorkWarning } from '../schemas/metric-value.js';
import type { TrainRows } from '../splitters/splitter.js';
import type { Table } from '../table.js';
import type { Task } from '../task.js';

export interface SampleInput {
  readonly task: Task;
  /** Feature columns; rows outside `rows` must not be looked at. */
  readonly table: Table;
  /** [table.nRows] class index. */
  readonly y: Float64Array;
  /** Ascending; a row may stand there again (bootstrap). */
  readonly rows: TrainRows;
  readonly params: Params;
  readonly stream: StreamOf;
  readonly engine: Engine;
}

export interface Resampled {
  /** Rows of the input table that stay, with repeats, ascending except for the repeats, which come after. */
  readonly keep: Uint32Array;
  /** New rows; the columns, types and level lists of the input table. */
  readonly synthetic: Table;
  /** [synthetic.nRows] class index of each new row. */
  readonly syntheticY: Float64Array;
  /** [synthetic.nRows] the row of the input table that each new row was grown from; what it weighs and its group are its. */
  readonly origin: Uint32Array;
  /** What people must know, e.g. that fewer neighbours were used. */
  readonly warnings: readonly WorkWarning[];
}

/**
 * What becomes of classes: `over` adds rows up to a count, `under` leaves rows out down to a count, `clean` leaves out
 * those that a rule names, however many, `both` adds and leaves out.
 */
export type SamplerKind = 'none' | 'over' | 'under' | 'clean' | 'both';

export interface Sampler extends Registered {
  readonly kind: SamplerKind;
  readonly params: ParamSpecs;
  /** The id of a sampler that makes the same rows: this is another name of it. */
  readonly sameAs?: string;
  /** Counts are rounded row by row: a class may end a few rows off what was asked for. */
  readonly roundsEachRow?: boolean;
  /** Rows that its rule cannot tell apart stay together: a class may keep more of them than are asked for. */
  readonly keepsTies?: true;
  /** Of a chain: those that it applies in turn, each with its own of the chain's parameters. */
  readonly linksOf?: (params: Params) => readonly { readonly sampler: Sampler; readonly params: Params }[];
  /** Looks at parameters that name classes, beside `sampling_strategy`. @throws AssayError exit 2 */
  readonly checkClasses?: (params: Params, task: Task) => void;
  /** @throws AssayError exit 2 for a regression task, exit 3 when the rows do not allow it. */
  sample(input: SampleInput): Resampled;
}
