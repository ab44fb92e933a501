/** The contract of recipes: seeded, realistic tables. Equal options give equal bytes. */
import type { Registered } from '../../core/registry.js';
import type { Table } from '../../core/table.js';

export interface RecipeOptions {
  /** Exactly this many rows, at least 1. A longer table begins with the rows of a shorter one. */
  readonly rows: number;
  readonly seed: number;
}

export interface Recipe extends Registered {
  readonly defaults: RecipeOptions;
  /** The column a person would predict. */
  readonly target: string;
  generate(options: RecipeOptions): Table;
}
