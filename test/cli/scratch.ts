/** A temporary folder in which tests run command lines: the real binary, or the same in their own process. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { documentProblem } from '../../src/core/schemas/check-document.js';
import { runInProcess } from './in-process.js';
import { BINARY, type Outcome, plainEnv } from './run-assay.js';

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Outcome>;
}

/** Where a command line of a test runs. */
interface Place {
  readonly env?: Readonly<Record<string, string>>;
  /** Below the scratch folder. */
  readonly folder?: string;
}

/** One thread unless a test asks for more: files of tests fill the cores already. */
const envOf = ({ env }: Place) =>
  plainEnv({ ASSAY_EXPERIMENT: '', ASSAY_STORE: '', ASSAY_JOBS: '1', ...env });

/** A folder of its own for a test file, where the real binary runs. Remove it in `after`. */
export class Scratch {
  readonly dir = mkdtempSync(join(tmpdir(), 'assay-test-'));

  remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }

  path(...parts: string[]): string {
    return join(this.dir, ...parts);
  }

  text(...parts: string[]): string {
    return readFileSync(this.path(...parts), 'utf8');
  }

  start(...args: string[]): Running {
    return this.startWith({}, ...args);
  }

  /** @param place and the options of Node itself */
  startWith({ node = [], ...place }: Place & { node?: readonly string[] }, ...args: string[]): Running {
    const child = spawn(process.execPath, [...node, BINARY, ...args], {
      cwd: this.path(place.folder ?? '.'),
      env: envOf(place),
    });
    const said = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      said.stdout += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      said.stderr += chunk;
    });
    const ended = new Promise<Outcome>((resolve) => child.on('close', (code) => resolve({ code, ...said })));
    return { child, ended };
  }

  run(...args: string[]): Promise<Outcome> {
    return this.runWith({}, ...args);
  }

  runWith(place: Place, ...args: string[]): Promise<Outcome> {
    return this.startWith(place, ...args).ended;
  }

  /** Runs a command that must succeed with `--json`. @returns the one document it printed */
  async json<T = Record<string, unknown>>(...args: string[]): Promise<T> {
    const { code, stdout, stderr } = await this.run(...args, '--json');
    assert.equal(code, 0, `assay ${args.join(' ')}: ${stderr}`);
    return JSON.parse(stdout) as T;
  }

  /** Runs a command that must fail so. @returns its error */
  async refused(
    exitCode: number,
    ...args: string[]
  ): Promise<{ code: string; message: string; hint: string }> {
    const { code, stdout, stderr } = await this.run(...args, '--json');
    assert.equal(code, exitCode, `assay ${args.join(' ')}: exit ${code}\n${stdout.slice(0, 300)}${stderr}`);
    assert.equal(stdout, '');
    return JSON.parse(stderr.trimEnd().split('\n').at(-1) as string).error;
  }

  /** The folders of an experiment's versions, in order. */
  folders(experiment: string): string[] {
    return readdirSync(this.path('experiments', experiment))
      .filter((name) => /^v\d+/.test(name))
      .sort();
  }
}

/** Runs what it is not asked to `start` in the process of the test: half a second of a core less each time. */
export class QuickScratch extends Scratch {
  override runWith(place: Place, ...args: string[]): Promise<Outcome> {
    return runInProcess(this.path(place.folder ?? '.'), args, envOf(place));
  }
}

/** Two at a time, in order of arrival: the machine of the tests may have two cores. */
export async function inPairs<T, R>(items: readonly T[], use: (item: T) => Promise<R>): Promise<R[]> {
  const results = new Array<R>(items.length);
  let next = 0;
  const lane = async () => {
    while (next < items.length) {
      const at = next++;
      results[at] = await use(items[at]);
    }
  };
  await Promise.all([lane(), lane()]);
  return results;
}

/** Fails with the first thing that is wrong with a document of a kind. */
export const assertKind = (kind: string, document: unknown) =>
  assert.equal(documentProblem(kind, document), null, kind);
