/** The error for an option that a command does not have: by synonym, as a parameter, by spelling, in that order. */
import type { OptionSpec } from '../commands/command.js';
import { flagNames } from '../commands/option-names.js';
import { parseValue } from '../commands/option-values.js';
import { type AssayError, usageError } from '../core/errors.js';
import { findParam } from '../core/params.js';
import { peerHint } from '../core/peer-params.js';
import { bySynonym, closest, normaliseId } from '../core/suggest.js';
import { correctedLine } from './corrected-line.js';
import { OPTION_SYNONYMS, OTHER_VALUES, WORD_OPTIONS } from './synonyms.js';

/** The option as it was met. */
interface Met {
  /** E.g. `--fold=3`, `-z`. */
  readonly word: string;
  /** The word after it. */
  readonly next?: string;
  /** All that was typed after `assay`. */
  readonly argv: readonly string[];
}

/** What the option could have been. */
interface Suggestion {
  readonly text: string;
  /** The command line with it; null when it cannot be known. */
  readonly line: string | null;
}

interface Parts {
  readonly met: Met;
  /** Without dashes and `no-`. */
  readonly name: string;
  readonly attached: string | undefined;
  /** Attached, or the next word when it is no option. */
  readonly value: string | undefined;
}

function partsOf(met: Met): Parts {
  const [flag, attached] = met.word.split(/=(.*)/s);
  const next = met.next?.startsWith('-') ? undefined : met.next;
  return { met, name: flag.replace(/^-+/, '').replace(/^no-/, ''), attached, value: attached ?? next };
}

/** The line with other words in place of the option and its value. */
const lineWith = ({ met, attached }: Parts, right: readonly string[], usesValue: boolean) =>
  correctedLine(met.argv, met.word, right, usesValue && attached === undefined ? 1 : 0);

function isValueOf(spec: OptionSpec, value: string): boolean {
  try {
    parseValue(spec, value);
    return true;
  } catch {
    return false;
  }
}

/** The line with the known option, when what follows is a value of it. */
function lineWithOption(parts: Parts, spec: OptionSpec): string | null {
  const { name, attached, value } = parts;
  if (OTHER_VALUES.has(name)) return null;
  if (spec.type === 'flag') return attached === undefined ? lineWith(parts, [`--${spec.name}`], false) : null;
  if (value === undefined || !isValueOf(spec, value)) return null;
  return lineWith(parts, [`--${spec.name}`, value], true);
}

/** `--smote` is `--sampler smote`. */
function asWord(parts: Parts, specs: readonly OptionSpec[]): Suggestion | undefined {
  const key = Object.keys(WORD_OPTIONS).find((word) => normaliseId(word) === normaliseId(parts.name));
  const found = key === undefined ? undefined : WORD_OPTIONS[key];
  if (!found || !specs.some(({ name }) => name === found.option)) return undefined;
  const right = [`--${found.option}`, found.value];
  const line = parts.attached === undefined ? lineWith(parts, right, false) : null;
  return { text: `did you mean ${right.join(' ')}?`, line };
}

/** Names of models' parameters are typed as options by people who come from other tools: `--max-depth 5`. */
async function asParameter(parts: Parts, specs: readonly OptionSpec[]): Promise<Suggestion | undefined> {
  const { name, value } = parts;
  if (name.length <= 1 || !specs.some((spec) => spec.name === 'param')) return undefined;
  const { models } = await import('../core/models/list.js');
  for (const { params } of models.all()) {
    const found = findParam(params, name);
    if (!found) continue;
    const text = `it is a parameter: -p ${found}=${value ?? 'VALUE'}`;
    return { text, line: value === undefined ? null : lineWith(parts, ['-p', `${found}=${value}`], true) };
  }
  const hint = peerHint(name, null);
  return hint === undefined ? undefined : { text: hint, line: null };
}

function asOption(parts: Parts, specs: readonly OptionSpec[], name: string | undefined) {
  const spec = specs.find((one) => one.name === name);
  if (!spec) return undefined;
  return { text: `did you mean ${flagNames(spec)}?`, line: lineWithOption(parts, spec) };
}

const hintOf = ({ text, line }: Suggestion): string =>
  line === null ? text : `${text}${text.endsWith('?') ? '' : ';'} type: ${line}`;

/** @param path the words that lead to the command */
export async function unknownOption(
  met: Met,
  specs: readonly OptionSpec[],
  path: string,
): Promise<AssayError> {
  const parts = partsOf(met);
  const { name, attached } = parts;
  const names = specs.map((spec) => spec.name);
  const own = specs.find((spec) => spec.name === name);
  if (own?.type === 'flag' && attached !== undefined) {
    return usageError('ASSAY_OPTION_VALUE', `${flagNames(own)} takes no value, got "${attached}"`);
  }
  const suggestion =
    asWord(parts, specs) ??
    asOption(parts, specs, bySynonym(name, OPTION_SYNONYMS, names)) ??
    (await asParameter(parts, specs)) ??
    (name.length > 1 ? asOption(parts, specs, closest(name, names)) : undefined);
  return usageError(
    'ASSAY_UNKNOWN_OPTION',
    `assay ${path}: unknown option ${met.word.replace(/=.*/s, '')}`,
    suggestion ? hintOf(suggestion) : `assay ${path} --help lists the options`,
  );
}
