/**
 * Selectors, the same in every command: `credit/v0003`, `v3`, a path, `last`, `last:cv`, `best:f1`, `@tag`, `v3:v9`,
 * `credit`. Each of the short ones may stand behind an experiment: `credit/last:cv`. A path that starts with `/` or `.`
 * is a path; anything else is looked up in the store first and taken as a path when the store has no such thing.
 */
import { basename, dirname, resolve } from 'node:path';
import { usageError } from '../core/errors.js';
import { closest } from '../core/suggest.js';
import { type CurrentExperiment, currentExperiment, type ExperimentHints } from './current-experiment.js';
import { folderNumber, tagName } from './names.js';
import {
  allVersions,
  isChoice,
  isShort,
  notFound,
  type ShortOptions,
  satisfying,
  selectShort,
  taggedWith,
  usableVersions,
} from './short-selectors.js';
import { foldersIn, isFolder, type Store, versionsIn } from './store.js';
import { readVersion, type Version } from './version.js';

export interface SelectOptions extends ExperimentHints, ShortOptions {
  /** Relative paths start here. */
  readonly cwd: string;
}

export interface Selection {
  /** Each once, in the order of the selectors, then of the numbers. */
  readonly versions: readonly Version[];
  /** The current experiment when a selector needed it; to be named on stderr when guessed. */
  readonly current: CurrentExperiment | null;
}

/** One run of `select`: finds the current experiment when first needed and remembers it. */
class Selecting {
  current: CurrentExperiment | null = null;
  readonly #known: readonly string[];

  constructor(
    readonly store: Store,
    readonly options: SelectOptions,
  ) {
    this.#known = store.experiments();
  }

  /** Versions of one selector; at least one. */
  select(selector: string): Version[] {
    if (selector === '') throw notFound('an empty selector', 'name a version: v3, last, credit/v0003');
    if (/^(\/|\.{1,2}(\/|$))/.test(selector)) return this.#atPath(selector);
    const [experiment, ...rest] = selector.replace(/\/$/, '').split('/');
    const short = rest.join('/');
    if (this.#known.includes(experiment)) {
      return selectShort(this.store, experiment, short, this.options) ?? this.#unknown(selector);
    }
    if (rest.length === 0 && isShort(selector)) return this.#inCurrent(selector);
    if (isFolder(resolve(this.options.cwd, selector))) return this.#atPath(selector);
    return this.#unknown(selector);
  }

  /** Every version of the current experiment; at least one. */
  all(): Version[] {
    return allVersions(this.store, this.#currentName(), this.options);
  }

  #currentName(): string {
    this.current ??= currentExperiment(this.store, this.options);
    if (this.current !== null) return this.current.name;
    throw notFound(
      `no experiment in the store ${this.store.path}`,
      'run a step first, e.g. `assay cv DATA -t TARGET`, or name another store with --store DIR',
    );
  }

  /** A tag that the current experiment lacks is looked for in the others. */
  #inCurrent(selector: string): Version[] {
    const current = this.#currentName();
    if (selector.startsWith('@')) {
      const tag = tagName(selector);
      const has = (name: string) => taggedWith(usableVersions(this.store, name, this.options), tag);
      const found = has(current).length > 0 ? has(current) : this.#known.flatMap(has);
      if (found.length > 0) return found;
    }
    return selectShort(this.store, current, selector, this.options) ?? this.#unknown(selector);
  }

  #atPath(typed: string): Version[] {
    const dir = resolve(this.options.cwd, typed);
    if (!isFolder(dir)) throw notFound(`no folder ${typed}`, this.#whatThereIs());
    const version = readVersion(dir);
    if (version.manifest !== null || folderNumber(basename(dir)) !== null) return [version];
    const versions = versionsIn(dir);
    if (versions.length > 0) return versions;
    const inside = foldersIn(dir).filter((name) => versionsIn(resolve(dir, name)).length > 0);
    throw notFound(
      `${typed} is neither a version nor an experiment`,
      inside.length > 0
        ? `it is a store with ${inside.join(', ')}: use --store ${typed}`
        : 'a version has a manifest.json, an experiment has folders such as v0001-cv-forest',
    );
  }

  #unknown(selector: string): never {
    const [experiment, ...rest] = selector.split('/');
    const near = closest(experiment, this.#known);
    let meant = '';
    if (/^\d+$/.test(selector)) meant = `did you mean v${selector}? `;
    else if (near && near !== experiment) meant = `did you mean "${[near, ...rest].join('/')}"? `;
    throw notFound(`no version or experiment "${selector}"`, `${meant}${this.#whatThereIs()}`);
  }

  #whatThereIs(): string {
    if (this.#known.length === 0) return `the store ${this.store.path} has no experiment yet`;
    const shown = this.#known.slice(0, 20).join(', ') + (this.#known.length > 20 ? ', …' : '');
    return `experiments: ${shown}; or v3, last, last:cv, best:f1, @tag, v3:v9, a path`;
  }
}

/**
 * The versions that selectors name; without any, all of the current experiment. A filter keeps those that satisfy it;
 * what `last` and `best:METRIC` choose they choose among these.
 * @throws AssayError (exit 2) when one names nothing, with what there is
 */
export function select(store: Store, selectors: readonly string[], options: SelectOptions): Selection {
  const selecting = new Selecting(store, options);
  const named = selectors.map((selector) => ({ selector, versions: selecting.select(selector) }));
  const all = selectors.length === 0 ? selecting.all() : named.flatMap(({ versions }) => versions);
  const chosen = named.filter(({ selector }) => isChoice(selector)).flatMap(({ versions }) => versions);
  const versions = filtered(unique(all), unique(chosen), options.filter);
  return { versions, current: selecting.current };
}

const unique = (versions: readonly Version[]): Version[] => [
  ...new Map(versions.map((version) => [version.dir, version])).values(),
];

/** @param chosen those of `versions` that were chosen among what satisfies the filter */
function filtered(versions: Version[], chosen: readonly Version[], filter: string | undefined): Version[] {
  const isChosen = new Set(chosen.map(({ dir }) => dir));
  const others = versions.filter(({ dir }) => !isChosen.has(dir));
  if (others.length === 0 || filter === undefined) return versions;
  const kept = new Set(satisfying(others, filter));
  return versions.filter((version) => isChosen.has(version.dir) || kept.has(version));
}

export interface OneSelection {
  readonly version: Version;
  /** As in `Selection`. */
  readonly current: CurrentExperiment | null;
}

/**
 * The one version a selector names, for commands that need one.
 * @throws AssayError (exit 2) when it names none or several, with the candidates
 */
export function selectOne(store: Store, selector: string, options: SelectOptions): OneSelection {
  const { versions, current } = select(store, [selector], options);
  if (versions.length === 1) return { version: versions[0], current };
  const candidates = versions.slice(0, 10).map(({ dir, state }) => {
    const place = `${basename(dirname(dir))}/${basename(dir)}`;
    return state === 'done' ? place : `${place} (${state})`;
  });
  throw usageError(
    'ASSAY_SEVERAL_VERSIONS',
    `"${selector}" names ${versions.length} versions and one is needed`,
    `name one of ${candidates.join(', ')}${versions.length > 10 ? ', …' : ''}`,
  );
}
