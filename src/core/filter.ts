/**
 * `--filter 'model in (forest, boost) and f1 > 0.5'`: a small language over named values, evaluated without `eval`.
 *
 *   either = both ("or" both)*      both = one ("and" one)*
 *   one    = "not" one | "(" either ")" | NAME OPERATOR VALUE | NAME ["not"] "contains" VALUE
 *          | NAME ["not"] "in" "(" VALUE ("," VALUE)* ")"
 *
 * Operators: = == != < <= > >=. A value is a number, a word or a text in quotes. Words are compared as ids are: case,
 * `-` and `_` do not matter; `<` and the like take numbers and ISO dates. A list (tags) equals a value that it holds; a text contains its parts. What a record lacks
 * satisfies only != and not.
 */
import { daysOfIso } from './dates.js';
import { type AssayError, usageError } from './errors.js';
import { normaliseId, unknownName } from './suggest.js';

type FilterValue = string | number | boolean | null | undefined | readonly string[];
export type FilterRecord = Readonly<Record<string, FilterValue>>;

type Predicate = (record: FilterRecord) => boolean;

const TOKEN = /\s*(?:("[^"]*"|'[^']*')|(<=|>=|!=|==|[=<>(),])|([^\s"'=<>!(),]+))/y;
const OPERATORS = ['=', '==', '!=', '<', '<=', '>', '>='];
const EXAMPLE = "e.g. --filter 'model in (forest, boost) and f1 > 0.5'";

interface Token {
  readonly text: string;
  readonly quoted: boolean;
}

const wrong = (text: string, why: string, hint = EXAMPLE): AssayError =>
  usageError('ASSAY_FILTER', `--filter ${JSON.stringify(text)}: ${why}`, hint);

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < end; ) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) throw wrong(text, `cannot read ${JSON.stringify(text.slice(at).trim())}`);
    const [, quoted, sign, word] = match;
    tokens.push({ text: quoted ? quoted.slice(1, -1) : (sign ?? word), quoted: quoted !== undefined });
  }
  return tokens;
}

const isNumber = (text: string): boolean => text.trim() !== '' && Number.isFinite(Number(text));

function isEqual(found: FilterValue, wanted: string): boolean {
  if (found === null || found === undefined) return normaliseId(wanted) === 'none' && found === null;
  if (typeof found === 'object') return found.some((item) => isEqual(item, wanted));
  if (typeof found === 'number') return isNumber(wanted) && found === Number(wanted);
  return normaliseId(String(found)) === normaliseId(wanted);
}

function compares(operator: string, found: FilterValue, wanted: string): boolean {
  if (operator === '=' || operator === '==') return isEqual(found, wanted);
  if (operator === '!=') return !isEqual(found, wanted);
  if (typeof found !== 'number' && typeof found !== 'string') return false;
  const [a, b] = typeof found === 'number' ? [found, Number(wanted)] : [found, wanted];
  if (operator === '<') return a < b;
  if (operator === '<=') return a <= b;
  return operator === '>' ? a > b : a >= b;
}

/** A list holds the value; a text has it as a part, compared as ids are. */
function contains(found: FilterValue, wanted: string): boolean {
  if (typeof found === 'string') return normaliseId(found).includes(normaliseId(wanted));
  return isEqual(found, wanted);
}

/** Recursive descent over the grammar above. */
class Parser {
  readonly names: string[] = [];
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(readonly text: string) {
    this.#tokens = tokensOf(text);
  }

  parse(): Predicate {
    if (this.#tokens.length === 0) throw wrong(this.text, 'nothing is asked for');
    const predicate = this.#either();
    if (this.#at < this.#tokens.length)
      throw wrong(this.text, `"${this.#tokens[this.#at].text}" was not expected`);
    return predicate;
  }

  #either(): Predicate {
    const parts = [this.#both()];
    while (this.#accept('or')) parts.push(this.#both());
    return (record) => parts.some((part) => part(record));
  }

  #both(): Predicate {
    const parts = [this.#one()];
    while (this.#accept('and')) parts.push(this.#one());
    return (record) => parts.every((part) => part(record));
  }

  #one(): Predicate {
    if (this.#accept('not')) {
      const inner = this.#one();
      return (record) => !inner(record);
    }
    if (!this.#accept('(')) return this.#comparison();
    const inner = this.#either();
    this.#expect(')');
    return inner;
  }

  #comparison(): Predicate {
    const name = this.#value('a name');
    this.names.push(name);
    const negated = this.#accept('not');
    if (this.#accept('in')) {
      const wanted = this.#values();
      return (record) => wanted.some((value) => isEqual(record[name], value)) !== negated;
    }
    if (this.#accept('contains')) {
      const wanted = this.#value('a value');
      return (record) => contains(record[name], wanted) !== negated;
    }
    const operator = this.#tokens[this.#at]?.text;
    if (negated || operator === undefined || !OPERATORS.includes(operator)) {
      const lost = `${name} is compared with nothing; the shell may have taken ">": quote the whole filter`;
      throw wrong(this.text, `an operator is missing after ${name}`, `${lost}, ${EXAMPLE}`);
    }
    this.#at++;
    const wanted = this.#value('a value');
    const isOrdered = name === 'started' || isNumber(wanted) || !Number.isNaN(daysOfIso(wanted));
    if (/[<>]/.test(operator) && !isOrdered) {
      throw wrong(this.text, `${name} ${operator} needs a number, got "${wanted}"`);
    }
    return (record) => compares(operator, record[name], wanted);
  }

  #values(): string[] {
    this.#expect('(');
    const values = [this.#value('a value')];
    while (this.#accept(',')) values.push(this.#value('a value'));
    this.#expect(')');
    return values;
  }

  #value(what: string): string {
    const token = this.#tokens[this.#at];
    if (token === undefined || (!token.quoted && /^[=<>!(),]/.test(token.text))) {
      throw wrong(this.text, `${what} is missing ${token ? `before "${token.text}"` : 'at the end'}`);
    }
    this.#at++;
    return token.text;
  }

  #accept(text: string): boolean {
    const token = this.#tokens[this.#at];
    if (token === undefined || token.quoted || token.text.toLowerCase() !== text) return false;
    this.#at++;
    return true;
  }

  #expect(text: string): void {
    if (!this.#accept(text)) throw wrong(this.text, `"${text}" is missing`);
  }
}

/**
 * The items whose records satisfy a filter, in their order.
 * @throws AssayError (exit 2) for what cannot be read, and for a name that no record has
 */
export function filterBy<T>(text: string, items: readonly T[], recordOf: (item: T) => FilterRecord): T[] {
  const parser = new Parser(text);
  const predicate = parser.parse();
  const records = items.map(recordOf);
  const known = [...new Set(records.flatMap((record) => Object.keys(record)))];
  for (const name of parser.names) {
    if (items.length > 0 && !known.includes(name)) throw unknownName('name in --filter', name, known);
  }
  return items.filter((_, i) => predicate(records[i]));
}
