/**
 * The table: immutable typed columns in shared memory.
 *
 * Missing is marked one way for each storage: NaN in numbers and dates, -1 in codes. Values live in
 * SharedArrayBuffers, so that a worker sees a column without a copy; a handle is what travels.
 */

export type ColumnType = 'number' | 'date' | 'category' | 'bool' | 'text';

/** Numbers, or dates as days since 1970-01-01 UTC with fractions. */
export interface NumericColumn {
  readonly name: string;
  readonly type: 'number' | 'date';
  /** [nRows], NaN = missing, never infinite. */
  readonly values: Float64Array;
  /** Every value present is a whole number (of days, for a date): what a sampler makes is rounded to it. */
  readonly integer: boolean;
}

/** Categories, booleans and free text as codes into sorted levels. */
export interface CodedColumn {
  readonly name: string;
  readonly type: 'category' | 'bool' | 'text';
  /** [nRows], index into levels, -1 = missing. */
  readonly codes: Int32Array;
  /** Distinct, in code unit order. */
  readonly levels: readonly string[];
}

export type Column = NumericColumn | CodedColumn;

export const isNumeric = (column: Column): column is NumericColumn =>
  column.type === 'number' || column.type === 'date';

/** A Float64Array whose memory workers can share. */
export const sharedFloats = (length: number) => new Float64Array(new SharedArrayBuffer(8 * length));
/** An Int32Array whose memory workers can share. */
export const sharedInts = (length: number) => new Int32Array(new SharedArrayBuffer(4 * length));
/** A Uint32Array whose memory workers can share. */
export const sharedUints = (length: number) => new Uint32Array(new SharedArrayBuffer(4 * length));

/** Is the cell missing? */
export const isMissing = (column: Column, row: number): boolean =>
  isNumeric(column) ? Number.isNaN(column.values[row]) : column.codes[row] < 0;

/** How many cells of the column are missing. O(rows). */
export function countMissing(column: Column): number {
  let missing = 0;
  if (isNumeric(column)) {
    for (const value of column.values) if (Number.isNaN(value)) missing++;
  } else {
    for (const code of column.codes) if (code < 0) missing++;
  }
  return missing;
}

/** `values` at `rows`, in that order, repeats allowed. A loop: `Float64Array.from` with a callback takes ten times as long. */
export function gather(values: Float64Array, rows: Uint32Array): Float64Array {
  const gathered = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) gathered[i] = values[rows[i]];
  return gathered;
}

/** The same of whole numbers. */
export function gatherUints(values: Uint32Array, rows: Uint32Array): Uint32Array {
  const gathered = new Uint32Array(rows.length);
  for (let i = 0; i < rows.length; i++) gathered[i] = values[rows[i]];
  return gathered;
}

