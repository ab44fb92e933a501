/** The process: argv in, exit code out. What a line does stands in `runLine`. */
import type { CommandEntry } from '../commands/command.js';
import { commandEntries } from '../commands/list.js';
import { EXIT, interruptedError } from '../core/errors.js';
import { runLine } from './dispatch.js';
import { fail } from './failure.js';
import { type Interrupts, listenForInterrupts } from './interrupts.js';
import { earlySettings } from './settings.js';
import { flush, type Streams, surviveClosedPipes } from './streams.js';

/**
 * Runs a command line and ends the process with its exit code.
 * @param argv what was typed after `assay`
 * @param entries the commands there are
 * @param heartbeatMs between progress lines off a terminal; 30 s when absent
 */
export async function main(
  argv: readonly string[],
  entries: readonly CommandEntry[] = commandEntries,
  heartbeatMs?: number,
): Promise<void> {
  const streams: Streams = process;
  surviveClosedPipes(streams);
  const settings = earlySettings(argv);
  // What spins has the line, and the terminal has written ^C into it.
  const clear = streams.stderr.isTTY ? '\r\u001b[K' : '';
  const interrupts: Interrupts = listenForInterrupts(
    (line) => streams.stderr.write(`${clear}${line}\n`),
    () => {
      streams.stderr.write(clear);
      process.exit(fail(interruptedError('stopped'), settings, streams, interrupts));
    },
  );
  process.on('uncaughtException', (error) => {
    process.exit(fail(error, settings, streams, interrupts) || EXIT.runtime);
  });
  const code = await runLine(argv, entries, { streams, interrupts, heartbeatMs }, settings);
  await flush(streams);
  process.exit(code);
}
