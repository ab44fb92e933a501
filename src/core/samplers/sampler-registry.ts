/** The registry of samplers, which also knows every chain of them: `smote+tomek-links`. */
import { usageError } from '../errors.js';
import { Registry } from '../registry.js';
import { unknownName } from '../suggest.js';
import { chainOf } from './chain.js';
import type { Sampler } from './sampler.js';

const JOINS = '+';

/** The ids, as typed, of which a chain is made; of one sampler its own. */
export const chainIds = (id: string): string[] => id.split(JOINS);

/** Of a chain that is being typed, what stands before its last sampler: `smote+` of `smote+to`, nothing of `smo`. */
export const chainBefore = (typed: string): string => typed.slice(0, typed.lastIndexOf(JOINS) + 1);

/** The id of a sampler, and those in its chain. */
export const idsWithin = (id: string): string[] => [id, ...chainIds(id)];

/** @throws AssayError exit 2 where no id stands beside a + */
function checkChain(id: string): void {
  const ids = chainIds(id);
  const gap = ids.findIndex((part) => part.trim() === '');
  if (ids.length < 2 || gap < 0) return;
  throw usageError(
    'ASSAY_CHAIN_GAP',
    `the chain "${id}" lacks the id of a sampler ${gap === 0 ? 'before' : 'after'} a ${JOINS}`,
    `write two ids, as in smote${JOINS}tomek-links, or one without ${JOINS}`,
  );
}

/** @throws AssayError exit 2 for a list where one sampler is taken */
function checkOne(id: string): void {
  if (!id.includes(',')) return;
  const ids = new Set(id.split(',').map((part) => part.trim()));
  throw usageError(
    'ASSAY_ONE_SAMPLER',
    `one sampler is taken here, got "${id}"`,
    `name one, or chain them with ${JOINS}: ${[...ids].filter(Boolean).join(JOINS)}`,
  );
}

export class SamplerRegistry extends Registry<Sampler> {
  constructor(items: readonly Sampler[]) {
    super('sampler', items);
  }

  /** Those that may come next in a chain: each once, and some sampler at all. @param before as `chainBefore` has it */
  following(before: string): readonly Sampler[] {
    if (before === '') return this.all();
    const taken = chainIds(before).filter((id) => super.has(id));
    const ids = new Set(taken.map((id) => super.get(id).id));
    return this.all().filter(({ id, kind }) => kind !== 'none' && !ids.has(id));
  }

  override has(id: string): boolean {
    return chainIds(id).every((part) => super.has(part));
  }

  /** @throws AssayError (exit 2) with the nearest known id; for a list, a chain that names a sampler twice, or none beside a +. */
  override get(id: string): Sampler {
    checkOne(id);
    checkChain(id);
    const parts = chainIds(id);
    return parts.length > 1 ? chainOf(parts.map((part) => this.#link(part))) : super.get(id);
  }

  /** A sampler of a chain; `none` is not suggested for one that is unknown. */
  #link(id: string): Sampler {
    if (super.has(id)) return super.get(id);
    const able = this.all().filter(({ kind }) => kind !== 'none');
    throw unknownName(
      'sampler',
      id,
      able.map((one) => one.id),
      Object.fromEntries(able.map((one) => [one.id, one.aliases ?? []])),
    );
  }
}
