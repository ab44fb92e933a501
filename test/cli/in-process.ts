/**
 * Runs command lines in the process of the test: all of `main` but its signals and its end. Starting Node and loading the
 * program takes half a second of a core; what hangs on the process itself is tested on the real binary (run-assay.ts).
 */
import { Readable, Writable } from 'node:stream';
import { runLine } from '../../src/cli/dispatch.js';
import type { Streams } from '../../src/cli/streams.js';
import { commandEntries } from '../../src/commands/list.js';
import type { Runner } from '../../src/core/runner.js';
import { createRunner } from '../../src/parallel/pool.js';
import type { Outcome } from './run-assay.js';

/** Nobody interrupts. */
const undisturbed = () => ({
  signal: new AbortController().signal,
  stop: new AbortController().signal,
  exitCode: () => null,
  hold: () => () => undefined,
});

function sink(take: (text: string) => void): Streams['stdout'] {
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      take(chunk.toString('utf8'));
      done();
    },
  });
  return Object.assign(stream, { fd: -1 }) as unknown as Streams['stdout'];
}

async function runIn(folder: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Outcome> {
  const said = { stdout: '', stderr: '' };
  const home = process.cwd();
  process.chdir(folder);
  try {
    const code = await runLine(args, commandEntries, {
      streams: {
        stdout: sink((text) => {
          said.stdout += text;
        }),
        stderr: sink((text) => {
          said.stderr += text;
        }),
        stdin: Readable.from([]) as unknown as Streams['stdin'],
        env,
      },
      interrupts: undisturbed(),
      workers,
    });
    return { code, ...said };
  } finally {
    process.chdir(home);
  }
}

/** Starting a worker takes a third of a second of a core: they stay from line to line, and hold up no end of the process. */
const lent = new Map<number, Runner>();

function workers(jobs: number): Runner {
  const runner = lent.get(jobs) ?? createRunner(jobs);
  lent.set(jobs, runner);
  return runner;
}

let last: Promise<unknown> = Promise.resolve();

/**
 * One after the other, however many are asked for at once: a process stands in one folder.
 * @param folder where the line is run
 */
export function runInProcess(
  folder: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Outcome> {
  const run = last.then(() => runIn(folder, args, env));
  last = run.catch(() => undefined);
  return run;
}
