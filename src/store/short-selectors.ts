/** Selectors inside one experiment: `v3`, `v3:v9`, `last`, `last:cv`, `best:f1`, `@tag`. */
import { basename } from 'node:path';
import { type AssayError, usageError } from '../core/errors.js';
import { filterBy } from '../core/filter.js';
import { unknownName } from '../core/suggest.js';
import { filterRecord } from './filter-record.js';
import { tagName, versionName } from './names.js';
import type { Store } from './store.js';
import type { Version } from './version.js';

export interface ShortOptions {
  /** Only versions of these steps. */
  readonly steps?: readonly string[];
  /** `last` passes over versions that are not done. */
  readonly doneOnly?: boolean;
  /** `--filter`: only versions that satisfy it, see core/filter.ts; `last` and `best:METRIC` choose among them. */
  readonly filter?: string;
  /** For `best:METRIC`: the chosen one of done versions (the ranking is core's). @throws AssayError for a wrong metric */
  readonly chooseBest?: (versions: readonly Version[], metric: string) => Version;
}

/** Exit 2: nothing goes by that name. */
export const notFound = (message: string, hint: string): AssayError =>
  usageError('ASSAY_UNKNOWN_VERSION', message, hint);

export const isShort = (text: string): boolean =>
  /^(v\d+(-.*)?|v\d+:v\d+|last(:.*)?|best:.+|@.+)$/i.test(text);

/**
 * The name of a tag that a person wants to give. One that reads as a selector is a slip: `tag v3 v4 champion`.
 * @param experiments names that would read as selectors too
 * @throws AssayError (exit 2)
 */
export function newTagName(typed: string, experiments: readonly string[] = []): string {
  const name = typed.replace(/^@/, '');
  if (!isShort(name) && !name.includes('/') && !experiments.includes(name)) return tagName(name);
  throw usageError(
    'ASSAY_TAG_NAME',
    `"${typed}" names versions, so it cannot be a tag`,
    'choose another name; to tag several versions name them at once: `assay tag v3:v4 champion`',
  );
}

/** Does the selector choose one of several versions, so that a filter has to come before it? */
export const isChoice = (text: string): boolean => /^([^./][^/]*\/)?(last|best)(:.*)?$/i.test(text);

/** The versions that satisfy a filter, at least one; all without a filter. @throws AssayError (exit 2) when none does */
export function satisfying(versions: readonly Version[], filter: string | undefined): readonly Version[] {
  if (filter === undefined) return versions;
  const kept = filterBy(filter, versions, filterRecord);
  if (kept.length > 0) return kept;
  const text = `--filter ${JSON.stringify(filter)}`;
  throw notFound(
    versions.length === 1
      ? `${versions[0].id} does not satisfy ${text}`
      : `none of ${versions.length} versions satisfies ${text}`,
    'see `assay list` for what they are',
  );
}

const some = (versions: readonly Version[]): string =>
  versions.length <= 8
    ? versions.map(({ id }) => id).join(', ')
    : `${versions[0].id} … ${versions[versions.length - 1].id} (${versions.length})`;

/** The versions of an experiment that a command may use: maybe none. */
export function usableVersions(store: Store, experiment: string, { steps }: ShortOptions): Version[] {
  const versions = store.versions(experiment);
  return steps ? versions.filter(({ manifest }) => manifest && steps.includes(manifest.step)) : versions;
}

/** The same, at least one. @throws AssayError (exit 2) when there is none */
export function allVersions(store: Store, experiment: string, options: ShortOptions): Version[] {
  const versions = usableVersions(store, experiment, options);
  if (versions.length > 0) return versions;
  const ofSteps = options.steps ? ` of ${options.steps.join(', ')}` : '';
  throw notFound(
    `${experiment} has no version${ofSteps}`,
    'see `assay list`, or run a step first, e.g. `assay cv DATA -t TARGET`',
  );
}

export const taggedWith = (versions: readonly Version[], tag: string): Version[] =>
  versions.filter((version) => version.labels().tags.includes(tag));

