/** The bins that one fit asks for: from a shelf when other fits share them. */
import type { Engine } from '../arena.js';
import type { Block } from '../models/model.js';
import type { Column } from '../table.js';
import { binsOnShelf } from './bin-shelf.js';
import type { BinnedColumns } from './binned-columns.js';
import { binTraining } from './binning.js';

/** The training columns of a fit. */
export interface TrainColumns {
  readonly columns: readonly Column[];
  /** Which rows of the data they are; null when some were made. */
  readonly kept: Uint32Array | null;
}

export class FitBins {
  /** How often columns were binned. */
  nMade = 0;

  /**
   * @param data the columns that training rows are rows of
   * @param shelf for the bins of `train`
   */
  constructor(
    readonly train: TrainColumns,
    readonly data: readonly Column[],
    readonly engine: Engine,
    readonly shelf: SharedArrayBuffer | undefined,
  ) {}

  /** What `FitContext.binned` gives. */
  of(block: Block): BinnedColumns {
    if (block.columns !== this.train.columns) return this.#make(block, null);
    if (!this.shelf) return this.#makeOwn(block);
    return binsOnShelf(this.shelf, block, (bins) => this.#makeOwn(block, bins), this.engine.crew);
  }

  /** Of the training rows: cells that are rows of the data are not copied first. */
  #makeOwn(block: Block, bins?: Uint8Array): BinnedColumns {
    const { kept } = this.train;
    const from = kept ? { nRows: block.nRows, columns: this.data } : block;
    return this.#make(from, kept, bins);
  }

  #make(block: Block, rows: Uint32Array | null, bins?: Uint8Array): BinnedColumns {
    this.nMade++;
    return binTraining(block, this.engine, rows, bins);
  }
}
