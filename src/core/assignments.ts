/**
 * `-p NAME=VALUE` and `-p ID.NAME=VALUE`: what was typed, dealt to the model, the sampler and the splitter; in `tune`
 * also ranges (`2..12`, `0.001..0.3:log`, `sqrt,0.5`), which become the search space.
 */
import { type AssayError, usageError } from './errors.js';
import { models } from './models/list.js';
import {
  checkParam,
  findParam,
  meantBy,
  ownedName,
  type ParamSpec,
  type ParamSpecs,
  type Params,
  type ParamValue,
  resolveParams,
  type Space,
} from './params.js';
import { samplers } from './samplers/list.js';
import { chainIds } from './samplers/sampler-registry.js';
import { splitters } from './splitters/list.js';
import { normaliseId, unknownName } from './suggest.js';

/** Something with parameters, by the id that a person may put before the dot. */
export interface Owner {
  readonly role: 'model' | 'sampler' | 'splitter';
  readonly id: string;
  readonly params: ParamSpecs;
  /** The option that lists all of its role, where a run has several; else its registry's own. */
  readonly listedIn?: string;
}

export interface Dealt {
  /** All parameters of each role, defaults included. */
  readonly params: Readonly<Record<Owner['role'], Params>>;
  /** Ranges given for the model. */
  readonly space: Readonly<Record<string, Space>>;
  /** Names of the model's parameters that were fixed. */
  readonly fixed: readonly string[];
}

interface Assignment {
  readonly owner: Owner;
  readonly name: string;
  readonly raw: string;
}

/** The option that brings something registered into a run, by what it is. */
const REGISTRIES = [
  ['sampler', '--sampler', samplers],
  ['splitter', '--splitter', splitters],
  ['model', '-m', models],
] as const;

/** `smote.k_neighbors=3` where no smote runs. */
function notOfThisRun(text: string, id: string, owners: readonly Owner[]): AssayError {
  const known = REGISTRIES.find(([, , registry]) => registry.has(id));
  if (known) {
    const [role, option, registry] = known;
    const { id: named } = registry.get(id);
    const listedIn = owners.find((owner) => owner.role === role)?.listedIn;
    return usageError(
      'ASSAY_PARAM_OWNER',
      `-p ${text}: ${named} is no ${role} of this run`,
      `${listedIn ? `name ${named} in ${listedIn}` : `add ${option} ${named}`}, or leave the parameter out`,
    );
  }
  return unknownName(
    'model, sampler or splitter of this run',
    id,
    owners.map((owner) => owner.id),
  );
}

/** The registered id of what an owner is called. */
function idOf({ role }: Owner, typed: string): string {
  const [, , registry] = REGISTRIES.find(([of]) => of === role) ?? [];
  return registry?.has(typed) ? registry.get(typed).id : normaliseId(typed);
}

/** `ID.NAME` as the name of one of the owner's parameters: `NAME`, or `ID.NAME` of one in its chain; undefined: of another. */
function nameBelow(owner: Owner, typed: string): string | undefined {
  const dot = typed.indexOf('.');
  const [word, name] = [typed.slice(0, dot), typed.slice(dot + 1)];
  const id = idOf(owner, word);
  if (id === idOf(owner, owner.id)) return name;
  return owner.role === 'sampler' && chainIds(owner.id).includes(id) ? `${id}.${name}` : undefined;
}

function parse(text: string, owners: readonly Owner[]): Assignment {
  const equals = text.indexOf('=');
  if (equals < 1) {
    throw usageError(
      'ASSAY_PARAM_FORM',
      `-p takes NAME=VALUE, got "${text}"`,
      'for example -p max_depth=8 or -p smote.k_neighbors=3',
    );
  }
  const left = text.slice(0, equals).trim();
  const raw = text.slice(equals + 1).trim();
  if (!left.includes('.')) {
    const model = owners.find((owner) => owner.role === 'model');
    if (!model)
      throw unknownName(
        'owner of a parameter',
        left,
        owners.map((owner) => owner.id),
      );
    return { owner: model, name: left, raw };
  }
  const owned = owners.map((owner) => ({ owner, name: nameBelow(owner, left) }));
  const found = owned.find(({ name }) => name !== undefined);
  if (!found?.name) throw notOfThisRun(text, left.slice(0, left.lastIndexOf('.')), owners);
  return { owner: found.owner, name: found.name, raw };
}

/** A bare name is the model's; where it has none, that of the sampler is told. @throws AssayError exit 2 */
function checkBare(text: string, { owner, name }: Assignment, owners: readonly Owner[]): void {
  if (text.slice(0, text.indexOf('=')).includes('.') || owner.role !== 'model') return;
  const found = owners
    .filter(({ role }) => role === 'sampler')
    .flatMap(({ id, params }) => Object.keys(params).map((known) => ownedName(id, known)))
    .filter((known) => normaliseId(known.slice(known.lastIndexOf('.') + 1)) === normaliseId(name));
  if (found.length === 0) return;
  throw usageError(
    'ASSAY_PARAM_ELSEWHERE',
    `${owner.id} takes no parameter ${name}`,
    `say whose it is: -p ${found.join(' or -p ')}`,
  );
}

