/**
 * Refuses data that a sampler made: scoring on it counts synthetic rows, and rows whose twins were trained on. Looks the
 * data up over the provenance that every `resample` of the store has kept.
 */
import { readFileSync } from 'node:fs';
import { refusedError } from '../core/errors.js';
import { fingerprint, matchProvenance } from '../core/provenance.js';
import type { Warning } from '../core/schemas/metric-value.js';
import type { Recipe } from '../core/schemas/recipe.js';
import type { DataFile } from '../data/data-file.js';
import type { Store } from '../store/store.js';

export interface Leak {
  /** The version whose sampler made the rows. */
  readonly version: string;
  /** Goes into results.json: names neither path nor version, which another run may have under other names. */
  readonly warning: Warning;
}

/**
 * @param allowed `--allow-leaky`: a leak is returned, not refused
 * @throws AssayError exit 4
 */
export function findLeak(file: DataFile, store: Store, allowed: boolean): Leak | null {
  let print: ReturnType<typeof fingerprint> | undefined;
  for (const experiment of store.experiments()) {
    for (const version of store.versions(experiment)) {
      if (version.state !== 'done' || version.manifest?.step !== 'resample') continue;
      const { provenance, sampler } = JSON.parse(readFileSync(version.file('recipe.json'), 'utf8')) as Recipe;
      if (!provenance) continue;
      print ??= fingerprint(file.table);
      const { leaky, why, share } = matchProvenance(print, provenance);
      if (!leaky) continue;
      const part =
        why === 'same rows'
          ? 'the rows that'
          : `${Math.round(100 * share)} % of the rows made or repeated by what`;
      if (!allowed) {
        throw refusedError(
          'ASSAY_LEAKY_DATA',
          `${file.path} holds ${part} ${version.id} (resample ${sampler}) wrote: a score on it would be inflated`,
          `use the source with --sampler ${sampler}, which resamples the training rows of each fold alone; --allow-leaky runs anyway and marks the version`,
        );
      }
      const message = `the data holds ${part} resample ${sampler} wrote: scores are inflated (--allow-leaky)`;
      return { version: version.id, warning: { id: 'leaky-data', columns: [], message } };
    }
  }
  return null;
}
