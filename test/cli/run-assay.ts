/** Runs the real binary, or the command line of the tests, as a process. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const BINARY = fileURLToPath(new URL('../../../bin/assay.js', import.meta.url));
export const FIXTURE = fileURLToPath(new URL('./fixture-cli.js', import.meta.url));

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The environment without anything that changes colours or progress. */
export function plainEnv(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
  const { NO_COLOR: _no, FORCE_COLOR: _force, CI: _ci, NODE_OPTIONS: _options, ...rest } = process.env;
  return { ...rest, ...extra };
}

function run(file: string, args: readonly string[], env?: Record<string, string>): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], {
    encoding: 'utf8',
    env: plainEnv(env),
    timeout: 60_000,
    maxBuffer: 16 * 2 ** 20,
  });
  return { code: status, stdout, stderr };
}

export const assay = (args: readonly string[], env?: Record<string, string>): Outcome =>
  run(BINARY, args, env);
export const fixture = (args: readonly string[], env?: Record<string, string>): Outcome =>
  run(FIXTURE, args, env);
