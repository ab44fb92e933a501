/**
 * Loaded before the binary with `--import`: counts the calls of the main thread that change the file system, and kills
 * the process with signal 9 in place of the one whose number is ASSAY_TEST_KILL_AT. A write is torn instead: its first
 * half is written, then the process dies. Says the number of calls on stderr when the process ends alive.
 */
import fs from 'node:fs';
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { isMainThread } from 'node:worker_threads';

const killAt = Number(process.env.ASSAY_TEST_KILL_AT);
let calls = 0;

const isDue = () => ++calls === killAt;

/** Never comes back: the signal cannot be caught. */
const die = () => process.kill(process.pid, 'SIGKILL');

type Call = (...args: unknown[]) => unknown;

/** @param around what is called in place of each function; it is handed the real one */
function replace(module: object, names: readonly string[], around: (real: Call, args: unknown[]) => unknown) {
  const functions = module as Record<string, Call>;
  for (const name of names) {
    const real = functions[name].bind(module);
    functions[name] = (...args) => around(real, args);
  }
}

function dieInstead(real: Call, args: unknown[]): unknown {
  if (isDue()) die();
  return real(...args);
}

/** The first half of a text or of bytes. */
const half = (data: unknown) =>
  typeof data === 'string' || data instanceof Uint8Array ? data.slice(0, data.length / 2) : data;

function tear(real: Call, [file, data, ...rest]: unknown[]): unknown {
  if (!isDue()) return real(file, data, ...rest);
  real(file, half(data));
  return die();
}

async function tearHandle(real: Call, [data]: unknown[]): Promise<unknown> {
  if (!isDue()) return real(data);
  await real(half(data));
  return die();
}

async function openWatched(real: Call, args: unknown[]): Promise<unknown> {
  const handle = await dieInstead(real, args);
  replace(handle as object, ['writeFile'], tearHandle);
  replace(handle as object, ['sync', 'close'], dieInstead);
  return handle;
}

if (isMainThread) {
  const changing = [
    'openSync',
    'closeSync',
    'fsyncSync',
    'renameSync',
    'mkdirSync',
    'rmSync',
    'truncateSync',
  ];
  replace(fs, changing, dieInstead);
  replace(fs, ['writeSync', 'appendFileSync', 'writeFileSync'], tear);
  replace(promises, ['rename'], dieInstead);
  replace(promises, ['open'], openWatched);
  syncBuiltinESMExports();
  process.on('exit', () => process.stderr.write(`calls: ${calls}\n`));
}
