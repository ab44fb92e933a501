/**
 * A version as its folder tells it. Reading never runs code from the folder, never throws for a broken one, and trusts
 * the place over the manifest: a moved or renamed folder keeps working. zod is loaded only when a version is used.
 */

import { readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { runtimeError } from '../core/errors.js';
import type { EvaluationResults } from '../core/schemas/evaluation.js';
import type { Manifest } from '../core/schemas/manifest.js';
import type { Options } from '../core/schemas/options.js';
import type { VersionState } from '../core/schemas/version-list.js';
import { whyFailed } from '../core/system-words.js';
import { isErrno } from './disk-error.js';
import { isHolderAlive } from './holder.js';
import { readLines } from './json-lines.js';
import { type LabelSet, readLabels } from './labels.js';
import { folderNumber, versionId } from './names.js';

const STATUSES: readonly string[] = ['running', 'done', 'failed', 'interrupted'];
const TEXT_KEYS = ['id', 'step', 'status', 'host', 'heartbeat', 'started'] as const;

/** The light check, without zod: is this manifest whole enough to be listed? Null when it is. */
function manifestProblem(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return 'manifest.json is no JSON object';
  const found = value as Record<string, unknown>;
  if (found.schema !== 'assay/manifest/1') {
    return `manifest.json has the schema ${JSON.stringify(found.schema) ?? 'undefined'}, this assay reads "assay/manifest/1"`;
  }
  const wrong = TEXT_KEYS.find((key) => typeof found[key] !== 'string');
  if (wrong) return `manifest.json: ${wrong} is no text`;
  if (!STATUSES.includes(found.status as string)) return `manifest.json: unknown status "${found.status}"`;
  if (typeof found.pid !== 'number') return 'manifest.json: pid is no number';
  if (typeof found.files !== 'object' || found.files === null) return 'manifest.json: files is no object';
  return null;
}

function readManifest(dir: string): Manifest | string {
  try {
    const value: unknown = JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8'));
    return manifestProblem(value) ?? (value as Manifest);
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return 'manifest.json is missing';
    return `manifest.json: ${whyFailed(error)}`;
  }
}

const stateOf = (manifest: Manifest, nowMs: number): VersionState =>
  manifest.status === 'running' && !isHolderAlive(manifest, nowMs) ? 'interrupted' : manifest.status;

/** Everything of a version that was checked against the published definitions. */
export interface CheckedVersion {
  readonly manifest: Manifest;
  readonly options: Options;
  readonly results: unknown;
}

export class Version {
  /** `<experiment>/v0007`. */
  readonly id: string;
  readonly experiment: string;
  readonly number: number;
  /** Absolute. */
  readonly dir: string;
  /** Null when corrupt. */
  readonly manifest: Manifest | null;
  readonly state: VersionState;
  /** What is wrong with a corrupt version; empty otherwise. */
  readonly problem: string;

  /** @param dir the folder of a version; use `readVersion` */
  constructor(dir: string, nowMs: number) {
    this.dir = resolve(dir);
    const manifest = readManifest(this.dir);
    const [, recordedExperiment, recordedNumber] =
      typeof manifest === 'string' ? [] : (/^(.+)\/v(\d+)$/.exec(manifest.id) ?? []);
    const number = folderNumber(basename(this.dir));
    this.number = number ?? Number(recordedNumber ?? 0);
    this.experiment =
      number === null && recordedExperiment ? recordedExperiment : basename(dirname(this.dir));
    this.id = versionId(this.experiment, this.number);
    this.manifest = typeof manifest === 'string' ? null : manifest;
    this.state = this.manifest === null ? 'corrupt' : stateOf(this.manifest, nowMs);
    this.problem = typeof manifest === 'string' ? manifest : '';
  }

  /** The folder of the store that it stands in; absolute. */
  get storeDir(): string {
    return dirname(dirname(this.dir));
  }

  /** The absolute path of one of its files, whether it is there or not. */
  file(name: string): string {
    return join(this.dir, name);
  }

  /** Tags and note; none when labels.json is absent or broken. */
  labels(): LabelSet {
    return readLabels(this.dir);
  }

  /**
   * results.json, of which only the schema's name was looked at; `check` looks at all of it.
   * @throws AssayError (exit 1) when it is missing or broken
   */
  results(): EvaluationResults {
    return this.#document('results.json', 'assay/results-') as EvaluationResults;
  }

  /** options.json, as `results`. @throws AssayError (exit 1) when it is missing or broken */
  options(): Options {
    return this.#document('options.json', 'assay/options/') as Options;
  }

  /** The lines of a JSONL file; a last line cut short by a killed writer is passed over. None when there is no file. */
  lines(name: string): unknown[] {
    return readLines(this.file(name));
  }

  /**
   * Manifest, options and results against their published definitions, before a version is used for more than a look.
   * Results that are not there yet are null.
   * @throws AssayError (exit 1) naming the file and the first key that is wrong
   */
  async check(): Promise<CheckedVersion> {
    if (this.manifest === null) throw this.#corrupt(this.problem);
    const { documentProblem, ownProblem } = await import('../core/schemas/check-document.js');
    const options = this.options();
    const results = this.state === 'done' ? this.results() : null;
    const problems = [
      ['manifest.json', documentProblem('manifest', this.manifest)],
      ['options.json', documentProblem('options', options)],
      ['results.json', results && ownProblem(results)],
    ] as const;
    for (const [name, problem] of problems) if (problem) throw this.#corrupt(`${name}: ${problem}`);
    return { manifest: this.manifest, options, results };
  }

  #document(name: string, schemaStart: string): unknown {
    let value: { schema?: unknown } | null;
    try {
      value = JSON.parse(readFileSync(this.file(name), 'utf8'));
    } catch (error) {
      const why = isErrno(error, 'ENOENT') ? ' is missing' : `: ${whyFailed(error)}`;
      throw this.#corrupt(`${name}${why}`);
    }
    if (typeof value?.schema === 'string' && value.schema.startsWith(schemaStart)) return value;
    throw this.#corrupt(`${name} is no ${schemaStart}… document`);
  }

  #corrupt(why: string) {
    const finished = this.state === 'done' || this.state === 'corrupt';
    return runtimeError(
      finished ? 'ASSAY_CORRUPT_VERSION' : 'ASSAY_UNFINISHED_VERSION',
      `${this.id} is ${finished ? 'corrupt' : this.state}: ${why} (${this.dir})`,
      finished
        ? 'restore the folder from a copy, or choose another version with `assay list`'
        : 'choose a done version with `assay list`',
    );
  }
}

/** A part of a version, or null: what is missing or broken is no reason not to show the rest. */
export function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

/** The version in a folder. Never throws: a folder that cannot be read is a version whose state is corrupt. */
export const readVersion = (dir: string, nowMs = Date.now()): Version => new Version(dir, nowMs);
