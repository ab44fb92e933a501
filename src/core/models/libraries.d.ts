/** The parts of the untyped libraries that assay uses; ml-random-forest's own types are incomplete. */

declare module 'ml-cart' {
  export interface CartOptions {
    gainFunction: 'gini' | 'regression';
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

  export class DecisionTreeRegression {
    constructor(options: CartOptions);
    root: import('./flat-trees.js').CartNode;
    train(rows: number[][], values: number[]): void;
    predict(rows: number[][]): number[];
    toJSON(): object;
  }
}

declare module 'ml-xgboost/dist/wasm/xgboost.js' {
  /** The library's emscripten module; the exported C functions carry a leading underscore. */
  export interface XgboostWasm {
    readonly isReady: Promise<unknown>;
    /** Re-made when the memory grows: never keep them. */
    readonly HEAPU8: Uint8Array;
    readonly HEAPF32: Float32Array;
    print: (line: string) => void;
    printErr: (line: string) => void;
    _malloc(bytes: number): number;
    _free(address: number): void;
    cwrap(
      name: string,
      result: 'number' | null,
      args: readonly ('number' | 'string')[],
    ): (...args: (number | string)[]) => number;
  }
  const wasm: XgboostWasm;

  // biome-ignore lint/style/noDefaultExport: what import() makes of a CommonJS module
  export { wasm as default };
}
