/** What could stand in place of the last word of a line. */
import type { ArgumentSpec, OptionSpec } from '../command.js';
import { isCollected } from '../option-names.js';
import type { Line } from './line.js';
import { type Candidate, type Place, sources } from './sources.js';

export interface Answer {
  readonly candidates: readonly Candidate[];
  /** The shell lists its own paths instead. */
  readonly paths: 'files' | 'folders' | null;
}

const answer = (candidates: readonly Candidate[]): Answer => ({ candidates, paths: null });

/** `-k` and what is short only when nothing longer is begun. */
function optionNames({ specs, options, prefix }: Line): Candidate[] {
  const open = specs.filter((spec) => isCollected(spec) || !options.has(spec.name));
  return open.flatMap((spec) => {
    const { name, short, help, type } = spec;
    const positive = type === 'flag' && spec.default === true ? [] : [`--${name}`];
    const negative = type === 'flag' && spec.negatable ? [`--no-${name}`] : [];
    const letter = short && prefix === `-${short}` ? [`-${short}`] : [];
    return [...letter, ...positive, ...negative].map((value) => ({ value, help }));
  });
}

const isList = (spec: OptionSpec): boolean => spec.type === 'list' || spec.sweeps === true;

/** Candidates for the last item of `a,b`, each with what stands before it; none twice. */
function inList(prefix: string, of: (item: string) => readonly Candidate[]): Candidate[] {
  const before = prefix.slice(0, prefix.lastIndexOf(',') + 1);
  const taken = new Set(before.split(','));
  return of(prefix.slice(before.length))
    .filter(({ value }) => !taken.has(value))
    .map((candidate) => ({ ...candidate, value: before + candidate.value }));
}

async function valuesOf(spec: OptionSpec | ArgumentSpec, line: Line, place: Place): Promise<Answer> {
  const { completes } = spec;
  if ('choices' in spec && spec.choices) return answer(spec.choices.map((value) => ({ value })));
  if (completes === 'file') return { candidates: [], paths: 'files' };
  if (completes === 'folder') return { candidates: [], paths: 'folders' };
  if (completes === undefined) return answer([]);
  const isOneOfList = 'type' in spec && isList(spec);
  const item = isOneOfList ? line.prefix.slice(line.prefix.lastIndexOf(',') + 1) : line.prefix;
  const found = await sources[completes]({ ...line, prefix: item }, place);
  return answer(isOneOfList ? inList(line.prefix, () => found) : found);
}

async function candidatesOf(line: Line, place: Place): Promise<Answer> {
  const { wanted } = line;
  if (wanted.kind === 'command') {
    return answer(wanted.known.map(({ id, summary }) => ({ value: id, help: summary })));
  }
  if (wanted.kind === 'option') return answer(optionNames(line));
  if (wanted.kind === 'value') return valuesOf(wanted.spec, line, place);
  const answers = await Promise.all(wanted.specs.map((spec) => valuesOf(spec, line, place)));
  return { candidates: answers.flatMap(({ candidates }) => candidates), paths: answers[0]?.paths ?? null };
}

/** Those that begin with what is typed; case matters only when more than one way of writing it is known. */
function begun(candidates: readonly Candidate[], prefix: string): Candidate[] {
  const once = new Map(candidates.map((candidate) => [candidate.value, candidate]));
  return [...once.values()].filter(({ value }) => value.startsWith(prefix));
}

/** @returns what the last word of the line may become, in the order in which it should be shown */
export async function complete(line: Line, place: Place): Promise<Answer> {
  const { candidates, paths } = await candidatesOf(line, place);
  return { candidates: begun(candidates, line.prefix), paths };
}
