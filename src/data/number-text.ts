/** What a number looks like in a file. The patterns are the common part of RE2 (DuckDB) and of JavaScript. */

const EXPONENT = '([eE][+-]?[0-9]+)?';

/**
 * Decimal or scientific notation, blanks around it allowed. No leading zeros (`007` is a code, not a number), no hex,
 * no underscores, no words for infinity.
 */
export const NUMBER_PATTERN = `[ \\t]*[+-]?((0|[1-9][0-9]*)(\\.[0-9]*)?|\\.[0-9]+)${EXPONENT}[ \\t]*`;

/** The same with leading zeros: for a column that is declared to be a number. */
export const DECLARED_NUMBER_PATTERN = `[ \\t]*[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)${EXPONENT}[ \\t]*`;

/** Infinity as other tools write it. */
export const INFINITY_PATTERN = '[ \\t]*[+-]?[iI][nN][fF]([iI][nN][iI][tT][yY])?[ \\t]*';

/** ISO 8601 date, or date and time with an optional offset, blanks around it allowed. */
export const DATE_PATTERN =
  '[ \\t]*[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?(Z|[+-][0-9]{2}(:?[0-9]{2})?)?)?[ \\t]*';

const numberText = new RegExp(`^${NUMBER_PATTERN}$`);

export const isNumberText = (text: string): boolean => numberText.test(text);

/** Quotes that may stand around every value of a column, besides those of the file format. */
export const QUOTES = ["'", '`', '"'] as const;

/** The text inside its own quotes, or the text. */
export function withoutQuotes(text: string): string {
  const first = text[0];
  const isQuoted = text.length > 1 && QUOTES.some((quote) => quote === first) && text.endsWith(first);
  return isQuoted ? text.slice(1, -1) : text;
}
