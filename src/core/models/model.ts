/** The contract of models: what one declares it takes, the pipeline turns the data into. */
import type { Engine } from '../arena.js';
import type { Allocate } from '../pack.js';
import type { ParamSpecs, Params } from '../params.js';
import type { Registered } from '../registry.js';
import type { StreamOf } from '../rng.js';
import type { WorkWarning } from '../schemas/metric-value.js';
import type { Column } from '../table.js';
import type { Task, TaskKind } from '../task.js';
import type { BinnedColumns } from '../trees/binned-columns.js';
import type { Importances } from '../trees/ensemble.js';

/** Features as a model sees them: columns of one length. Missing only when the model takes it, and so on. */
export interface Block {
  readonly nRows: number;
  readonly columns: readonly Column[];
}

export interface TrainBlock extends Block {
  readonly task: Task;
  /** [nRows] class index, or the value. */
  readonly y: Float64Array;
  /** [nRows] positive weights, or null for all 1. */
  readonly weights: Float64Array | null;
  /** Rows to hold out, ascending, by `Model.heldOutShare`; none of them: they could not be parted; absent: the model draws its own. */
  readonly heldOut?: Uint32Array;
  /** Classes are to weigh alike in every bootstrap sample; for models that `takes.balancedBags`. */
  readonly balancedBags?: boolean;
}

export interface FitContext {
  readonly stream: StreamOf;
  readonly engine: Engine;
  /** The training columns as bins: computed once for a training fold, whatever models and trials ask for them. */
  readonly binned: (train: Block) => BinnedColumns;
}

/** Predictions of an unfinished fit, for the price of one walk over the whole. */
export interface Staged {
  /** Trees of a forest, iterations of a boost. */
  readonly rounds: number;
  /** @param rounds ascending, from 1 to `rounds` @returns for each what `predict` gives after that many rounds */
  predict(block: Block, rounds: readonly number[], engine: Engine): Float64Array[];
}

export interface Fitted {
  /**
   * @returns [nRows * nOutputs] row-major: p of each class in the task's order, or the value. A model without
   * probabilities gives 1 to its class and 0 to the others.
   */
  predict(block: Block, engine: Engine): Float64Array;
  readonly staged?: Staged;
  /** What each column of the block did for the fit. */
  readonly importances?: Importances;
  /** Accuracy, or R², of training rows, each by the trees that did not draw it, when asked for; null: undefined. Not saved. */
  readonly outOfBag?: number | null;
  /** Rounds that were kept of a fit that ends by itself; absent of one that does not. Not saved. */
  readonly stoppedAt?: number;
  /** What people must know of the fit, e.g. that it ended early. Not saved. */
  readonly warnings?: readonly WorkWarning[];
  /**
   * Bytes from which `Model.load` makes an equal model: equal fits give equal bytes.
   * @param allocate asked once, for the room that they are written to; their own when not given
   */
  save(allocate?: Allocate): Uint8Array;
  /** Frees what lives outside JavaScript's memory. */
  dispose?(): void;
}

export interface Model extends Registered {
  readonly tasks: readonly TaskKind[];
  /** Behind this contract stands a library of that name: slower, for comparison. */
  readonly library?: boolean;
  readonly takes: {
    /** Missing cells; else the pipeline imputes. */
    readonly missing: boolean;
    /** Coded columns; else the pipeline one-hot encodes. */
    readonly categories: boolean;
    /** Numbers of any size; else the pipeline standardises. */
    readonly unscaled: boolean;
    /** Sample weights; else weights and --class-weight are an error naming the model. */
    readonly weights: boolean;
    /** Of weights only ratios count, so they may be of any size; else very large and very small ones are an error. */
    readonly onlyRatios?: boolean;
    /** Weights that make classes weigh alike in each bootstrap sample; else balanced_subsample is an error. */
    readonly balancedBags?: boolean;
  };
  readonly gives: {
    readonly probability: boolean;
    /** Its scores are log-odds, of which the probability is a function. */
    readonly logOdds?: boolean;
  };
  /** Its fit is shared with threads that have nothing else to do. */
  readonly joinable?: boolean;
  readonly params: ParamSpecs;
  /**
   * A parameter whose smaller values are stages of the fit: `staged` gives after r rounds, to the byte, what a fit with r
   * there predicts, and its warnings do not depend on it.
   */
  readonly stagedBy?: string;
  /** What a fit grows one after the other and counts as it goes (`FitProgress`). */
  readonly grows?: 'trees' | 'rounds';
  /** Does `stagedBy` hold with these parameters? Always, when not given. */
  readonly isStaged?: (params: Params) => boolean;
  /**
   * Do parameters suit each other, the task, the columns and the answers? Asked of the whole problem before any work.
   * @throws AssayError exit 2 or 3
   */
  readonly check?: (params: Params, task: Task, data: Pick<TrainBlock, 'columns' | 'y'>) => void;
  /**
   * The share of the rows of which a fit learns nothing but when to stop. Where rows are sampled they are held out before,
   * so that no copy of them is learnt from, nor a row grown from them.
   * @returns null when the parameters ask for none
   */
  readonly heldOutShare?: (params: Params) => number | null;
  /**
   * Of a model that draws rows by their class, so that it meets other shares of classes than it is given.
   * @returns [classes] how many of each it draws at once
   */
  readonly drawsOf?: (params: Params, train: Pick<TrainBlock, 'task' | 'y'>) => readonly number[];
  fit(train: TrainBlock, params: Params, context: FitContext): Fitted | Promise<Fitted>;
  /** @throws AssayError exit 1 when the bytes are not this model's. */
  load(bytes: Uint8Array): Fitted | Promise<Fitted>;
}
