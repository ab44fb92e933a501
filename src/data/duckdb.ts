/** One short-lived DuckDB in memory. The library is loaded when first needed: it costs a tenth of a second. */
import { createRequire } from 'node:module';
import type { DuckDBConnection, DuckDBResult } from '@duckdb/node-api';
import { AssayError, runtimeError } from '../core/errors.js';

/** A text as an SQL literal. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** DuckDB takes a path with one of these for a pattern of many files. */
export const isPattern = (path: string): boolean => /[*?[\]{}]/.test(path);

/** A row of a result: counts come as BigInt, lists as objects with `items`. */
export type SqlRow = readonly unknown[];

export class Duck {
  readonly #connection: DuckDBConnection;

  constructor(connection: DuckDBConnection) {
    this.#connection = connection;
  }

  async run(sql: string): Promise<void> {
    await this.#connection.run(sql);
  }

  async rows(sql: string): Promise<SqlRow[]> {
    const reader = await this.#connection.runAndReadAll(sql);
    return reader.getRows();
  }

  /**
   * Hands out the result's columns of DOUBLE or INTEGER, a chunk at a time, in row order. The arrays are valid until
   * the next chunk only, and a null's slot holds garbage: let the SQL coalesce.
   */
  async eachChunk(
    sql: string,
    visit: (columns: readonly (Float64Array | Int32Array)[], firstRow: number) => void,
  ): Promise<void> {
    const result: DuckDBResult = await this.#connection.stream(sql);
    let firstRow = 0;
    for (;;) {
      const chunk = await result.fetchChunk();
      if (!chunk || chunk.rowCount === 0) return;
      const columns: (Float64Array | Int32Array)[] = [];
      for (let index = 0; index < chunk.columnCount; index++) {
        // Declared private, and the only way to the values without one call a cell.
        const vector = chunk.getColumnVector(index) as unknown as { items: Float64Array | Int32Array };
        columns.push(vector.items);
      }
      visit(columns, firstRow);
      firstRow += chunk.rowCount;
    }
  }
}

/** By `require`: the library is CommonJS, and `import` would parse its 180 files once more for the names they export. */
const loadLibrary = () =>
  createRequire(import.meta.url)('@duckdb/node-api') as typeof import('@duckdb/node-api');

/** @param threads DuckDB's own  @throws exit 1 when DuckDB fails: out of memory, a full disk, a missing binary */
export async function withDuck<T>(threads: number, work: (duck: Duck) => Promise<T>): Promise<T> {
  const { DuckDBInstance } = loadLibrary();
  const instance = await DuckDBInstance.create(':memory:', { threads: String(threads) });
  const connection = await instance.connect();
  try {
    await connection.run("set TimeZone = 'UTC'");
    return await work(new Duck(connection));
  } catch (cause) {
    if (!(cause instanceof Error) || cause instanceof AssayError) throw cause;
    const message = `DuckDB: ${cause.message.split('\n')[0]}`;
    throw runtimeError('ASSAY_DUCKDB', message, 'repeat with --debug', cause);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
