/** The error for an option that a command does not have: by synonym, as a parameter, by spelling, in that order. */
import type { OptionSpec } from '../commands/command.js';
import { flagNames } from '../commands/option-names.js';
import { type AssayError, usageError } from '../core/errors.js';
import { findParam } from '../core/params.js';
import { bySynonym, closest } from '../core/suggest.js';
import { OPTION_SYNONYMS } from './synonyms.js';

/** Names of models' parameters are typed as options by people who come from other tools: `--max-depth 5`. */
async function asParameter(name: string, value: string | undefined): Promise<string | undefined> {
  const { models } = await import('../core/models/list.js');
  for (const { params } of models.all()) {
    const found = findParam(params, name);
    if (found) return `it is a parameter: -p ${found}=${value && !value.startsWith('-') ? value : 'VALUE'}`;
  }
  return undefined;
}

/**
 * @param typed e.g. `--fold=3`, `-z`
 * @param next the word after it
 * @param path the words that lead to the command
 */
export async function unknownOption(
  typed: string,
  next: string | undefined,
  specs: readonly OptionSpec[],
  path: string,
): Promise<AssayError> {
  const [flag, attached] = typed.split(/=(.*)/s);
  const name = flag.replace(/^-+/, '').replace(/^no-/, '');
  const names = specs.map((spec) => spec.name);
  const own = specs.find((spec) => spec.name === name);
  if (own?.type === 'flag' && attached !== undefined) {
    return usageError('ASSAY_OPTION_VALUE', `${flagNames(own)} takes no value, got "${attached}"`);
  }
  const isLong = name.length > 1;
  const hasParams = names.includes('param');
  const synonym = bySynonym(name, OPTION_SYNONYMS, names);
  const parameter = !synonym && isLong && hasParams ? await asParameter(name, attached ?? next) : undefined;
  const near = synonym ?? (isLong ? closest(name, names) : undefined);
  const nearSpec = specs.find((spec) => spec.name === near);
  const suggestion = parameter ?? (nearSpec ? `did you mean ${flagNames(nearSpec)}?` : '');
  return usageError(
    'ASSAY_UNKNOWN_OPTION',
    `assay ${path}: unknown option ${flag}`,
    suggestion || `assay ${path} --help lists the options`,
  );
}
