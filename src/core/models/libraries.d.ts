/** The parts of the untyped libraries that assay uses; ml-random-forest's own types are incomplete. */

declare module 'ml-cart' {
  export interface CartOptions {
    gainFunction: 'gini';
    /** A node of at most so many rows is a leaf. */
    minNumSamples: number;
    maxDepth: number;
    gainThreshold: number;
  }

  export class DecisionTreeClassifier {
    constructor(options: CartOptions);
    root: import('./flat-trees.js').CartNode;
    train(rows: number[][], labels: number[]): void;
    predict(rows: number[][]): number[];
    toJSON(): object;
  }
}
