/** `rerun` and `verify`: a version's options over its data again; into a new version, or compared byte by byte. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { AssayError, EXIT, refusedError, runtimeError } from '../core/errors.js';
import { toJsonText } from '../core/json-text.js';
import type { Manifest, Step } from '../core/schemas/manifest.js';
import type { Options } from '../core/schemas/options.js';
import type { FileVerdict, Verification } from '../core/schemas/verification.js';
import { findFile } from '../data/locate.js';
import { findProjectFile } from '../store/store.js';
import type { Version } from '../store/version.js';
import type { Context } from './context.js';
import { prepareCv } from './cv.js';
import { prepareEda } from './eda.js';
import type { DraftOptions } from './modelling.js';
import { prepareResample } from './resample.js';
import type { PreparedStep, RecordedStep, Sink, StepResults } from './step.js';
import { recordStep } from './step.js';
import { prepareTrain } from './train.js';
import { prepareTune } from './tune.js';
import { prepareValidate } from './validate.js';

/** Every step by name: what its options mean. */
const PREPARE: { readonly [S in Step]: (options: Options, context: Context) => Promise<PreparedStep> } = {
  eda: prepareEda,
  validate: prepareValidate,
  resample: prepareResample,
  train: (options, context) => prepareTrain(options as DraftOptions, context),
  cv: (options, context) => prepareCv(options as DraftOptions, context),
  tune: (options, context) => prepareTune(options as DraftOptions, context),
};

const sha256OfFile = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

/** Where the data may be: as recorded, beside the store, beside assay.yaml, as given by --data. */
function candidatePaths(
  data: NonNullable<Manifest['data']>,
  version: Version,
  given: string | null,
  cwd: string,
): string[] {
  if (given !== null) return [given];
  const project = findProjectFile(cwd);
  const store = dirname(dirname(dirname(version.dir)));
  const places = [store, project && dirname(project)].filter((dir) => dir !== null);
  const names = isAbsolute(data.path) ? [basename(data.path)] : [data.path, basename(data.path)];
  return [data.path, ...places.flatMap((dir) => names.map((name) => join(dir, name)))];
}

/**
 * The data of a version, found by its SHA-256.
 * @throws AssayError exit 1 when it is nowhere, exit 4 when it has changed
 */
function locateData(version: Version, manifest: Manifest, given: string | null, cwd: string): string {
  const { data } = manifest;
  if (!data)
    throw runtimeError('ASSAY_NO_DATA', `${version.id} never came to read its data`, 'run its command again');
  let changed: string | null = null;
  for (const typed of candidatePaths(data, version, given, cwd)) {
    const path = findFile(typed);
    if (path === null) continue;
    if (sha256OfFile(path) === data.sha256) return typed;
    changed ??= typed;
  }
  if (changed !== null) {
    throw refusedError(
      'ASSAY_DATA_CHANGED',
      `${changed} is not the data of ${version.id} any more (sha256 ${data.sha256.slice(0, 12)}…)`,
      `bring the old file back, or name it with --data FILE; for the new one: assay ${manifest.step} ${changed}`,
    );
  }
  throw runtimeError(
    'ASSAY_DATA_MISSING',
    `the data of ${version.id} is not to be found: ${data.path}, ${data.rows} rows, sha256 ${data.sha256}`,
    'name it with --data FILE',
  );
}

async function prepareAgain(version: Version, context: Context, given: string | null): Promise<PreparedStep> {
  const { manifest, options } = await version.check();
  const data = locateData(version, manifest, given, context.cwd);
  return PREPARE[manifest.step]({ ...options, data }, context);
}

/** @throws AssayError exit 1 or 4 when the data is missing or changed, and what the step throws */
export async function rerun(
  version: Version,
  context: Context,
  data: string | null,
  started: number,
): Promise<RecordedStep<StepResults>> {
  const prepared = await prepareAgain(version, context, data);
  const inPlace = { ...context, experiment: context.experiment ?? version.experiment };
  return recordStep(
    { ...prepared, parents: [...prepared.parents, { id: version.id, why: 'rerun of it' }] },
    inPlace,
    started,
  );
}

/** Files that may differ from run to run: they hold times. */
const NOT_COMPARED = /^(manifest\.json|options\.json|log\.jsonl|labels\.json|trials\.jsonl|report\..*)$/;

class HashSink implements Sink {
  readonly hashes = new Map<string, string>();
  readonly texts = new Map<string, string>();

  async write(name: string, data: string | Uint8Array | Iterable<string>): Promise<void> {
    const hash = createHash('sha256');
    if (typeof data === 'string' || data instanceof Uint8Array) hash.update(data);
    else for (const chunk of data) hash.update(chunk);
    this.hashes.set(name, hash.digest('hex'));
    if (typeof data === 'string') this.texts.set(name, data);
  }
  appendLine(): void {}
  log(): void {}
}

/** The first value in which two documents differ, depth first; undefined when none does. */
function firstDifference(was: unknown, is: unknown, at = ''): FileVerdict['first'] {
  if (Object.is(was, is)) return undefined;
  const nested = typeof was === 'object' && typeof is === 'object' && was !== null && is !== null;
  if (!nested) return { at: at || '.', was, is };
  for (const key of new Set([...Object.keys(was), ...Object.keys(is)])) {
    const pair = [was, is].map((value) => (value as Record<string, unknown>)[key]);
    const found = firstDifference(pair[0], pair[1], `${at}.${key}`);
    if (found) return found;
  }
  return undefined;
}

function verdictOf(
  version: Version,
  name: string,
  recorded: string | undefined,
  sink: HashSink,
): FileVerdict {
  const path = version.file(name);
  const now = sink.hashes.get(name);
  if (!existsSync(path)) return { file: name, verdict: 'missing' };
  const onDisk = sha256OfFile(path);
  if (now === undefined) return { file: name, verdict: 'not expected' };
  if (onDisk === now) return { file: name, verdict: 'same' };
  const text = sink.texts.get(name);
  const first =
    text && name.endsWith('.json') ? firstDifference(readJson(path), JSON.parse(text)) : undefined;
  const verdict = recorded !== undefined && onDisk !== recorded ? 'altered since it was written' : 'differs';
  return { file: name, verdict, ...(first ? { first } : {}) };
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

/** Runs a version again without writing and compares every file that must be the same. */
export async function verify(version: Version, context: Context, data: string | null): Promise<Verification> {
  if (version.state !== 'done') {
    throw new AssayError(
      EXIT.usage,
      'ASSAY_NOT_DONE',
      `${version.id} is ${version.state}: there is nothing to verify`,
      'choose a done version: assay list',
    );
  }
  const prepared = await prepareAgain(version, context, data);
  const sink = new HashSink();
  const { results } = await prepared.run(sink);
  await sink.write('results.json', toJsonText(results));
  const recorded = version.manifest?.files ?? {};
  const names = [...new Set([...Object.keys(recorded), ...sink.hashes.keys()])]
    .filter((name) => !NOT_COMPARED.test(name))
    .sort();
  const files = names.map((name) => verdictOf(version, name, recorded[name]?.sha256, sink));
  return {
    schema: 'assay/verify/1',
    version: version.id,
    same: files.every(({ verdict }) => verdict === 'same'),
    files,
  };
}
