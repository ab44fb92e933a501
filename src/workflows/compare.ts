/** `compare`: versions of a selection as entries of the ranking in core. */
import { rank } from '../core/ranking/rank.js';
import type { RankEntry } from '../core/ranking/entry.js';
import { usageError } from '../core/errors.js';
import type { CompareDocument } from '../core/schemas/compare.js';
import type { Version } from '../store/version.js';

export interface CompareOptions {
  readonly by: string | null;
  readonly groupBy: 'seed' | 'version';
  readonly rule: 'best' | 'one-se';
}

const SCORED = new Set(['cv', 'train', 'tune']);

/** A done modelling version as the ranking wants it; null for others. */
function entryOf(version: Version): RankEntry | null {
  const { manifest } = version;
  if (version.state !== 'done' || !manifest || !SCORED.has(manifest.step)) return null;
  const results = version.results();
  if (Object.keys(results.metrics).length === 0) return null;
  const { total = 0 } = manifest.timings ?? {};
  return {
    version: version.id,
    experiment: version.experiment,
    number: version.number,
    step: manifest.step,
    started: manifest.started,
    dataSha256: manifest.data?.sha256 ?? '',
    results,
    seconds: total,
    options: {},
  };
}

/** @throws AssayError exit 2 when nothing of the selection was scored */
export function compareVersions(versions: readonly Version[], options: CompareOptions): CompareDocument {
  const entries = versions.map(entryOf).filter((entry) => entry !== null);
  if (entries.length === 0) {
    throw usageError('ASSAY_NOTHING_TO_COMPARE', 'none of the selected versions is done and scored', 'score one first: assay cv DATA -t TARGET');
  }
  const newest = entries.reduce((last, entry) => (entry.started > last.started ? entry : last));
  return rank(entries, { by: options.by ?? newest.results.by, groupBy: options.groupBy, rule: options.rule, alpha: 0.05 });
}

/** The version that `best:METRIC` means: what `compare --by METRIC` chooses. */
export function rankVersions(versions: readonly Version[], by: string): Version {
  const { chosen } = compareVersions(versions, { by, groupBy: 'seed', rule: 'best' });
  return versions.find((version) => version.id === chosen.version) as Version;
}
