/**
 * Models, samplers, splitters, metrics, transforms, searches and checks are registered by id. A registry is an
 * explicit list (no import side effects); help, completion, contract tests and search spaces read it.
 */
import { type AssayError, usageError } from './errors.js';
import { normaliseId, unknownName } from './suggest.js';

export interface Registered {
  /** What a person types; lower case, words joined by `-` (metrics by `_`, as in scikit-learn). */
  readonly id: string;
  /** Other spellings that are accepted and shown as `id`. */
  readonly aliases?: readonly string[];
  /** One line for help. */
  readonly summary: string;
}

export class Registry<T extends Registered> {
  readonly #byName = new Map<string, T>();
  readonly #items: readonly T[];

  constructor(
    readonly kind: string,
    items: readonly T[],
    /** Names of what people take for such an item → what it is instead. */
    readonly others: Readonly<Record<string, string>> = {},
  ) {
    this.#items = items;
    for (const item of items) {
      for (const name of [item.id, ...(item.aliases ?? [])]) {
        const key = normaliseId(name);
        if (this.#byName.has(key) && this.#byName.get(key) !== item) {
          throw new Error(`${kind} "${name}" is registered twice`);
        }
        this.#byName.set(key, item);
      }
    }
  }

  ids(): string[] {
    return this.#items.map((item) => item.id);
  }

  all(): readonly T[] {
    return this.#items;
  }

  has(id: string): boolean {
    return this.#byName.has(normaliseId(id));
  }

  /** @throws AssayError (exit 2) with the nearest known id. */
  get(id: string): T {
    const found = this.#byName.get(normaliseId(id));
    if (!found) throw this.unknown(id, this.ids());
    return found;
  }

  /** What is said to a name that nothing has. @param known the names that are looked through for the nearest */
  protected unknown(id: string, known: readonly string[]): AssayError {
    const other = Object.entries(this.others).find(([name]) => normaliseId(name) === normaliseId(id));
    if (other === undefined) return unknownName(this.kind, id, known);
    return usageError(
      `ASSAY_NO_${this.kind.toUpperCase().replace(/\W+/g, '_')}`,
      `${other[0]} is no ${this.kind}`,
      other[1],
    );
  }
}
