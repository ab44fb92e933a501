/**
 * The writing side of a version, held by the process that claimed it.
 *
 * Invariant: manifest.json is replaced by rename at every change, says `running` with a heartbeat until the end, and
 * its `done` is the last write of all. Whatever moment the process dies at, the folder stays readable.
 */
import { appendFileSync, closeSync, fsyncSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { recordedError, runtimeError } from '../core/errors.js';
import { toJsonLine, toJsonText } from '../core/json-text.js';
import type { Manifest, Timings } from '../core/schemas/manifest.js';
import {
  type FileData,
  flushFolder,
  produceFileAtomic,
  recordOf,
  streamFileAtomic,
  writeFileAtomic,
} from './atomic-file.js';
import { diskError } from './disk-error.js';
import { readLines } from './json-lines.js';
import { addLabels, type LabelSet, type NewLabels } from './labels.js';
import { checkFileName } from './names.js';
import { shownPath } from './shown-path.js';
import { readVersion } from './version.js';

/** What writers need from outside; tests bring their own. */
export interface WriterClock {
  now(): Date;
  /** Milliseconds between heartbeats; 0: none by itself. */
  readonly heartbeatMs: number;
}

export class VersionWriter {
  /** Absolute. */
  readonly dir: string;
  /** `<experiment>/v0007`. */
  readonly id: string;
  /** For people: relative when it lies below the current folder. */
  readonly path: string;
  #manifest: Manifest;
  readonly #clock: WriterClock;
  readonly #appended = new Set<string>();
  readonly #timer: NodeJS.Timeout | undefined;

  /**
   * Made by `Store.claim` and `Store.resume` alone: the folder exists and holds this manifest.
   * @param appended files of lines that are there already
   */
  constructor(dir: string, manifest: Manifest, clock: WriterClock, appended: readonly string[] = []) {
    this.dir = dir;
    this.path = shownPath(dir);
    for (const name of appended) this.#appended.add(name);
    this.id = manifest.id;
    this.#manifest = manifest;
    this.#clock = clock;
    if (clock.heartbeatMs > 0) this.#timer = setInterval(() => this.beat(), clock.heartbeatMs).unref();
  }

  get manifest(): Manifest {
    return this.#manifest;
  }

  /**
   * Writes a file of the version: whole or not at all.
   * @param name relative, `/` between folders, e.g. `plots/roc.json`
   * @throws AssayError (exit 1) when the disk is full or may not be written
   */
  async write(name: string, data: FileData): Promise<void> {
    this.#record(name, await streamFileAtomic(this.#path(name), data));
  }

  /** Writes a document as `toJsonText` has it. @throws as `write` */
  writeJson(name: string, document: unknown): Promise<void> {
    return this.write(name, toJsonText(document));
  }

  /** A file that something else writes, at the temporary path it is handed. @throws as `write`, and what `make` throws */
  async produce(name: string, make: (temporaryPath: string) => Promise<void>): Promise<void> {
    this.#record(name, await produceFileAtomic(this.#path(name), make));
  }

  /** Appends one line of JSON and flushes it: what is finished stays. @throws AssayError (exit 1) */
  appendLine(name: string, document: object): void {
    this.#append(name, toJsonLine(document), true);
  }

  /** Adds a line to log.jsonl. @throws AssayError (exit 1) */
  log(event: { event: string; [key: string]: unknown }): void {
    const time = this.#clock.now().toISOString();
    this.#append('log.jsonl', toJsonLine({ schema: 'assay/log-event/1', time, ...event }), false);
  }

  /** Tags and a note given with the command. @throws AssayError (exit 1; exit 2 for a tag that cannot be one) */
  label(added: NewLabels): LabelSet {
    return addLabels(this.dir, added);
  }

  /** The lines of a file that is appended to; none when there is no file. @throws AssayError (exit 1) naming a broken line */
  lines(name: string): unknown[] {
    return readLines(this.#path(name));
  }

  /** Renews the heartbeat. A disk that refuses is left alone: the next beat tries again. */
  beat(): void {
    try {
      this.#replace({ heartbeat: this.#clock.now().toISOString() }, false);
    } catch {
      // A full disk or a moved folder shows up at the next real write, with its path.
    }
  }

  /** Status done, the last write of all. @throws AssayError (exit 1) when it could not be written: it is not done */
  async finish({ timings }: { timings: Timings }): Promise<void> {
    this.log({ event: 'done' });
    await this.#close({ status: 'done', timings });
  }

  /** Status failed, with the error. Never throws: the error that led here is the one to show. */
  async fail(error: unknown): Promise<void> {
    const recorded = recordedError(error);
    await this.#closeQuietly({ status: 'failed', error: recorded }, { event: 'failed', ...recorded });
  }

  /** Status interrupted; what was finished stays. Never throws. */
  async interrupt(): Promise<void> {
    await this.#closeQuietly({ status: 'interrupted' }, { event: 'interrupted' });
  }

  #path(name: string): string {
    this.#open();
    checkFileName(name);
    return join(this.dir, name);
  }

  #open(): void {
    if (this.#manifest.status !== 'running') throw new Error(`${this.id} is closed`);
  }

  #record(name: string, record: { bytes: number; sha256: string }): void {
    const files = Object.entries({ ...this.#manifest.files, [name]: record });
    files.sort(([a], [b]) => (a < b ? -1 : 1));
    this.#manifest = { ...this.#manifest, files: Object.fromEntries(files) };
  }

  #append(name: string, line: string, durable: boolean): void {
    const path = this.#path(name);
    try {
      const descriptor = openSync(path, 'a');
      try {
        appendFileSync(descriptor, line);
        if (durable) fsyncSync(descriptor);
      } finally {
        closeSync(descriptor);
      }
    } catch (error) {
      throw diskError(error, 'cannot append to', path);
    }
    this.#appended.add(name);
  }

  #replace(change: Partial<Manifest>, durable = true): void {
    this.#open();
    this.#checkHolder();
    const next = { ...this.#manifest, ...change };
    writeFileAtomic(join(this.dir, 'manifest.json'), toJsonText(next), durable);
    this.#manifest = next;
  }

  /** A run that slept for long may have been taken for dead and resumed by another process, whose manifest stands. */
  #checkHolder(): void {
    const { manifest } = readVersion(this.dir);
    const { pid, host } = this.#manifest;
    if (manifest === null || (manifest.pid === pid && manifest.host === host)) return;
    throw runtimeError(
      'ASSAY_TAKEN_OVER',
      `${this.id} was resumed by process ${manifest.pid} on ${manifest.host} while this one was silent`,
      'let that one finish; what this one had finished is kept',
    );
  }

  async #close(change: Partial<Manifest>): Promise<void> {
    for (const name of this.#appended) this.#record(name, await recordOf(join(this.dir, name)));
    const finished = this.#clock.now().toISOString();
    flushFolder(this.dir);
    this.#replace({ ...change, finished, heartbeat: finished });
    clearInterval(this.#timer);
    flushFolder(this.dir);
  }

  async #closeQuietly(change: Partial<Manifest>, event: { event: string }): Promise<void> {
    clearInterval(this.#timer);
    try {
      this.log(event);
    } catch {
      // A full disk may refuse the log and still take the manifest, which replaces one of its size.
    }
    try {
      await this.#close(change);
    } catch {
      // The manifest stays at running; with this process gone it reads as interrupted.
    }
  }
}
