/** `assay help exit-codes` */
import type { HelpTopic } from './topic.js';

const TEXT = `EXIT CODES, the first that applies
  130  interrupted by Ctrl-C: once finishes what is in hand (0 when that was all), twice stops at once;
       a cv --permutations whose folds are all done is kept with the permutations that are
       143 stopped by SIGTERM or SIGHUP
    1  runtime error: I/O, disk, a crash; doctor found something that does not work
    2  usage: a missing file, an unknown column, id or option, a value out of range
    4  refused for safety: a leak, changed data
    5  verify found other bytes
    3  data unusable, failed validation, failed gate
    6  partial: some of several runs failed
    0  done`;

export const exitCodes: HelpTopic = {
  id: 'exit-codes',
  aliases: ['exit-code', 'exit'],
  summary: 'what the exit code of a command says to a script',
  text: () => TEXT,
};
