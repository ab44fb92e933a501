/** What is said about a file while it is read. */
import type { TypedColumn } from './column-types.js';
import type { CsvLayout } from './csv-layout.js';
import type { CellTally, ReadNote } from './data-file.js';
import type { DateSpelling } from './date-spellings.js';
import type { Duck } from './duckdb.js';
import type { Extracted } from './extract-columns.js';
import { isNumberText, withoutQuotes } from './number-text.js';

/** Cells that a note shows. */
export const EXAMPLES = 3;
const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;
const quoted = (text: string) => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);

export const headerNote = (firstRecord: readonly string[]): ReadNote => ({
  id: 'header-guessed',
  severity: 'note',
  columns: [],
  message: `the first row holds a number (${firstRecord.find((cell) => isNumberText(withoutQuotes(cell)))}), so it is read as data and the columns are named ${firstRecord.length > 1 ? `c1 to c${firstRecord.length}` : 'c1'}; --header if it is a header`,
});

export const shortRowsNote = ({ nShort, width, firstShortLine }: CsvLayout): ReadNote => ({
  id: 'short-rows',
  severity: 'warning',
  columns: [],
  message: `${count(nShort, 'row is', 'rows are')} shorter than ${width} fields (first: line ${firstShortLine}); the rest of each counts as missing`,
});

export const singleQuotesNote: ReadNote = {
  id: 'quotes-guessed',
  severity: 'note',
  columns: [],
  message: `cells stand in single quotes ('): only so are all rows equally long`,
};

const FITTING: Readonly<Record<string, string>> = {
  number: 'a number',
  date: 'a date',
  bool: 'true or false',
};

/** Cells that do not fit their column's type. */
export const unfitNote = (name: string, tally: CellTally): ReadNote => ({
  id: 'unparsable-cells',
  severity: 'warning',
  columns: [name],
  message: `${name} is read as ${tally.type}: ${tally.nCells} of ${count(tally.nPresent, 'cell', 'cells')} not ${FITTING[tally.type]} and counted as missing, such as ${tally.examples.map(quoted).join(', ')}`,
  tally,
});

export const infiniteNote = (name: string, tally: CellTally): ReadNote => ({
  id: 'infinities',
  severity: 'warning',
  columns: [name],
  message: `${name}: ${count(tally.nCells, 'infinite value is', 'infinite values are')} counted as missing`,
  tally,
});

function quotesNote(names: readonly string[], quote: string): ReadNote {
  return {
    id: 'quotes-stripped',
    severity: 'note',
    columns: names,
    message: `every value of ${names.join(', ')} stands inside ${quote}…${quote}; these quotes are stripped`,
  };
}

/** First cell of a column that is present. */
async function firstCell(duck: Duck, { text }: TypedColumn): Promise<string> {
  const [[cell]] = await duck.rows(`select arg_min(${text}, rowid) from cells`);
  return quoted(cell as string);
}

const datesNote = (names: readonly string[], { said }: DateSpelling, example: string): ReadNote => ({
  id: 'dates-guessed',
  severity: 'note',
  columns: names,
  message: `${names.join(', ')}: read as dates with ${said}, as in ${example}`,
});

const ambiguousNote = (name: string, example: string): ReadNote => ({
  id: 'dates-ambiguous',
  severity: 'note',
  columns: [name],
  message: `${name} stays a category: its dates, such as ${example}, may have the day or the month first; --types ${name}=date:dmy or ${name}=date:mdy`,
});

/** Dates that are not ISO, and those of which nobody knows the order. */
async function dateNotes(
  duck: Duck,
  typed: readonly TypedColumn[],
  names: readonly string[],
): Promise<ReadNote[]> {
  const notes: ReadNote[] = [];
  for (const said of new Set(typed.map(({ spelling }) => spelling?.said ?? null))) {
    const found = typed.flatMap(({ spelling }, index) =>
      said !== null && spelling?.said === said ? [index] : [],
    );
    const [first] = found;
    const spelling = typed[first]?.spelling;
    if (!spelling) continue;
    notes.push(
      datesNote(
        found.map((index) => names[index]),
        spelling,
        await firstCell(duck, typed[first]),
      ),
    );
  }
  for (const [index, column] of typed.entries()) {
    if (column.ambiguous) notes.push(ambiguousNote(names[index], await firstCell(duck, column)));
  }
  return notes;
}

/** The first distinct cells of a column that are present and do not fit its type. */
async function unfitExamples(duck: Duck, { text, value }: TypedColumn): Promise<string[]> {
  const rows = await duck.rows(
    `select ${text} as cell from cells where cell is not null and (${value}) is null order by rowid limit 50`,
  );
  return [...new Set(rows.map(([cell]) => cell as string))].slice(0, EXAMPLES);
}

/** What typing did to the columns, in their order. */
export async function typingNotes(
  duck: Duck,
  typed: readonly TypedColumn[],
  extracted: readonly Extracted[],
): Promise<ReadNote[]> {
  const names = extracted.map(({ column }) => column.name);
  const notes: ReadNote[] = [];
  for (const quote of new Set(typed.map((column) => column.quote))) {
    if (quote === null) continue;
    notes.push(
      quotesNote(
        names.filter((_, index) => typed[index].quote === quote),
        quote,
      ),
    );
  }
  notes.push(...(await dateNotes(duck, typed, names)));
  for (const [index, column] of typed.entries()) {
    const { type, nUnfit, nPresent } = column;
    const { nInfinite } = extracted[index];
    if (nUnfit > 0) {
      const examples = await unfitExamples(duck, column);
      notes.push(unfitNote(names[index], { type, nCells: nUnfit, nPresent, examples }));
    }
    if (nInfinite > 0)
      notes.push(infiniteNote(names[index], { type, nCells: nInfinite, nPresent, examples: [] }));
  }
  return notes;
}
