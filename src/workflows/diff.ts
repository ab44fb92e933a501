/** `diff`: two versions of any stores and steps side by side. Files are compared as they are on disk. */
import { statSync } from 'node:fs';
import type { RankEntry } from '../core/ranking/entry.js';
import type { DiffDocument, DiffSide, FileChange } from '../core/schemas/diff.js';
import type { Options } from '../core/schemas/options.js';
import { changesBetween, foldsOf, metricChanges, optionChanges } from '../core/version-diff.js';
import { recordOf } from '../store/atomic-file.js';
import { summarise } from '../store/summary.js';
import { orNull, type Version } from '../store/version.js';
import { entryOf } from './compare.js';
import { isCompared } from './verify.js';

/** Checked against its definition: a broken document differs in nothing that can be told. */
async function optionsOf(version: Version): Promise<Options | null> {
  const options = orNull(() => version.options());
  if (options === null) return null;
  const { documentProblem } = await import('../core/schemas/check-document.js');
  return documentProblem('options', options) === null ? options : null;
}

function sideOf(version: Version): DiffSide {
  const { version: id, path, state, step, model, sampler } = summarise(version);
  return { version: id, path, state, step, model, sampler, data: version.manifest?.data ?? null };
}

const bytesOf = (version: Version, name: string): number | null =>
  statSync(version.file(name), { throwIfNoEntry: false })?.size ?? null;

async function compareFile(a: Version, b: Version, file: string): Promise<FileChange[]> {
  const [first, second] = [bytesOf(a, file), bytesOf(b, file)];
  if (first === null && second === null) return [];
  if (first === null || second === null)
    return [{ file, verdict: first === null ? 'only in b' : 'only in a' }];
  if (first !== second) return [{ file, verdict: 'different' }];
  const [before, after] = await Promise.all([a, b].map((version) => recordOf(version.file(file))));
  return [{ file, verdict: before.sha256 === after.sha256 ? 'same' : 'different' }];
}

async function compareFiles(a: Version, b: Version): Promise<FileChange[]> {
  const names = [a, b].flatMap(({ manifest }) => Object.keys(manifest?.files ?? {}));
  const verdicts = [...new Set(names)]
    .filter(isCompared)
    .sort()
    .map((file) => compareFile(a, b, file));
  return (await Promise.all(verdicts)).flat();
}

const environmentOf = ({ manifest }: Version) => new Map(Object.entries(manifest?.environment ?? {}));

/** @throws AssayError exit 1 when a file cannot be read */
export async function diffVersions(a: Version, b: Version): Promise<DiffDocument> {
  const [first, second] = [a, b].map((version) => orNull<RankEntry | null>(() => entryOf(version)));
  const [before, after] = await Promise.all([a, b].map(optionsOf));
  const [one, other] = [sideOf(a), sideOf(b)];
  return {
    schema: 'assay/diff/1',
    a: one,
    b: other,
    same_data: one.data !== null && one.data.sha256 === other.data?.sha256,
    folds: foldsOf(first, second),
    options: optionChanges(before, after),
    environment: changesBetween(environmentOf(a), environmentOf(b)),
    metrics: metricChanges(first, second),
    files: await compareFiles(a, b),
  };
}
