/** What `forest` and `extra-trees` share: many trees, each of its own draws, and their mean. */
import { growTrees, loadTrees } from '../trees/grow-forest.js';
import { checkForestParams, forestOptions, forestParams } from '../trees/tree-params.js';
import type { Model } from './model.js';

/** What tells two forests apart. */
interface Kind extends Pick<Model, 'id' | 'summary' | 'aliases'> {
  /** Do trees draw rows with replacement when nobody says? */
  readonly bootstrap: boolean;
  /** Is one cut drawn of each feature, instead of the best one taken? */
  readonly drawsCuts: boolean;
}

/** What any forest takes and gives, whichever rows its trees draw. */
export const FOREST_TRAITS = {
  takes: {
    missing: true,
    categories: true,
    unscaled: true,
    weights: true,
    onlyRatios: true,
    balancedBags: true,
  },
  gives: { probability: true },
  joinable: true,
  stagedBy: 'n_estimators',
  grows: 'trees',
  isStaged: ({ oob_score }) => oob_score !== true,
} as const satisfies Partial<Model>;

/** A model of trees whose numbers are drawn from the stream of its id. */
export const forestModel = ({ bootstrap, drawsCuts, ...kind }: Kind): Model => ({
  ...kind,
  tasks: ['binary', 'multiclass', 'regression'],
  ...FOREST_TRAITS,
  params: forestParams(bootstrap),
  check: checkForestParams,
  fit(train, params, context) {
    const options = forestOptions(params, train.nRows, train.columns.length, train.task);
    const streamOf = (tree: number) => context.stream(kind.id, tree);
    return growTrees(train, { ...options, drawsCuts, drawsByWeight: true }, streamOf, context);
  },
  load: loadTrees,
});