function range(all: readonly Version[], experiment: string, from: number, to: number): Version[] {
  const found = all.filter(({ number }) => number >= from && number <= to);
  if (found.length > 0) return found;
  throw notFound(
    `${experiment} has no version from ${versionName(from)} to ${versionName(to)}`,
    `it has ${some(all)}`,
  );
}

/** @param typed the number, or the folder's whole name, which parts folders that share a number */
function numbered(all: readonly Version[], experiment: string, number: number, typed: string): Version[] {
  const sameNumber = all.filter((version) => version.number === number);
  const exact = sameNumber.filter(({ dir }) => basename(dir) === typed);
  const found = exact.length > 0 ? exact : sameNumber;
  if (found.length === 1) return found;
  const id = `${experiment}/${versionName(number)}`;
  if (found.length === 0) throw notFound(`no version ${id}`, `${experiment} has ${some(all)}`);
  const folders = found.map(({ dir }) => basename(dir)).join(', ');
  throw notFound(`${found.length} folders are called ${id}`, `name one of ${folders}`);
}

function last(
  all: readonly Version[],
  experiment: string,
  step: string | undefined,
  { doneOnly, filter }: ShortOptions,
) {
  const steps: string[] = [...new Set(all.flatMap(({ manifest }) => manifest?.step ?? []))].sort();
  if (step !== undefined && !steps.includes(step)) {
    throw unknownName(`step among the versions of ${experiment}`, step, steps);
  }
  const found = all.filter(
    ({ manifest, state }) =>
      (step === undefined || manifest?.step === step) && (!doneOnly || state === 'done'),
  );
  if (found.length === 0) {
    throw notFound(`no done version in ${experiment}`, `it has ${some(all)}; see \`assay list\``);
  }
  const kept = satisfying(found, filter);
  return kept[kept.length - 1];
}

function best(
  all: readonly Version[],
  experiment: string,
  metric: string,
  { chooseBest, filter }: ShortOptions,
) {
  if (!chooseBest) throw notFound('best:METRIC cannot be used here', 'name a version, e.g. v3 or last');
  const done = all.filter(({ state }) => state === 'done');
  if (done.length > 0) return chooseBest(satisfying(done, filter), metric);
  throw notFound(
    `no done version in ${experiment} to choose the best of`,
    'run `assay cv DATA -t TARGET` first',
  );
}

function tagged(all: readonly Version[], experiment: string, tag: string): Version[] {
  const found = taggedWith(all, tag);
  if (found.length > 0) return found;
  const tags = [...new Set(all.flatMap((version) => version.labels().tags))].sort();
  if (tags.length === 0) throw notFound(`no version of ${experiment} has a tag`, `it has ${some(all)}`);
  throw unknownName(
    `tag in ${experiment}`,
    `@${tag}`,
    tags.map((known) => `@${known}`),
  );
}

/**
 * The versions that a short selector names in an experiment; null when the text is no short selector.
 * @throws AssayError (exit 2) when it is one and names nothing, with what there is
 */
export function selectShort(
  store: Store,
  experiment: string,
  short: string,
  options: ShortOptions,
): Version[] | null {
  if (short !== '' && !isShort(short)) return null;
  const all = allVersions(store, experiment, options);
  if (short === '') return all;
  if (short.startsWith('@')) return tagged(all, experiment, tagName(short));
  const [, from, to] = /^v(\d+):v(\d+)$/i.exec(short) ?? [];
  if (from !== undefined) return range(all, experiment, Number(from), Number(to));
  const [, word, of] = /^(last|best)(?::(.+))?$/i.exec(short) ?? [];
  if (word?.toLowerCase() === 'last') return [last(all, experiment, of, options)];
  if (word !== undefined) return [best(all, experiment, of, options)];
  const everything = store.versions(experiment);
  return numbered(everything, experiment, Number(/\d+/.exec(short)?.[0]), short);
}
