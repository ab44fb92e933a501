/** Where benchmarks speak: stdout has JSON lines, stderr what people read. */

export const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);

export const note = (text: string) => process.stderr.write(`${text}\n`);

export const secondsText = (seconds: number) => (seconds < 10 ? seconds.toFixed(3) : seconds.toFixed(1));

/** Cells under each other: the first column to the left, the others to the right. */
export function tableText(rows: readonly (readonly string[])[]): string {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])))
      .join('  ');
  return rows.map(line).join('\n');
}
