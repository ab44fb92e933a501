/** Any option of the step that has no question of its own, asked as its kind wants it. Comes after those. */
import { usageError } from '../../core/errors.js';
import { searches } from '../../core/searches/list.js';
import { splitters } from '../../core/splitters/list.js';
import type { Ask, Choice } from '../asked.js';
import type { Question } from '../question.js';
import type { ColumnFacts } from '../sheet.js';
import { type Spec, type State, specsOf, withOption } from '../state.js';

const REGISTRIES = { splitter: splitters, search: searches } as const;
const OF_A_COLUMN: readonly string[] = ['groups', 'time', 'weights'];

/** Takes the option off the command line. */
const UNSET = '';

const specOf = (state: State): Spec => {
  const spec = specsOf(state).find(({ name }) => name === state.detour);
  if (spec) return spec;
  throw new Error(`${state.step} has no option ${state.detour}`);
};

const flagChoices = ({ negatable }: Spec): Choice[] => [
  { value: 'true', name: 'yes' },
  ...(negatable ? [{ value: 'false', name: 'no' }] : []),
];

/** Of time, dates come first. */
function columnChoices(option: string, columns: readonly ColumnFacts[]): Choice[] {
  const isFirst = ({ type }: ColumnFacts) => option === 'time' && type === 'date';
  return [...columns.filter(isFirst), ...columns.filter((column) => !isFirst(column))].map(
    ({ name, type }) => ({
      value: name,
      name,
      about: type,
    }),
  );
}

/** What the option may be; null when that is free. */
function valuesOf(spec: Spec, { sheet }: State): Choice[] | null {
  if (spec.type === 'flag') return flagChoices(spec);
  if (spec.choices) return spec.choices.map((value) => ({ value, name: value }));
  if (OF_A_COLUMN.includes(spec.name)) return columnChoices(spec.name, sheet?.columns ?? []);
  if (!(spec.name in REGISTRIES)) return null;
  const items = REGISTRIES[spec.name as keyof typeof REGISTRIES].all();
  return items.map(({ id, summary }) => ({ value: id, name: id, about: summary }));
}

function ask(state: State): Ask {
  const spec = specOf(state);
  const values = valuesOf(spec, state);
  if (values === null) return { kind: 'type', message: `${spec.name}:`, about: spec.help };
  const unset = { value: UNSET, name: 'as by default' };
  return { kind: 'choose', message: `${spec.name}: ${spec.help}`, choices: [...values, unset] };
}

function checkNumber({ name, type, min, max }: Spec, text: string): void {
  if (type !== 'int' && type !== 'number') return;
  // A sweep, `1..5` or `a,b`, is for the command to read.
  if (/\.\.|,/.test(text)) return;
  const value = Number(text);
  const isWhole = type === 'number' || Number.isInteger(value);
  if (isWhole && value >= (min ?? value) && value <= (max ?? value)) return;
  const range = [min === undefined ? '' : ` from ${min}`, max === undefined ? '' : ` to ${max}`].join('');
  throw usageError(
    'ASSAY_OPTION_VALUE',
    `${name} takes a ${type === 'int' ? 'whole ' : ''}number${range}, got "${text}"`,
    'nothing typed leaves it as it is by default',
  );
}

export const option: Question = {
  isNext: (state) => specsOf(state).some(({ name }) => name === state.detour),
  ask,
  take: (answer, state) => {
    const spec = specOf(state);
    const text = answer.trim();
    if (text !== UNSET) checkNumber(spec, text);
    return { ...withOption(state, spec.name, text === UNSET ? [] : [text]), detour: null };
  },
};
