/** `assay complete -- WORDS`: what could stand at the end of a line, in the protocol of @bomb.sh/tab and cobra. */
import { EXIT } from '../core/errors.js';
import type { Command, CommandEntry } from './command.js';
import type { Answer } from './completing/candidates.js';

/** Bits of the last line of an answer: what the shell shall do with it. */
const DIRECTIVE = { noSpace: 2, noFiles: 4, foldersOnly: 16, keepOrder: 32 } as const;
const NOTHING: Answer = { candidates: [], paths: null };
const MAX_HELP = 80;

const helpText = (help = '') => (help.length > MAX_HELP ? `${help.slice(0, MAX_HELP - 1)}…` : help);

/** `value<TAB>help` a line, then `:` and the bits. */
function answerText({ candidates, paths }: Answer): string {
  const lines = candidates
    .filter(({ value }) => !/[\t\n\r]/.test(value))
    .map(({ value, help }) => (help ? `${value}\t${helpText(help)}` : value));
  const space = candidates.some(({ goesOn }) => goesOn) ? DIRECTIVE.noSpace : 0;
  const files = paths === 'files' ? 0 : paths === 'folders' ? DIRECTIVE.foldersOnly : DIRECTIVE.noFiles;
  return `${[...lines, `:${space | files | DIRECTIVE.keepOrder}`].join('\n')}\n`;
}

/** @param entries every command; given, not imported, since the list of commands holds this one */
export const completeCommand = (entries: readonly CommandEntry[]): Command => ({
  id: 'complete',
  ignoresProject: true,
  summary: 'what could stand at the end of a command line: asked by the scripts of assay completion',
  examples: ['assay complete -- cv lo', 'assay complete -- cv loans -t d'],
  args: [
    { name: 'WORD', required: false, variadic: true, help: 'the words after assay, the last one unfinished' },
  ],
  options: [],
  async run({ args }, term) {
    const { readLine } = await import('./completing/line.js');
    const { complete } = await import('./completing/candidates.js');
    const place = { cwd: term.cwd, env: term.env, entries };
    // Somebody is typing: whatever is wrong, a broken store or file, is not to be told now.
    const found = await readLine(args, entries)
      .then((line) => complete(line, place))
      .catch(() => NOTHING);
    term.raw(answerText(found));
    return EXIT.done;
  },
});