/** An end of a range. @throws AssayError exit 2 for `none` and for words */
function asNumber(owner: string, name: string, spec: ParamSpec, text: string): number {
  const value = checkParam(owner, name, spec, text);
  if (typeof value === 'number') return value;
  throw usageError(
    'ASSAY_RANGE_END',
    `${owner}: a range of ${name} runs between numbers, got "${text}"`,
    `a list takes what is no number: ${name}=${text},…`,
  );
}

/** Is a range one of whole numbers? @throws AssayError exit 2 when it runs from a share to a count */
function isWholeRange(owner: string, name: string, { type }: ParamSpec, low: number, high: number): boolean {
  if (type !== 'int') return false;
  const [isLowWhole, isHighWhole] = [low, high].map(Number.isInteger);
  if (isLowWhole === isHighWhole) return isLowWhole;
  throw usageError(
    'ASSAY_RANGE_KINDS',
    `${owner}: ${name}=${low}..${high} runs from a share to a count`,
    'give two whole numbers or two shares below 1',
  );
}

/** A range or a list of choices; null when the text is one value. */
function parseSpace(owner: string, name: string, spec: ParamSpec, raw: string): Space | null {
  if (spec.type === 'text' || (spec.form?.columns(raw) ?? null) !== null) return null;
  const range = /^(.+?)\.\.(.+?)(:log)?$/.exec(raw);
  if (range && spec.type !== 'word' && spec.type !== 'bool') {
    const low = asNumber(owner, name, spec, range[1]);
    const high = asNumber(owner, name, spec, range[2]);
    if (low >= high) {
      throw usageError(
        'ASSAY_RANGE_ORDER',
        `${owner}: ${name}=${raw} runs backwards`,
        `write the smaller number first: ${high}..${low}`,
      );
    }
    if (range[3] && low <= 0) {
      throw usageError(
        'ASSAY_RANGE_LOG',
        `${owner}: ${name}=${raw} cannot be logarithmic from ${low}`,
        'start above 0',
      );
    }
    return {
      low,
      high,
      ...(range[3] ? { log: true } : {}),
      ...(isWholeRange(owner, name, spec, low, high) ? { integer: true } : {}),
    };
  }
  if (!raw.includes(',')) return null;
  return {
    choices: raw.split(',').map((choice): ParamValue => checkParam(owner, name, spec, choice.trim())),
  };
}

/** The text of an assignment as it stands under the registered name. */
function byKnownName({ owner, name, raw }: Assignment, known: string): string {
  const spec = owner.params[known];
  if (!spec.shareAliases) return raw;
  return raw
    .split(',')
    .map((value) => String(meantBy(owner.id, name, spec, value.trim())))
    .join(',');
}

/** Two names of one parameter cannot say two things; of one name the last stands. */
class SpokenNames {
  readonly #said = new Map<string, Assignment>();

  /** @param known the registered name @throws AssayError exit 2 naming both */
  check(now: Assignment, known: string): void {
    const key = `${now.owner.role}.${known}`;
    const before = this.#said.get(key);
    this.#said.set(key, now);
    if (!before || before.raw === now.raw || normaliseId(before.name) === normaliseId(now.name)) return;
    throw usageError(
      'ASSAY_PARAM_TWICE',
      `${now.owner.id}: ${before.name}=${before.raw} and ${now.name}=${now.raw} are one parameter, ${known}`,
      'leave one of the two out',
    );
  }
}

/**
 * Deals typed parameters to their owners. Of several values or ranges for one parameter the last stands.
 * @param ranges whether ranges are allowed (`tune`, `curve`)
 * @throws AssayError exit 2: wrong form, unknown owner or name, value out of range, a range where none is allowed, two
 * names of one parameter with two values
 */
export function dealParams(typed: readonly string[], owners: readonly Owner[], ranges: boolean): Dealt {
  const given: Record<Owner['role'], Record<string, ParamValue>> = { model: {}, sampler: {}, splitter: {} };
  const space: Record<string, Space> = {};
  const spoken = new SpokenNames();
  for (const text of typed) {
    const assignment = parse(text, owners);
    const { owner, name } = assignment;
    const known = findParam(owner.params, name);
    if (known === undefined) checkBare(text, assignment, owners);
    const raw = known ? byKnownName(assignment, known) : assignment.raw;
    if (known) spoken.check({ ...assignment, raw }, known);
    const found = known ? parseSpace(owner.id, known, owner.params[known], raw) : null;
    if (!known || !found) {
      given[owner.role][known ?? name] = raw;
      if (owner.role === 'model') delete space[known ?? name];
      continue;
    }
    if (!ranges || owner.role !== 'model') {
      throw usageError(
        'ASSAY_RANGE_HERE',
        `-p ${text} is a range, which only tune and curve take for their model`,
        `give one value, or use assay tune or assay curve`,
      );
    }
    space[known] = found;
    delete given.model[known];
  }
  const params = { model: {}, sampler: {}, splitter: {} } as Record<Owner['role'], Params>;
  for (const owner of owners) params[owner.role] = resolveParams(owner.id, owner.params, given[owner.role]);
  return { params, space, fixed: Object.keys(given.model) };
}
