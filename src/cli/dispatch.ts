/** argv → one command → exit code. Loads nothing but the chosen command; help and version load no parser. */
import type { Command, CommandEntry, CommandGroup, Terminal, Typed } from '../commands/command.js';
import { commandHelp, groupHelp, topHelp } from '../commands/command-help.js';
import { EXIT, type ExitCode, usageError } from '../core/errors.js';
import { normaliseId, unknownName } from '../core/suggest.js';
import type { Row } from '../report/row-text.js';
import { assayVersion } from '../store/environment.js';
import { fail } from './failure.js';
import type { Interrupts } from './interrupts.js';
import { hasFlag, locate } from './locate.js';
import { checkOutput } from './output-file.js';
import { earlySettings, type Settings, settingsOf } from './settings.js';
import { canBeAsked, type Streams, widthOf } from './streams.js';
import { ProcessTerminal } from './terminal.js';
import { unknownCommand } from './unknown-command.js';

export interface Surroundings {
  readonly streams: Streams;
  readonly interrupts: Interrupts;
  /** Milliseconds between progress lines off a terminal. */
  readonly heartbeatMs?: number;
  /** Workers that outlive a line, for who runs many in one process; absent: each line has its own. */
  readonly workers?: Terminal['workers'];
}

interface Chosen {
  readonly command: Command;
  /** The words that led to it. */
  readonly path: string;
  readonly rest: readonly string[];
}

const isGroup = (command: Command | CommandGroup): command is CommandGroup => 'subcommands' in command;

const named = <T extends { readonly id: string }>(items: readonly T[], word: string): T | undefined =>
  items.find(({ id }) => normaliseId(id) === normaliseId(word));

/** What help and hints name. */
const shownIds = (entries: readonly CommandEntry[]): string[] =>
  entries.filter(({ heading }) => heading !== null).map(({ id }) => id);

/** How rows become text; null for what is no rows. @throws AssayError (exit 2) when the result is not of that form */
async function rowTextFor({ format }: Settings, command: Command, path: string) {
  if (format === 'table' || format === 'json') return null;
  const [able, what] = format === 'ids' ? [command.hasIds, 'versions'] : [command.hasRows, 'rows'];
  if (!able) {
    throw usageError(
      'ASSAY_FORMAT',
      `assay ${path} prints no ${what}, so --format ${format} cannot work`,
      'use --format table or json',
    );
  }
  if (format === 'ids') return null;
  const { rowText } = await import('../report/row-text.js');
  return (rows: readonly Row[]) => rowText(rows, format);
}

/** @throws AssayError (exit 2) when two formats were typed */
function checkFormats({ given, options }: Typed): void {
  if (!given.has('json') || !given.has('format') || options.format === 'json') return;
  throw usageError(
    'ASSAY_FORMAT',
    `--json is --format json, and --format ${options.format} was typed too`,
    'leave one of them out',
  );
}

/** What a step lacks and a person can be asked for. */
async function askMissing(typed: Typed, command: Command, terminal: Terminal): Promise<Typed> {
  if (!command.asks) return typed;
  const { askFor } = await import('../commands/ask-missing.js');
  return askFor(typed, command.asks, terminal);
}

/**
 * Runs one command line and tells what fails.
 * @param settings how to tell it; by its own words unless it stands within another command
 * @returns the exit code of a process that runs it
 */
export async function runLine(
  argv: readonly string[],
  entries: readonly CommandEntry[],
  surroundings: Surroundings,
  settings: Settings = earlySettings(argv),
): Promise<ExitCode> {
  try {
    return await dispatch(argv, entries, surroundings);
  } catch (error) {
    return fail(error, settings, surroundings.streams, surroundings.interrupts);
  }
}

/** Asks for what is missing, checks the arguments, runs the command. */
async function runOn(terminal: ProcessTerminal, { command, path }: Chosen, configured: Typed) {
  const { checkArguments, goesWithout } = await import('./parse-options.js');
  const { checkApart } = await import('./files-named.js');
  const mayAsk = terminal.interactive && !goesWithout(command, configured);
  const typed = mayAsk ? await askMissing(configured, command, terminal) : configured;
  await checkArguments(command, path, typed);
  checkApart(command, typed);
  return command.run(typed, terminal);
}

