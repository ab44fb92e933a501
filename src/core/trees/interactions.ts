/** Which columns may stand on one path of a tree: `age+income,city+job`, or as JSON where names have plus signs or commas. */
import type { ParamSpec, ParamValue } from '../params.js';
import type { FeatureBins } from './feature-bins.js';

const isGroups = (value: unknown): value is string[][] =>
  Array.isArray(value) &&
  value.every((group) => Array.isArray(group) && group.every((name) => typeof name === 'string'));

/** @returns groups of columns as typed; null when it is not written so */
function parseGroups(text: string): readonly (readonly string[])[] | null {
  if (!text.startsWith('[')) {
    const groups = text.split(',').map((group) => group.split('+').map((name) => name.trim()));
    return groups.flat().includes('') ? null : groups;
  }
  try {
    const groups: unknown = JSON.parse(text);
    return isGroups(groups) ? groups : null;
  } catch {
    return null;
  }
}

const ALONE = 'no_interactions';

/** As it would be typed: groups, or JSON where a name would not be read as one. */
function groupsText(groups: readonly (readonly string[])[]): string {
  const text = groups.map((group) => group.join('+')).join(',');
  return JSON.stringify(parseGroups(text)) === JSON.stringify(groups) ? text : JSON.stringify(groups);
}

function renameGroups(text: string, namesOf: (typed: string) => readonly string[]): string {
  const typed = (text === ALONE ? null : parseGroups(text)) ?? [];
  const named = typed.map((group) => [...new Set(group.flatMap(namesOf))]);
  return JSON.stringify(named) === JSON.stringify(typed) ? text : groupsText(named);
}

/** The parameter, of every model that can keep columns apart. */
export const interactionCst: ParamSpec = {
  type: 'text',
  default: null,
  nullable: true,
  words: [ALONE],
  form: {
    shape: 'groups A+B joined by commas, also as [["A", "B"]]',
    columns: (text) => (text === ALONE ? [] : (parseGroups(text)?.flat() ?? null)),
    rename: renameGroups,
  },
  help: 'columns (by name, glob, position or last) meet on a path only within a group; one of no group is alone',
  aliases: ['interaction_constraints'],
};

/** @returns groups of feature indices that together hold every feature; null when all may meet */
export function interactionGroups(value: ParamValue, features: readonly FeatureBins[]): number[][] | null {
  if (typeof value !== 'string') return null;
  const indexOf = new Map(features.map(({ name }, f) => [name, f]));
  const named = (value === ALONE ? null : parseGroups(value)) ?? [];
  const groups = named.map((group) => group.flatMap((name) => indexOf.get(name) ?? []).sort((a, b) => a - b));
  const grouped = new Set(groups.flat());
  const alone = [...features.keys()].filter((f) => !grouped.has(f)).map((f) => [f]);
  return [...groups, ...alone];
}
