/** The error for a first word that is no command: a synonym, a misspelling, or a data file. */
import { type AssayError, usageError } from '../core/errors.js';
import { bySynonym, closest } from '../core/suggest.js';
import { correctedLine } from './corrected-line.js';
import { COMMAND_SYNONYMS } from './synonyms.js';

const DATA_FILE = /\.(csv|tsv|jsonl|parquet)(\.(gz|zst))?$/i;

/** `assay models` is `assay help models`. */
async function topicOf(typed: string): Promise<string | undefined> {
  const { helpTopics } = await import('../commands/help-topics/list.js');
  return helpTopics.has(typed) ? helpTopics.get(typed).id : undefined;
}

/** The words to type in place of the unknown one. */
async function meant(typed: string, known: readonly string[]): Promise<readonly string[] | undefined> {
  const synonym = bySynonym(typed, COMMAND_SYNONYMS, known);
  if (synonym) return [synonym];
  const topic = known.includes('help') ? await topicOf(typed) : undefined;
  if (topic) return ['help', topic];
  const near = closest(typed, known);
  return near ? [near] : undefined;
}

/**
 * @param known the commands there are
 * @param argv all that was typed after `assay`
 */
export async function unknownCommand(
  typed: string,
  known: readonly string[],
  argv: readonly string[],
): Promise<AssayError> {
  const near = await meant(typed, known);
  const onData = DATA_FILE.test(typed) ? ['eda', 'cv'].find((id) => known.includes(id)) : undefined;
  const hint = onData
    ? `a command comes first: assay ${onData} ${typed}`
    : near
      ? nearHint(near, typed, argv)
      : `commands: ${known.join(', ')}`;
  return usageError('ASSAY_UNKNOWN_COMMAND', `unknown command "${typed}"`, hint);
}

function nearHint(near: readonly string[], typed: string, argv: readonly string[]): string {
  const line = argv.length > 1 ? correctedLine(argv, typed, near) : null;
  const rest = line === null ? 'assay --help lists the commands' : `type: ${line}`;
  return `did you mean assay ${near.join(' ')}? ${rest}`;
}
