/** Selectors that would name something: short forms of the current experiment, experiments, versions of a named one. */
import { metrics } from '../../core/metrics/list.js';
import { currentExperiment } from '../../store/current-experiment.js';
import { versionName } from '../../store/names.js';
import type { Store } from '../../store/store.js';
import type { Version } from '../../store/version.js';
import type { Candidate } from './sources.js';

export interface VersionQuery {
  /** Of -x; null: the one written last. */
  readonly experiment: string | null;
  /** Only versions of these; null: of all. */
  readonly steps: readonly string[] | null;
  readonly prefix: string;
}

const about = ({ manifest, state, dir }: Version): string =>
  manifest ? `${dir.replace(/^.*\/v\d+-/, '').replace('-', ' ')}, ${state}` : state;

const isOf = ({ manifest }: Version, steps: VersionQuery['steps']): boolean =>
  steps === null || (manifest !== null && steps.includes(manifest.step));

function shortForms(versions: readonly Version[], prefix: string): Candidate[] {
  const newestFirst = versions.toReversed();
  const steps = [...new Set(newestFirst.flatMap(({ manifest }) => manifest?.step ?? []))];
  const tags = new Map(newestFirst.flatMap((version) => version.labels().tags.map((tag) => [tag, version])));
  const ranked = prefix.startsWith('best:') ? metrics.ids() : [];
  const newest = newestFirst[0];
  return [
    { value: 'last', help: `${newest.id}: ${about(newest)}` },
    ...steps.map((step) => ({ value: `last:${step}`, help: `the newest ${step}` })),
    ...(ranked.length > 0
      ? ranked.map((id) => ({ value: `best:${id}` }))
      : [{ value: 'best:', help: 'what compare chooses by a metric', goesOn: true } as const]),
    ...[...tags].map(([tag, version]) => ({ value: `@${tag}`, help: `${version.id}: ${about(version)}` })),
    ...newestFirst.map((version) => ({ value: versionName(version.number), help: about(version) })),
  ];
}

/** `v0003:` and what it could end in. */
function ranges(versions: readonly Version[], prefix: string): Candidate[] {
  const [, from] = /^v(\d+):/.exec(prefix) ?? [];
  if (from === undefined) return [];
  const start = prefix.slice(0, prefix.indexOf(':') + 1);
  return versions
    .filter(({ number }) => number >= Number(from))
    .map((version) => ({ value: start + versionName(version.number), help: about(version) }));
}

/** `loans/v0003`, `loans/last`. */
function inExperiment(store: Store, { prefix, steps }: VersionQuery): Candidate[] {
  const name = prefix.slice(0, prefix.indexOf('/'));
  return store
    .versions(name)
    .filter((version) => isOf(version, steps))
    .reverse()
    .map((version) => ({ value: version.id, help: about(version) }));
}

/** @throws AssayError when the store or the experiment cannot be read */
export function versionCandidates(store: Store, query: VersionQuery): Candidate[] {
  if (query.prefix.includes('/')) return inExperiment(store, query);
  const named = query.experiment ?? undefined;
  const current = currentExperiment(store, { experiment: named });
  const versions = current ? store.versions(current.name).filter((one) => isOf(one, query.steps)) : [];
  const short = versions.length > 0 ? shortForms(versions, query.prefix) : [];
  const experiments = store.experiments().map((name) => ({ value: name, help: 'experiment' }));
  return [...short, ...ranges(versions, query.prefix), ...experiments];
}
