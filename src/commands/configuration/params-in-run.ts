/** Which configured parameters belong to a run: those of its model, sampler and splitter. */
import type { Owner } from '../../core/assignments.js';
import { AssayError } from '../../core/errors.js';
import { findParam } from '../../core/params.js';
import type { Registered, Registry } from '../../core/registry.js';
import { normaliseId, unknownName } from '../../core/suggest.js';
import type { Typed } from '../command.js';
import type { ConfiguredParam } from './setting.js';

/** Of `--samplers`. */
const ALL_SAMPLERS = 'all';

const ROLES = ['model', 'sampler', 'splitter'] as const;

type Registries = Readonly<Record<Owner['role'], Registry<Registered & Omit<Owner, 'role'>>>>;

/** What `all` stands for. */
async function loadEverySampler(): Promise<string[]> {
  return (await import('../../core/imbalance/every-sampler.js')).everySampler();
}

async function loadRegistries(): Promise<Registries> {
  const { models } = await import('../../core/models/list.js');
  const { samplers } = await import('../../core/samplers/list.js');
  const { splitters } = await import('../../core/splitters/list.js');
  return { model: models, sampler: samplers, splitter: splitters };
}

/** `forest`, `a,b`, `a+b`, `["a", "b"]`: the ids in the value of an option. */
const idsIn = (value: unknown): string[] => String(value ?? '').match(/[^\s,+"[\]]+/g) ?? [];

/** Does the run have it, by any of the names it goes by? */
function takesPart(
  { id, role }: Pick<Owner, 'id' | 'role'>,
  options: Typed['options'],
  registries: Registries,
  everySampler: readonly string[],
): boolean {
  const ids = idsIn(options[role === 'sampler' && options.samplers !== undefined ? 'samplers' : role]);
  const isOwn = (typed: string) => registries[role].has(typed) && registries[role].get(typed).id === id;
  return ids.some(isOwn) || (role === 'sampler' && ids.includes(ALL_SAMPLERS) && everySampler.includes(id));
}

/** The role and the item that the word before the dot names. */
function ownerOf(word: string, registries: Registries): Owner | null {
  for (const role of ROLES) {
    if (registries[role].has(word)) return { role, ...registries[role].get(word) };
  }
  return null;
}

function inPlace(place: string, error: unknown): unknown {
  if (!(error instanceof AssayError)) return error;
  return new AssayError(error.exitCode, error.code, place + error.message, error.hint, error);
}

/** Is the parameter typed too, by any of its names? Without an owner it is of the model, or of the sampler alone. */
function isTyped(configured: string, owner: Owner, options: Typed['options']): boolean {
  const nameOf = (text: string) =>
    findParam(owner.params, /^(?:.*\.)?([^.=]*)=/.exec(text)?.[1].trim() ?? '');
  const name = nameOf(configured);
  const byDefault = owner.role === (options.model === undefined ? 'sampler' : 'model');
  const typed = Array.isArray(options.param) ? options.param : [];
  return typed.some((text) => {
    const [, word] = /^([^=]*)\.[^.=]*=/.exec(text) ?? [];
    const isOwn = word === undefined ? byDefault : normaliseId(word.trim()) === normaliseId(owner.id);
    return isOwn && nameOf(text) === name;
  });
}

/**
 * The configured parameters that a run has and nobody typed.
 * @param options of the run, all but its parameters decided
 * @param ranges whether ranges are allowed (`tune`)
 * @throws AssayError (exit 2) naming the place: an owner that is none, a name or value it does not take
 */
export async function paramsInRun(
  params: readonly ConfiguredParam[],
  options: Typed['options'],
  ranges: boolean,
): Promise<ConfiguredParam[]> {
  if (params.length === 0) return [];
  const registries = await loadRegistries();
  const everySampler = await loadEverySampler();
  const { dealParams } = await import('../../core/assignments.js');
  const inRun = (param: ConfiguredParam): ConfiguredParam[] => {
    const [, word] = /^([^=.]+)\.[^=]+=/.exec(param.text) ?? [];
    if (word === undefined) return [param];
    const owner = ownerOf(word, registries);
    try {
      if (owner === null) throw unknownName('model, sampler or splitter', word, idsOf(registries));
      if (!takesPart(owner, options, registries, everySampler)) return [];
      const text = param.text.replace(word, owner.id);
      dealParams([text], [owner], ranges);
      if (isTyped(text, owner, options)) return [];
      return [{ ...param, text }];
    } catch (error) {
      throw inPlace(param.place, error);
    }
  };
  return params.flatMap(inRun);
}

const idsOf = (registries: Registries): string[] => ROLES.flatMap((role) => registries[role].ids());
