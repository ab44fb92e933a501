/** `assay config show [COMMAND]`: the options in effect for a command, and where each comes from. */
import { EXIT } from '../core/errors.js';
import type { ConfigDocument } from '../core/schemas/config.js';
import { unknownName } from '../core/suggest.js';
import type { Command, CommandEntry, CommandGroup, Terminal, Typed, TypedValue } from './command.js';
import { DATA, paramKey } from './configuration/setting.js';
import { configure, type Place, projectFileOf } from './configuration.js';
import { globalOptions } from './global-options.js';
import { originText } from './origin-text.js';
import { configurationOptions } from './step-options.js';
import { flag, list } from './typed-values.js';

type Entry = ConfigDocument['options'][number];

const DEFAULT_COMMAND = 'cv';

/** They say where options come from, or are nothing to configure. */
const NOT_SHOWN = [...configurationOptions.map(({ name }) => name), 'help', 'json'];

/** @throws AssayError exit 2 for what is no command with options */
async function findCommand(entries: readonly CommandEntry[], id: string): Promise<Command> {
  const found = await entries.find((entry) => entry.id === id)?.load();
  if (found && !('subcommands' in found)) return found;
  throw unknownName(
    'command',
    id,
    entries.map((entry) => entry.id),
  );
}

/** The options of a command before anything but --config, --set and --like of `config show` was typed. */
function untyped(typed: Typed, command: Command): Typed {
  const specs = [...command.options, ...globalOptions];
  const ways = configurationOptions.map(({ name }) => [name, typed.options[name]]);
  const defaults = specs.map(({ name, ...spec }) => [name, 'default' in spec ? spec.default : undefined]);
  return {
    args: [],
    options: { ...Object.fromEntries(defaults), ...Object.fromEntries(ways) },
    given: new Set(),
    origins: new Map(),
    argv: typed.argv,
  };
}

const shown = (value: TypedValue): Entry['value'] =>
  value === undefined ? null : typeof value === 'object' ? ([...value] as string[] | number[]) : value;

/** DATA, the options in the order of help, then the parameters. */
function entriesOf(typed: Typed, command: Command): Entry[] {
  const originOf = (name: string) => typed.origins.get(name) ?? ({ kind: 'default' } as const);
  const takesData = command.args[0]?.name === DATA;
  const data = takesData ? [{ name: DATA, value: shown(typed.args[0]), origin: originOf(DATA) }] : [];
  const names = [...command.options, ...globalOptions]
    .map(({ name }) => name)
    .filter((name) => name !== 'param' && !NOT_SHOWN.includes(name));
  const params = (list(typed, 'param') ?? []).map((text) => {
    const name = paramKey(text, typed.options);
    return { name, value: text.slice(text.indexOf('=') + 1), origin: originOf(name) };
  });
  return [
    ...data,
    ...names.map((name) => ({ name, value: shown(typed.options[name]), origin: originOf(name) })),
    ...params,
  ];
}

async function show(typed: Typed, term: Terminal, entries: readonly CommandEntry[]) {
  const { configScreen } = await import('../report/screens/config.js');
  const { shownPath } = await import('../store/shown-path.js');
  const command = await findCommand(entries, typed.args[0] ?? DEFAULT_COMMAND);
  const place: Place = { cwd: term.cwd, env: term.env, entries };
  const configured = await configure(untyped(typed, command), command, place);
  for (const note of configured.notes) term.note(note);
  const file = command.ignoresProject ? null : projectFileOf(typed, place);
  const options = entriesOf(configured.typed, command);
  const document: ConfigDocument = {
    schema: 'assay/config/1',
    command: command.id,
    file: file === null ? null : shownPath(file),
    options,
  };
  const lines = options.map(({ name, value, origin }) => ({
    name,
    value,
    origin: originText(origin, term.cwd),
    isSet: origin.kind !== 'default',
  }));
  const withOrigin = flag(typed, 'origin');
  term.result(
    document,
    (style) => configScreen({ ...document, lines, withOrigin }, style),
    () => lines.map(({ name, value, origin }) => ({ name, value: shownText(value), origin })),
  );
  return EXIT.done;
}

const shownText = (value: Entry['value']) => (Array.isArray(value) ? value.join(',') : value);

/** @param entries every command; given, not imported, since the list of commands holds this one */
export const configGroup = (entries: readonly CommandEntry[]): CommandGroup => ({
  id: 'config',
  summary: 'the options in effect, and where each comes from',
  subcommands: [
    {
      id: 'show',
      ignoresProject: true,
      summary: 'the options in effect for a command, from assay.yaml, ASSAY_* variables and defaults',
      examples: ['assay config show', 'assay config show tune --origin'],
      args: [
        {
          name: 'COMMAND',
          required: false,
          completes: 'command',
          help: `whose options; default: ${DEFAULT_COMMAND}`,
        },
      ],
      hasRows: true,
      options: [
        { name: 'origin', type: 'flag', group: 'output', help: 'say where each value comes from' },
        ...configurationOptions,
      ],
      run: (typed, term) => show(typed, term, entries),
    },
  ],
});
