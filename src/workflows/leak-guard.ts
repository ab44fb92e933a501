/**
 * Refuses data that a sampler made: scoring on it counts synthetic rows, and rows whose twins were trained on. Looks the
 * data up over the provenance that every `resample` of the store has kept; what is in the trash counts until `gc`.
 */
import { existsSync, readFileSync } from 'node:fs';
import { refusedError } from '../core/errors.js';
import { type Fingerprint, fingerprint, matchProvenance, type ProvenanceMatch } from '../core/provenance.js';
import type { Recipe } from '../core/schemas/recipe.js';
import type { Table } from '../core/table.js';
import type { DataFile } from '../data/data-file.js';
import { trashOf } from '../store/trash.js';
import type { Version } from '../store/version.js';
import type { Context } from './context.js';

export interface Leak {
  /** The version whose sampler made the rows; null when an earlier run recorded the leak. */
  readonly version: string | null;
  /** Goes into results.json: names neither path nor version, which another run may have under other names. */
  readonly message: string;
}

/** A recipe is written before its data, so that a run that was killed between the two is recognised as well. */
const mayHoldMadeRows = (version: Version) =>
  existsSync(version.file('recipe.json')) ||
  (version.state === 'done' && version.manifest?.step === 'resample');

/** The recipe of a `resample`; null, with a word to the person, when it cannot be read. */
function readRecipe(version: Version, { listener }: Context): Recipe | null {
  try {
    return JSON.parse(readFileSync(version.file('recipe.json'), 'utf8')) as Recipe;
  } catch {
    const message = `the recipe.json of ${version.id} cannot be read: rows that it made would not be recognised`;
    listener.warn({ id: 'unreadable-recipe', columns: [], message });
    return null;
  }
}

/** What of the rows that a sampler made or repeated the data holds, in words. */
const partOf = ({ why, share }: ProvenanceMatch) =>
  why === 'same rows' ? 'the rows that' : `${Math.round(100 * share)} % of the rows made or repeated by what`;

/** The file's rows hashed, once for each column that tells made rows and is left out of it. */
class FileFingerprints {
  readonly #known = new Map<string | undefined, Fingerprint>();
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  without(flag: string | undefined): Fingerprint {
    const left = flag !== undefined && this.#table.has(flag) ? flag : undefined;
    const print = this.#known.get(left) ?? fingerprint(this.#columns(left));
    this.#known.set(left, print);
    return print;
  }

  #columns(left: string | undefined): Table {
    if (left === undefined) return this.#table;
    return this.#table.select(this.#table.names.filter((name) => name !== left));
  }
}

/** A version whose rows the file holds. */
interface Held {
  readonly version: Version;
  readonly recipe: Recipe;
  readonly match: ProvenanceMatch;
}

/** Equal rows before a part of them, then the larger part; of equal ones the older version. */
const isCloser = ({ match }: Held, than: Held | null): boolean =>
  than === null ||
  (than.match.why !== 'same rows' && (match.why === 'same rows' || match.share > than.match.share));

/** The version whose rows the file holds most completely; null where it holds those of none. */
function closest(file: DataFile, context: Context): Held | null {
  const { store } = context;
  const prints = new FileFingerprints(file.table);
  let found: Held | null = null;
  for (const version of [...store.all(), ...trashOf(store).all()].filter(mayHoldMadeRows)) {
    const recipe = readRecipe(version, context);
    if (!recipe?.provenance) continue;
    const match = matchProvenance(prints.without(recipe.synthetic_flag), recipe.provenance);
    const held = { version, recipe, match };
    if (match.leaky && isCloser(held, found)) found = held;
  }
  return found;
}

/**
 * @param allowed `--allow-leaky`: a leak is returned, not refused
 * @throws AssayError exit 4
 */
export function findLeak(file: DataFile, context: Context, allowed: boolean): Leak | null {
  const held = closest(file, context);
  if (held === null) return null;
  const { version, recipe, match } = held;
  const { sampler } = recipe;
  if (!allowed) {
    throw refusedError(
      'ASSAY_LEAKY_DATA',
      `${file.path} holds ${partOf(match)} ${version.id} (resample ${sampler}) wrote: a score on it would be inflated`,
      `use the source with --sampler ${sampler}, which resamples the training rows of each fold alone; --allow-leaky runs anyway and marks the version`,
    );
  }
  const message = `the data holds ${partOf(match)} resample ${sampler} wrote: scores are inflated (--allow-leaky)`;
  return { version: version.id, message };
}
