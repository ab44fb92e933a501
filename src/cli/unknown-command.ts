/** The error for a first word that is no command: a synonym, a misspelling, or a data file. */
import { type AssayError, usageError } from '../core/errors.js';
import { bySynonym, closest } from '../core/suggest.js';
import { COMMAND_SYNONYMS } from './synonyms.js';

const DATA_FILE = /\.(csv|tsv|jsonl|parquet)(\.(gz|zst))?$/i;

/** @param known the commands there are */
export function unknownCommand(typed: string, known: readonly string[]): AssayError {
  const near = bySynonym(typed, COMMAND_SYNONYMS, known) ?? closest(typed, known);
  const onData = DATA_FILE.test(typed) ? ['eda', 'cv'].find((id) => known.includes(id)) : undefined;
  const hint = onData
    ? `a command comes first: assay ${onData} ${typed}`
    : near
      ? `did you mean assay ${near}? assay --help lists the commands`
      : `commands: ${known.join(', ')}`;
  return usageError('ASSAY_UNKNOWN_COMMAND', `unknown command "${typed}"`, hint);
}
