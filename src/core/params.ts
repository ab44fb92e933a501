/**
 * Parameters of models, samplers and splitters as data: the one source of names, defaults, ranges, help texts and
 * search spaces. Names are scikit-learn's.
 */
import { type AssayError, usageError } from './errors.js';
import { peerHint } from './peer-params.js';
import { bySynonym, normaliseId, type Synonyms, unknownName } from './suggest.js';

/** A value of a parameter; null is scikit-learn's None. */
export type ParamValue = number | string | boolean | null;
export type Params = Readonly<Record<string, ParamValue>>;

/** Where `tune` looks when nobody says: a range, or choices. */
export type Space =
  | { readonly low: number; readonly high: number; readonly log?: boolean; readonly integer?: boolean }
  | { readonly choices: readonly ParamValue[] };

/** How a text that says something of columns is written. */
export interface TextForm {
  /** For errors and help, e.g. `COLUMN:1 or COLUMN:-1, joined by commas`. */
  readonly shape: string;
  /** @returns the columns that a text names, as typed; null when it is not written so */
  readonly columns: (text: string) => readonly string[] | null;
  /**
   * The text with names in place of what stood for them; as it was when they are what was typed.
   * @param namesOf the columns that one of `columns` stands for
   * @throws AssayError exit 2 when a name may stand once, and stands twice
   */
  readonly rename: (text: string, namesOf: (typed: string) => readonly string[]) => string;
}

/** What other libraries call the words of a parameter. */
export interface OtherWords {
  /** Our word → theirs that mean exactly that. They are accepted, and never shown. */
  readonly same: Synonyms;
  /** Their words that mean none of ours → what comes nearest, for the error. */
  readonly lacking: Readonly<Record<string, string>>;
}

export interface ParamSpec {
  readonly type: 'int' | 'float' | 'word' | 'bool' | 'text';
  readonly default: ParamValue;
  readonly help: string;
  /** Words allowed (for `word`), or allowed beside a number (`sqrt` for max_features). */
  readonly words?: readonly string[];
  readonly otherWords?: OtherWords;
  /** `none` is accepted and means null. */
  readonly nullable?: boolean;
  /** Numbers that mean null too, as other libraries write that there is no limit. */
  readonly noneAlso?: readonly number[];
  /** What to do instead of a value that is refused; undefined: nothing is known. */
  readonly otherwise?: (text: string) => string | undefined;
  readonly min?: number;
  readonly max?: number;
  /** `min` itself is out of range. */
  readonly aboveMin?: boolean;
  /** An int parameter that also takes a share in (0, 1). */
  readonly orFraction?: boolean;
  /** Of a `text`. Its value is what was typed; the model reads it, and the columns are looked up before any fit. */
  readonly form?: TextForm;
  readonly aliases?: readonly string[];
  /** More aliases, by which other libraries give a share and never a count: 1 is all. */
  readonly shareAliases?: readonly string[];
  readonly space?: Space;
  /** Which end makes the simpler model, other parameters equal; null is the high end. `compare --rule` goes by it. */
  readonly simpler?: 'low' | 'high';
}

export type ParamSpecs = Readonly<Record<string, ParamSpec>>;

/** As people write numbers: no `0x10`, no blanks. */
const DECIMAL = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

const shownValue = (value: ParamValue) => (value === null ? 'none' : String(value));

/** As `-p` takes a parameter's name: below its owner, which names of a chain's parameters hold already. */
export const ownedName = (owner: string, name: string): string =>
  name.includes('.') ? name : `${owner}.${name}`;

/** The name alone of a parameter that stands under one of a chain's ids. */
const nameInChain = (name: string): string => name.slice(name.indexOf('.') + 1);

const isAmong = (names: readonly string[], typed: string): boolean =>
  names.some((name) => normaliseId(name) === normaliseId(typed));

/** All other names that a parameter is taken by. */
const aliasesOf = ({ aliases = [], shareAliases = [] }: ParamSpec): readonly string[] => [
  ...aliases,
  ...shareAliases,
];

/** The registered name of a parameter, by name or alias; undefined when the item has none. */
export const findParam = (specs: ParamSpecs, name: string): string | undefined =>
  Object.keys(specs).find((key) => isAmong([key, ...aliasesOf(specs[key])], name));

/** What a parameter that counts or shares calls all. */
export const ALL = '1.0';

/**
 * What a value means that stands under a name of the parameter: where the name is of shares, 1 is all.
 * @throws AssayError (exit 2) for a share above 1
 */
export function meantBy(owner: string, typed: string, spec: ParamSpec, raw: ParamValue): ParamValue {
  if (!isAmong(spec.shareAliases ?? [], typed) || typeof raw === 'boolean') return raw;
  if (Number(raw) === 1) return ALL;
  if (!(Number(raw) > 1)) return raw;
  throw usageError(
    'ASSAY_PARAM_VALUE',
    `${owner}: ${typed} takes a share above 0, at most 1, got "${raw}"`,
    'a share of 1 is all',
  );
}

