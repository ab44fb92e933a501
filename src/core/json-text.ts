/**
 * The one way a document becomes bytes: two-space indentation, keys in the order given, numbers in their shortest exact
 * form, NaN and infinities null, one newline at the end. Equal values give equal bytes on every engine, since
 * ECMAScript fixes how a number is written.
 */

/** Typed arrays become arrays; JSON.stringify alone would make objects of them. */
function plain(_key: string, value: unknown): unknown {
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return Array.from(value as Float64Array);
  return value;
}

/**
 * A document as text, for files.
 * @throws TypeError for undefined, functions, BigInt and circles: a bug, not a user's mistake.
 */
export function toJsonText(value: unknown): string {
  const text: string | undefined = JSON.stringify(value, plain, 2);
  if (text === undefined) throw new TypeError('not a JSON document');
  return `${text}\n`;
}

/** A document as one line with its newline, for JSONL. @throws as `toJsonText` */
export function toJsonLine(value: unknown): string {
  const text: string | undefined = JSON.stringify(value, plain);
  if (text === undefined) throw new TypeError('not a JSON document');
  return `${text}\n`;
}
