/**
 * Loads the WebAssembly module inside the library ml-xgboost 1.1.2 and speaks to it by heap addresses.
 *
 * Faults that are handled: the library's own train() copies the table to a 5 MiB stack (here: the heap); loading it
 * prints to stderr (streaming compilation is hidden from it meanwhile), and so does the hist method (its print functions
 * are emptied); it installs an uncaughtException listener that would print itself and exit 7 (removed); what it throws
 * is no Error, and the module is unsafe afterwards (said so, and not used again); its memory is not collected
 * (every model is freed).
 *
 * This is the one file of core that touches `process` and WebAssembly's globals: only while loading.
 */
import type { XgboostWasm } from 'ml-xgboost/dist/wasm/xgboost.js';
import { type AssayError, runtimeError } from '../errors.js';

/** Address of a model in the module's memory. */
type Handle = number;

export class XgboostModule {
  readonly #wasm: XgboostWasm;
  readonly #call: (name: string, ...args: (number | string)[]) => number;
  #broken: AssayError | null = null;

  constructor(wasm: XgboostWasm) {
    this.#wasm = wasm;
    const functions = {
      create_model: wasm.cwrap('create_model', 'number', ['number', 'number', 'number', 'number']),
      set_param: wasm.cwrap('set_param', null, ['number', 'string', 'string']),
      train_full_model: wasm.cwrap('train_full_model', null, ['number', 'number']),
      predict_one: wasm.cwrap('predict_one', 'number', ['number', 'number', 'number', 'number']),
      save_model: wasm.cwrap('save_model', 'number', ['number']),
      get_file_content: wasm.cwrap('get_file_content', null, ['number', 'number']),
      load_model: wasm.cwrap('load_model', 'number', ['number', 'number']),
      free_memory_model: wasm.cwrap('free_memory_model', null, ['number']),
    };
    this.#call = (name, ...args) => functions[name as keyof typeof functions](...args);
  }

  /** Runs `work`; whatever the module throws becomes an AssayError and ends its use in this thread. */
  #guard<T>(work: () => T): T {
    if (this.#broken) throw this.#broken;
    try {
      return work();
    } catch (cause) {
      this.#broken = runtimeError(
        'ASSAY_XGBOOST',
        `the library ml-xgboost failed: ${String(cause).slice(0, 200)}`,
        'it may have run out of its memory: use fewer rows or columns, or another model',
        cause,
      );
      throw this.#broken;
    }
  }

  /** Copies bytes to the module's heap for the time of `work`. */
  #withBytes<T>(bytes: Uint8Array, work: (address: number) => T): T {
    const address = this.#wasm._malloc(Math.max(4, bytes.length));
    this.#wasm.HEAPU8.set(bytes, address);
    const result = work(address);
    this.#wasm._free(address);
    return result;
  }

  /**
   * Trains and returns the model's bytes; nothing stays in the module.
   * @param x [nRows * nFeatures] row-major, -1 = missing
   * @param y [nRows]
   */
  train(
    x: Float32Array,
    y: Float32Array,
    params: Readonly<Record<string, string>>,
    rounds: number,
  ): Uint8Array {
    return this.#guard(() => {
      const handle = this.#withBytes(new Uint8Array(x.buffer), (X) =>
        this.#withBytes(new Uint8Array(y.buffer), (Y) =>
          this.#call('create_model', X, Y, y.length, x.length / y.length),
        ),
      );
      for (const [name, value] of Object.entries(params)) this.#call('set_param', handle, name, value);
      this.#call('train_full_model', handle, rounds);
      const bytes = this.#bytesOf(handle);
      this.#call('free_memory_model', handle);
      return bytes;
    });
  }

  #bytesOf(handle: Handle): Uint8Array {
    const size = this.#call('save_model', handle);
    if (size < 0) throw new Error('the model could not be written');
    return this.#withBytes(new Uint8Array(size), (address) => {
      this.#call('get_file_content', address, size);
      return this.#wasm.HEAPU8.slice(address, address + size);
    });
  }

  /** @returns a model that must be freed. @throws AssayError exit 1 when the bytes are no model */
  load(bytes: Uint8Array): Handle {
    return this.#guard(() => {
      const handle = this.#withBytes(bytes, (address) => this.#call('load_model', address, bytes.length));
      if (handle === 0) throw new Error('the bytes are no model');
      return handle;
    });
  }

  free(handle: Handle): void {
    this.#guard(() => this.#call('free_memory_model', handle));
  }

  /**
   * The outputs for each row: one, or with an objective of several classes one a class.
   * @param x [nRows * nFeatures] as in training @param out OUT [nRows * nOutputs] row-major
   */
  predict(handle: Handle, x: Float32Array, nFeatures: number, nOutputs: number, out: Float64Array): void {
    this.#guard(() =>
      this.#withBytes(new Uint8Array(x.buffer), (X) =>
        this.#withBytes(new Uint8Array(4 * nOutputs), (Y) => {
          for (let row = 0; row < out.length / nOutputs; row++) {
            this.#call('predict_one', handle, X + 4 * row * nFeatures, nFeatures, Y);
            out.set(this.#wasm.HEAPF32.subarray(Y >> 2, (Y >> 2) + nOutputs), row * nOutputs);
          }
        }),
      ),
    );
  }
}

async function loadModule(): Promise<XgboostModule> {
  const listeners = process.listeners('uncaughtException');
  const streaming = WebAssembly.instantiateStreaming;
  Object.assign(WebAssembly, { instantiateStreaming: undefined });
  try {
    const { default: wasm } = await import('ml-xgboost/dist/wasm/xgboost.js');
    await wasm.isReady;
    wasm.print = () => {};
    wasm.printErr = () => {};
    return new XgboostModule(wasm);
  } finally {
    WebAssembly.instantiateStreaming = streaming;
    for (const listener of process.listeners('uncaughtException')) {
      if (!listeners.includes(listener)) process.removeListener('uncaughtException', listener);
    }
  }
}

let loading: Promise<XgboostModule> | undefined;

/** The module of this thread. About 100 ms the first time. */
export function xgboostModule(): Promise<XgboostModule> {
  loading ??= loadModule();
  return loading;
}