/** Arrays of whole numbers, one after the other. */
export function joinUints(parts: readonly Uint32Array[]): Uint32Array {
  const joined = new Uint32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

function takeNumbers({ values }: NumericColumn, rows: Uint32Array): Float64Array {
  const taken = sharedFloats(rows.length);
  for (let i = 0; i < rows.length; i++) taken[i] = values[rows[i]];
  return taken;
}

function takeCodes({ codes }: CodedColumn, rows: Uint32Array): Int32Array {
  const taken = sharedInts(rows.length);
  for (let i = 0; i < rows.length; i++) taken[i] = codes[rows[i]];
  return taken;
}

/** The column's cells at `rows`, in that order, repeats allowed. */
export function takeColumn(column: CodedColumn, rows: Uint32Array): CodedColumn;
export function takeColumn(column: Column, rows: Uint32Array): Column;
export function takeColumn(column: Column, rows: Uint32Array): Column {
  return isNumeric(column)
    ? { ...column, values: takeNumbers(column, rows) }
    : { ...column, codes: takeCodes(column, rows) };
}

/** The same, taken when the cells are first read: for models that look at bins alone. */
export function takeLazily(column: Column, rows: Uint32Array): Column {
  if (isNumeric(column)) {
    const { name, type, integer } = column;
    let values: Float64Array | undefined;
    return {
      ...{ name, type, integer },
      get values() {
        values ??= takeNumbers(column, rows);
        return values;
      },
    };
  }
  const { name, type, levels } = column;
  let codes: Int32Array | undefined;
  return {
    ...{ name, type, levels },
    get codes() {
      codes ??= takeCodes(column, rows);
      return codes;
    },
  };
}

/** The column's cells from `first` to before `end`. No copy. */
export function sliceColumn(column: Column, first: number, end: number): Column {
  return isNumeric(column)
    ? { ...column, values: column.values.subarray(first, end) }
    : { ...column, codes: column.codes.subarray(first, end) };
}

/** `a` above `b`; the two have one name, type and level list. */
function concatColumn(a: Column, b: Column): Column {
  if (isNumeric(a) && isNumeric(b)) {
    const values = sharedFloats(a.values.length + b.values.length);
    values.set(a.values);
    values.set(b.values, a.values.length);
    return { ...a, values };
  }
  if (isNumeric(a) || isNumeric(b)) throw new Error(`column ${a.name}: types differ`);
  const codes = sharedInts(a.codes.length + b.codes.length);
  codes.set(a.codes);
  codes.set(b.codes, a.codes.length);
  return { ...a, codes };
}

export class Table {
  readonly nRows: number;
  readonly columns: readonly Column[];
  readonly #byName: ReadonlyMap<string, Column>;

  /** @throws Error when lengths differ or a name is repeated: a bug, not a user's mistake. */
  constructor(nRows: number, columns: readonly Column[]) {
    this.nRows = nRows;
    this.columns = columns;
    const byName = new Map<string, Column>();
    for (const column of columns) {
      const length = isNumeric(column) ? column.values.length : column.codes.length;
      if (length !== nRows) throw new Error(`column ${column.name} has ${length} rows, not ${nRows}`);
      if (byName.has(column.name)) throw new Error(`column ${column.name} stands twice`);
      byName.set(column.name, column);
    }
    this.#byName = byName;
  }

  get names(): string[] {
    return this.columns.map((column) => column.name);
  }

  has(name: string): boolean {
    return this.#byName.has(name);
  }

  /** @throws Error when there is no such column. */
  column(name: string): Column {
    const column = this.#byName.get(name);
    if (!column) throw new Error(`no column ${name}`);
    return column;
  }

  /** The named columns, in the order of the names. No copy. */
  select(names: readonly string[]): Table {
    return new Table(
      this.nRows,
      names.map((name) => this.column(name)),
    );
  }

  /** The rows at `rows`, in that order, repeats allowed. Copies. */
  take(rows: Uint32Array): Table {
    return new Table(
      rows.length,
      this.columns.map((column) => takeColumn(column, rows)),
    );
  }

  /** This table above another of the same columns. Copies. */
  concat(below: Table): Table {
    return new Table(
      this.nRows + below.nRows,
      this.columns.map((column) => concatColumn(column, below.column(column.name))),
    );
  }
}

/** What travels to a worker instead of a table: shared memory and short texts. */
export interface TableHandle {
  readonly nRows: number;
  readonly columns: readonly ColumnHandle[];
}

type ColumnHandle =
  | {
      readonly name: string;
      readonly type: NumericColumn['type'];
      readonly integer: boolean;
      readonly data: SharedArrayBuffer;
    }
  | {
      readonly name: string;
      readonly type: CodedColumn['type'];
      readonly data: SharedArrayBuffer;
      /** The levels as UTF-8 JSON: shared too, since there may be a million. */
      readonly levels: SharedArrayBuffer;
    };

const textBuffers = new WeakMap<readonly string[], SharedArrayBuffer>();

function shareText(levels: readonly string[]): SharedArrayBuffer {
  const known = textBuffers.get(levels);
  if (known) return known;
  const bytes = new TextEncoder().encode(JSON.stringify(levels));
  const shared = new SharedArrayBuffer(bytes.length);
  new Uint8Array(shared).set(bytes);
  textBuffers.set(levels, shared);
  return shared;
}

export function toHandle(table: Table): TableHandle {
  const columns = table.columns.map((column): ColumnHandle => {
    if (isNumeric(column)) {
      const { name, type, integer, values } = column;
      return { name, type, integer, data: values.buffer as SharedArrayBuffer };
    }
    const { name, type, codes, levels } = column;
    return { name, type, data: codes.buffer as SharedArrayBuffer, levels: shareText(levels) };
  });
  return { nRows: table.nRows, columns };
}

export function fromHandle(handle: TableHandle): Table {
  const columns = handle.columns.map((column): Column => {
    if (!('levels' in column)) {
      const { name, type, integer, data } = column;
      return { name, type, integer, values: new Float64Array(data) };
    }
    const text = new TextDecoder().decode(new Uint8Array(column.levels).slice());
    const levels = JSON.parse(text) as string[];
    return { name: column.name, type: column.type, codes: new Int32Array(column.data), levels };
  });
  return new Table(handle.nRows, columns);
}