function rangeText(spec: ParamSpec): string {
  const kind = spec.type === 'int' ? 'a whole number' : spec.type === 'float' ? 'a number' : '';
  const parts: string[] = [];
  if (kind) {
    const from = spec.min === undefined ? '' : `${spec.aboveMin ? ' above' : ' from'} ${spec.min}`;
    parts.push(`${kind}${from}${spec.max === undefined ? '' : ` to ${spec.max}`}`);
  }
  if (spec.orFraction) parts.push('a share between 0 and 1');
  if (spec.type === 'bool') parts.push('true or false');
  if (spec.form) parts.push(spec.form.shape);
  if (spec.words?.length) parts.push(spec.words.join(', '));
  if (spec.nullable) parts.push('none');
  return parts.join(', or ');
}

function inRange(spec: ParamSpec, value: number): boolean {
  if (!Number.isFinite(value)) return false;
  if (spec.orFraction && value > 0 && value < 1) return true;
  if (spec.type === 'int' && !Number.isInteger(value)) return false;
  if (spec.min !== undefined && (spec.aboveMin ? value <= spec.min : value < spec.min)) return false;
  return spec.max === undefined || value <= spec.max;
}

/** The word that was typed, by itself or as other libraries call it. */
const wordOf = ({ words = [], otherWords }: ParamSpec, text: string): string | undefined =>
  words.find((known) => normaliseId(known) === normaliseId(text)) ??
  (otherWords && bySynonym(text, otherWords.same, words));

/** What comes nearest to a word of other libraries that is none of ours. */
function lackingWord({ otherWords }: ParamSpec, text: string): string | undefined {
  const lacking = Object.entries(otherWords?.lacking ?? {});
  return lacking.find(([word]) => normaliseId(word) === normaliseId(text))?.[1];
}

/**
 * Checks one value, typed as text or given as a value.
 * @throws AssayError (exit 2) naming owner, parameter, what was received and what is allowed.
 */
export function checkParam(owner: string, name: string, spec: ParamSpec, raw: ParamValue): ParamValue {
  const text = raw === null ? 'none' : String(raw);
  if (spec.nullable && /^(none|null)$/i.test(text)) return null;
  if (DECIMAL.test(text) && spec.noneAlso?.includes(Number(text))) return null;
  const word = wordOf(spec, text);
  if (word !== undefined) return word;
  if (spec.type === 'bool' && /^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  if ((spec.type === 'int' || spec.type === 'float') && DECIMAL.test(text) && inRange(spec, Number(text))) {
    return Number(text);
  }
  if (spec.form && spec.form.columns(text) !== null) return text;
  throw usageError(
    'ASSAY_PARAM_VALUE',
    `${owner}: ${name} takes ${rangeText(spec)}, got "${text}"`,
    lackingWord(spec, text) ?? spec.otherwise?.(text) ?? `the default is ${shownValue(spec.default)}`,
  );
}

function unknownParam(owner: string, specs: ParamSpecs, typed: string): AssayError {
  const hint = peerHint(typed, owner);
  if (hint === undefined) {
    const aliases = Object.entries(specs).map(
      ([name, spec]) => [name, [nameInChain(name), ...aliasesOf(spec)]] as const,
    );
    return unknownName(`parameter of ${owner}`, typed, Object.keys(specs), Object.fromEntries(aliases));
  }
  return usageError('ASSAY_PARAM_ELSEWHERE', `${owner} takes no parameter ${typed}`, hint);
}

/**
 * All parameters of an item: the defaults with the given values laid over them, checked.
 * @throws AssayError (exit 2) for an unknown name or a value out of range.
 */
export function resolveParams(owner: string, specs: ParamSpecs, given: Params): Params {
  const resolved: Record<string, ParamValue> = {};
  for (const [name, spec] of Object.entries(specs)) resolved[name] = spec.default;
  for (const [typed, value] of Object.entries(given)) {
    const name = findParam(specs, typed);
    if (!name) throw unknownParam(owner, specs, typed);
    resolved[name] = checkParam(owner, name, specs[name], meantBy(owner, typed, specs[name], value));
  }
  return resolved;
}

/** Parted into those that somebody chose and those at their defaults. */
export function byChoice(specs: ParamSpecs, params: Params): { chosen: Params; usual: Params } {
  const isUsual = ([name, value]: [string, ParamValue]) => specs[name]?.default === value;
  const all = Object.entries(params);
  return {
    chosen: Object.fromEntries(all.filter((one) => !isUsual(one))),
    usual: Object.fromEntries(all.filter(isUsual)),
  };
}

/** Where a search looks, as `-p` takes it: `2..12`, `0.001..0.3:log`, `sqrt,0.5`. */
export function spaceText(space: Space): string {
  if ('choices' in space) return space.choices.map(shownValue).join(',');
  return `${space.low}..${space.high}${space.log ? ':log' : ''}`;
}

/** One line a parameter for help: name, default, meaning, range, and where `tune` looks when nobody says. */
export function describeParam(name: string, spec: ParamSpec): string {
  const searched = spec.space ? `; tune looks at ${spaceText(spec.space)}` : '';
  return `${name}=${shownValue(spec.default)}  ${spec.help} (${rangeText(spec)})${searched}`;
}
