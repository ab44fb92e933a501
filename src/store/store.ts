/**
 * A store: a folder of experiments, each a folder of versions. The folders are the whole truth; there is no index to
 * go stale. Listing reads one small file a version and never loads zod.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { AssayError, usageError } from '../core/errors.js';
import { toJsonText } from '../core/json-text.js';
import type { Manifest, Step } from '../core/schemas/manifest.js';
import { recordOfText, temporaryPath, writeFileAtomic } from './atomic-file.js';
import { claimNumber } from './claim.js';
import { diskError, isErrno } from './disk-error.js';
import { thisEnvironment } from './environment.js';
import { type Holder, thisHolder } from './holder.js';
import { addLabels, type NewLabels } from './labels.js';
import { checkExperimentName, folderNumber, isExperimentName, versionFolder, versionId } from './names.js';
import { resumeVersion } from './resume.js';
import { shownPath } from './shown-path.js';
import { readVersion, type Version } from './version.js';
import { VersionWriter, type WriterClock } from './version-writer.js';

export interface ClaimRequest {
  readonly experiment: string;
  readonly step: Step;
  /** Ends the folder's name: `forest` gives `v0007-cv-forest`. */
  readonly suffix?: string;
  /** argv after `assay`. */
  readonly command: readonly string[];
  readonly seed: number;
  /** Which data the step reads. */
  readonly data: Manifest['data'];
  readonly parents: Manifest['parents'];
  /** The text of options.json: it stands there from the first moment, so that whatever was killed can be resumed. */
  readonly options: string;
  readonly labels?: NewLabels;
}

const HEARTBEAT_MS = 5_000;
const systemClock: WriterClock = { now: () => new Date(), heartbeatMs: HEARTBEAT_MS };

/** Folder names inside `dir`, sorted by code unit; links to folders count. None when there is no such folder. */
export function foldersIn(dir: string): string[] {
  try {
    return readdirSync(dir, { withFileTypes: true })
      .filter((entry) => !entry.name.startsWith('.'))
      .filter((entry) => entry.isDirectory() || (entry.isSymbolicLink() && isFolder(join(dir, entry.name))))
      .map((entry) => entry.name)
      .sort();
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return [];
    throw diskError(error, 'cannot read', dir);
  }
}

/** Is there a folder at `path`? No: also when it is a link to itself, or lies below a file. */
export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** The versions in an experiment's folder, in order of number. @throws AssayError (exit 1) when it cannot be read */
export function versionsIn(experimentDir: string, nowMs = Date.now()): Version[] {
  return foldersIn(experimentDir)
    .filter((name) => folderNumber(name) !== null)
    .map((name) => readVersion(join(experimentDir, name), nowMs))
    .sort((a, b) => a.number - b.number);
}

export class Store {
  /** Absolute. */
  readonly dir: string;
  /** For people: relative when it lies below the current folder. */
  readonly path: string;
  readonly #clock: WriterClock;
  readonly #holder: Holder;

  constructor(dir: string, clock: WriterClock, holder: Holder) {
    this.dir = resolve(dir);
    this.path = shownPath(this.dir);
    this.#clock = clock;
    this.#holder = holder;
  }

  experimentDir(experiment: string): string {
    return join(this.dir, experiment);
  }

  /** Names of the folders that hold versions. @throws AssayError (exit 1) when the store cannot be read */
  experiments(): string[] {
    return foldersIn(this.dir).filter(
      (name) =>
        isExperimentName(name) &&
        foldersIn(this.experimentDir(name)).some((inside) => folderNumber(inside) !== null),
    );
  }