async function runCommand(
  chosen: Chosen,
  argv: readonly string[],
  entries: readonly CommandEntry[],
  surroundings: Surroundings,
): Promise<ExitCode> {
  const { command, path, rest } = chosen;
  const { streams, interrupts, heartbeatMs, workers } = surroundings;
  const { parseOptions } = await import('./parse-options.js');
  const { configure } = await import('../commands/configuration.js');
  const parsed = await parseOptions(command, path, rest, argv);
  const place = { cwd: process.cwd(), env: streams.env, entries };
  const { typed, notes } = await configure(parsed, command, place);
  const settings = settingsOf(typed.options);
  checkFormats(parsed);
  checkOutput(settings.output, settings.yes);
  const terminal = new ProcessTerminal({
    settings,
    streams,
    interrupts,
    hasProduct: command.product !== undefined,
    rowText: await rowTextFor(settings, command, path),
    heartbeatMs,
    workers,
    run: (words) => runLine(words, entries, surroundings, settings),
  });
  try {
    for (const note of notes) terminal.note(note);
    const code = await runOn(terminal, chosen, typed);
    return code === EXIT.interrupted ? (interrupts.exitCode() ?? code) : code;
  } catch (error) {
    terminal.close();
    // Told here, where it is known how: `format: json` may stand in assay.yaml.
    return fail(error, settings, streams, interrupts);
  } finally {
    terminal.close();
  }
}

/** The command of a group that the next word names; the group itself when help is wanted for it. */
function choose(group: CommandGroup, rest: readonly string[], wantsHelp: boolean): Chosen | null {
  const ids = group.subcommands.map(({ id }) => id);
  const { word, rest: after } = locate(rest, ids);
  if (word === null) {
    if (wantsHelp) return null;
    throw usageError(
      'ASSAY_MISSING_COMMAND',
      `assay ${group.id} needs a command`,
      `one of ${ids.join(', ')}`,
    );
  }
  const command = named(group.subcommands, word);
  if (!command) throw unknownName(`command of assay ${group.id}`, word, ids);
  return { command, path: `${group.id} ${command.id}`, rest: after };
}

async function runEntry(
  entry: CommandEntry,
  rest: readonly string[],
  argv: readonly string[],
  entries: readonly CommandEntry[],
  surroundings: Surroundings,
): Promise<ExitCode> {
  const loaded = await entry.load();
  const wantsHelp = hasFlag(rest, '--help', '-h');
  const { stdout } = surroundings.streams;
  const chosen = isGroup(loaded)
    ? choose(loaded, rest, wantsHelp)
    : { command: loaded, path: loaded.id, rest };
  if (chosen && !wantsHelp) return runCommand(chosen, argv, entries, surroundings);
  const width = widthOf(stdout);
  stdout.write(
    chosen ? await commandHelp(chosen.command, width, chosen.path) : groupHelp(loaded as CommandGroup, width),
  );
  return EXIT.done;
}

/**
 * @param argv what was typed after `assay`
 * @throws AssayError for whatever went wrong before the command ran; what it throws itself is told here
 */
async function dispatch(
  argv: readonly string[],
  entries: readonly CommandEntry[],
  surroundings: Surroundings,
): Promise<ExitCode> {
  const { stdout } = surroundings.streams;
  const ids = entries.map(({ id }) => id);
  const { word, rest, strayOption } = locate(argv, ids);
  if (hasFlag(argv, '--version')) {
    stdout.write(`assay ${assayVersion()}\n`);
    return EXIT.done;
  }
  if (word !== null) {
    const entry = named(entries, word);
    if (!entry) throw await unknownCommand(word, shownIds(entries), argv);
    return runEntry(entry, rest, argv, entries, surroundings);
  }
  if (strayOption !== null) {
    const { unknownOption } = await import('./unknown-option.js');
    const { globalOptions } = await import('../commands/global-options.js');
    throw await unknownOption({ word: strayOption, argv }, globalOptions, 'COMMAND');
  }
  const wizard = named(entries, 'wizard');
  if (wizard && argv.length === 0 && canBeAsked(surroundings.streams)) {
    return runEntry(wizard, argv, argv, entries, surroundings);
  }
  stdout.write(await topHelp(entries, widthOf(stdout)));
  return hasFlag(argv, '--help', '-h') ? EXIT.done : EXIT.usage;
}
