/** `verify`: a version run again without writing, and every file that must be the same compared byte by byte. */
import { createHash, type Hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { AssayError, EXIT, interruptedError } from '../core/errors.js';
import { addBytes } from '../core/hash-bytes.js';
import { toJsonText } from '../core/json-text.js';
import type { FileVerdict, Verification } from '../core/schemas/verification.js';
import { type FileData, recordOf } from '../store/atomic-file.js';
import type { Version } from '../store/version.js';
import type { Context } from './context.js';
import { firstDifference } from './first-difference.js';
import { permutationsDone } from './interruption.js';
import { prepareAgain } from './rerun.js';
import type { Sink } from './step.js';

/** Files that may differ from run to run: they hold times. */
const NOT_COMPARED = /^(manifest\.json|options\.json|log\.jsonl|labels\.json|trials\.jsonl|report\..*)$/;

/** Does the same run write this file again byte for byte? */
export const isCompared = (name: string): boolean => !NOT_COMPARED.test(name);

/** Texts longer than this are compared by their hash alone. */
const MOST_KEPT_CHARACTERS = 50e6;

/** Keeps the SHA-256 of what is written to it, and short texts. */
export class HashSink implements Sink {
  readonly hashes = new Map<string, string>();
  readonly texts = new Map<string, string>();

  async write(name: string, data: FileData): Promise<void> {
    const hash = createHash('sha256');
    if (data instanceof Uint8Array) addBytes(hash, data);
    else await this.#keep(name, typeof data === 'string' ? [data] : data, hash);
    this.hashes.set(name, hash.digest('hex'));
  }
  appendLine(): void {}
  lines(): unknown[] {
    return [];
  }
  log(): void {}

  async #keep(name: string, chunks: Iterable<string> | AsyncIterable<string>, hash: Hash): Promise<void> {
    const kept: string[] = [];
    let length = 0;
    for await (const chunk of chunks) {
      hash.update(chunk);
      length += chunk.length;
      if (length <= MOST_KEPT_CHARACTERS) kept.push(chunk);
      else kept.length = 0;
    }
    if (length <= MOST_KEPT_CHARACTERS) this.texts.set(name, kept.join(''));
  }
}

async function verdictOf(
  version: Version,
  name: string,
  recorded: string | undefined,
  sink: HashSink,
): Promise<FileVerdict> {
  const path = version.file(name);
  const now = sink.hashes.get(name);
  if (!existsSync(path)) return { file: name, verdict: 'missing' };
  const { sha256: onDisk } = await recordOf(path);
  if (now === undefined) return { file: name, verdict: 'not expected' };
  if (onDisk === now) return { file: name, verdict: 'same' };
  const first = firstDifference(path, name, sink.texts.get(name));
  const verdict = recorded !== undefined && onDisk !== recorded ? 'altered since it was written' : 'differs';
  return { file: name, verdict, ...(first ? { first } : {}) };
}

/** Runs a version again without writing and compares every file that must be the same. */
export async function verify(version: Version, context: Context, data: string | null): Promise<Verification> {
  if (version.state === 'corrupt') await version.check();
  if (version.state !== 'done') {
    throw new AssayError(
      EXIT.usage,
      'ASSAY_NOT_DONE',
      `${version.id} is ${version.state}: there is nothing to verify`,
      'choose a done version: assay list',
    );
  }
  const early = permutationsDone(version.results());
  const prepared = await prepareAgain(version, { ...context, mostPermutations: early }, data);
  const sink = new HashSink();
  const { results } = await prepared.run(sink);
  if (permutationsDone(results) !== early) throw interruptedError('interrupted in the permutation test');
  await sink.write('results.json', toJsonText(results));
  const recorded = version.manifest?.files ?? {};
  const names = [...new Set([...Object.keys(recorded), ...sink.hashes.keys()])].filter(isCompared).sort();
  const files: FileVerdict[] = [];
  for (const name of names) files.push(await verdictOf(version, name, recorded[name]?.sha256, sink));
  return {
    schema: 'assay/verify/1',
    version: version.id,
    same: files.every(({ verdict }) => verdict === 'same'),
    files,
  };
}