  /** Every version of an experiment in order of number, broken ones too; none when there is no such experiment. */
  versions(experiment: string): Version[] {
    return versionsIn(this.experimentDir(experiment), this.#clock.now().getTime());
  }

  /** Every version of every experiment, by name, then number. */
  all(): Version[] {
    return this.experiments().flatMap((experiment) => this.versions(experiment));
  }

  /** The version of the highest number whose manifest can be read, or null. */
  newest(experiment: string): Version | null {
    const dir = this.experimentDir(experiment);
    const folders = foldersIn(dir).filter((name) => folderNumber(name) !== null);
    folders.sort((a, b) => (folderNumber(b) ?? 0) - (folderNumber(a) ?? 0));
    for (const folder of folders) {
      const version = readVersion(join(dir, folder), this.#clock.now().getTime());
      if (version.manifest !== null) return version;
    }
    return null;
  }

  /**
   * Takes the next number of an experiment and makes the version's folder, visible at once with its manifest, options
   * and labels.
   * @throws AssayError (exit 2) for a name or tag that cannot be one; (exit 1) when the disk refuses
   */
  async claim(request: ClaimRequest): Promise<VersionWriter> {
    checkExperimentName(request.experiment);
    const experimentDir = this.experimentDir(request.experiment);
    const number = claimNumber(experimentDir);
    const folder = versionFolder(number, request.step, request.suffix);
    const manifest = this.#firstManifest(request, number);
    const dir = join(experimentDir, folder);
    makeVersionFolder(dir, manifest, request);
    const writer = new VersionWriter(dir, manifest, this.#clock);
    writer.log({ event: 'claimed', command: [...request.command] });
    return writer;
  }

  /**
   * Goes on with a version that failed or was interrupted: its files stay, its lines are appended to.
   * @param command argv after `assay`, for the log
   * @throws AssayError (exit 2) when it is done, running or being resumed by another process; (exit 1) when it is
   * corrupt or the disk refuses
   */
  async resume(version: Version, command: readonly string[]): Promise<VersionWriter> {
    return resumeVersion(version, command, this.#clock, this.#holder);
  }

  #firstManifest(request: ClaimRequest, number: number): Manifest {
    const now = this.#clock.now().toISOString();
    return {
      schema: 'assay/manifest/1',
      id: versionId(request.experiment, number),
      step: request.step,
      status: 'running',
      command: [...request.command],
      seed: request.seed,
      data: request.data,
      parents: request.parents,
      environment: thisEnvironment(),
      started: now,
      pid: this.#holder.pid,
      host: this.#holder.host,
      heartbeat: now,
      files: { 'options.json': recordOfText(request.options) },
    };
  }
}

/** Makes the folder under a temporary name first, so that nobody ever sees it without its manifest and options. */
function makeVersionFolder(dir: string, manifest: Manifest, { options, labels }: ClaimRequest): void {
  const temporary = temporaryPath(dir);
  try {
    mkdirSync(temporary);
    writeFileAtomic(join(temporary, 'options.json'), options);
    if (labels) addLabels(temporary, labels);
    writeFileAtomic(join(temporary, 'manifest.json'), toJsonText(manifest));
    renameSync(temporary, dir);
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    throw error instanceof AssayError ? error : diskError(error, 'cannot make', dir);
  }
}

/**
 * Opens a store; the folder need not exist yet.
 * @param given what tests bring: a clock, a holder
 * @throws AssayError (exit 2) when a file stands there
 */
export function openStore(dir: string, given: { clock?: WriterClock; holder?: Holder } = {}): Store {
  if (existsSync(dir) && !isFolder(dir)) {
    throw usageError('ASSAY_STORE_PATH', `the store ${dir} is a file`, 'name a folder with --store DIR');
  }
  return new Store(dir, given.clock ?? systemClock, given.holder ?? thisHolder());
}

/** What a project file is called. */
export const PROJECT_FILE = 'assay.yaml';

/** The nearest assay.yaml at or above the folder `from`, or null. */
export function findProjectFile(from: string): string | null {
  for (let dir = resolve(from); ; dir = dirname(dir)) {
    const path = join(dir, PROJECT_FILE);
    if (existsSync(path)) return path;
    if (dirname(dir) === dir) return null;
  }
}

/**
 * Where the store is: as given by --store or configured, else `experiments` beside the assay.yaml found upward, else
 * `experiments` in the current folder. Absolute.
 */
export function findStore(explicit: string | undefined, from: string): string {
  if (explicit !== undefined && explicit !== '') return resolve(from, explicit);
  const project = findProjectFile(from);
  return join(project === null ? resolve(from) : dirname(project), 'experiments');
}
