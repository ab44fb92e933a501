/** What has been answered so far, and the command line that it makes. Never changed: every answer makes a new one. */
import type { Sheet, TargetFacts } from './sheet.js';

/** An option of a command, as far as the questions need to know it. */
export interface Spec {
  readonly name: string;
  readonly short?: string;
  readonly type: 'text' | 'int' | 'number' | 'list' | 'flag';
  readonly help: string;
  readonly default?: string | number | boolean | readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly choices?: readonly string[];
  readonly negatable?: boolean;
}

/** The options of each command that there is, by its id. */
export type CommandSpecs = ReadonlyMap<string, readonly Spec[]>;

export interface State {
  readonly commands: CommandSpecs;
  readonly sheet: Sheet | null;
  /** undefined: not asked yet; null: none is wanted. */
  readonly target: TargetFacts | null | undefined;
  readonly step: string | null;
  /** Long name → values as typed; of a flag `true` or `false`. Kept when the step changes. */
  readonly options: ReadonlyMap<string, readonly string[]>;
  /** The optional question that the person went to. */
  readonly detour: string | null;
  /** Words that are to be run now. */
  readonly run: readonly string[] | null;
  /** Something ran: what next? */
  readonly hasRun: boolean;
  readonly isOver: boolean;
}

export const initialState = (commands: CommandSpecs, options: State['options'] = new Map()): State => ({
  commands,
  sheet: null,
  target: undefined,
  step: null,
  options,
  detour: null,
  run: null,
  hasRun: false,
  isOver: false,
});

/** The options that the chosen step has. */
export const specsOf = ({ commands, step }: State): readonly Spec[] =>
  step === null ? [] : (commands.get(step) ?? []);

/** With an option set to these values; without it when there are none. */
export function withOption(state: State, name: string, values: readonly string[]): State {
  const options = new Map(state.options);
  if (values.length > 0) options.set(name, values);
  else options.delete(name);
  return { ...state, options };
}

/** The one value of an option. */
export const answerOf = ({ options }: State, name: string): string | undefined => options.get(name)?.[0];

/** With another model, or none yet; parameters belong to the model that they were chosen for, but for the sampler's. */
export function withModel(state: State, model: string | null): State {
  const sampler = answerOf(state, 'sampler');
  const kept = (state.options.get('param') ?? []).filter((pair) => pair.startsWith(`${sampler}.`));
  return withOption(withOption(state, 'param', kept), 'model', model === null ? [] : [model]);
}

function optionWords({ name, short, type }: Spec, values: readonly string[]): string[] {
  if (type === 'flag') return [values[0] === 'true' ? `--${name}` : `--no-${name}`];
  const flag = short ? `-${short}` : `--${name}`;
  // What begins with a dash would be taken for an option.
  return values.flatMap((value) => (value.startsWith('-') ? [`--${name}=${value}`] : [flag, value]));
}

/** The options that the step has, in the order in which they were answered. */
function chosenWords(state: State): string[] {
  const specs = specsOf(state);
  return [...state.options].flatMap(([name, values]) => {
    const spec = specs.find((one) => one.name === name);
    return spec ? optionWords(spec, values) : [];
  });
}

const TARGET: Spec = { name: 'target', short: 't', type: 'text', help: '' };
/** In the table of predictions the target is what is true. */
const TRUTH: Spec = { name: 'truth', type: 'text', help: '' };

const targetWords = ({ target, step }: State) =>
  target ? optionWords(step === 'score' ? TRUTH : TARGET, [target.name]) : [];

const takesTarget = (state: State) => specsOf(state).some(({ name }) => name === 'target');

/** The command line so far, without `assay`; what comes before the step is shown too, once it is known. */
export function wordsOf(state: State): string[] {
  const { step, sheet } = state;
  if (step === null) return [...(sheet ? ['…', sheet.path] : []), ...targetWords(state)];
  const target = takesTarget(state) ? targetWords(state) : [];
  return [step, ...(sheet ? [sheet.path] : []), ...target, ...chosenWords(state)];
}
