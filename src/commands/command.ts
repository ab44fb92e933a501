/**
 * The contract of commands. A command is data (options, arguments, examples) and a thin `run`: resolve what was typed,
 * call one workflow, show the result. The command line, help and completion are made from the data.
 */
import type { ExitCode } from '../core/errors.js';
import type { Runner } from '../core/runner.js';
import type { Row } from '../report/row-text.js';
import type { Style } from '../report/screens/paint.js';
import type { Asked } from '../wizard/asked.js';
import type { UnderWay } from '../workflows/context.js';
import type { GivenRecipe } from '../workflows/given-recipe.js';

/** What a value is the name of, so that a shell can complete it; each kind has its source in completing/sources.ts. */
export type Completes =
  | 'data'
  | 'file'
  | 'folder'
  | 'column'
  | 'slice'
  | 'columns-of'
  | 'column-type'
  | 'version'
  | 'saved-model'
  | 'removed-version'
  | 'resampled-version'
  | 'tag'
  | 'experiment'
  | 'model'
  | 'sampler'
  | 'splitter'
  | 'search'
  | 'calibrator'
  | 'conformal'
  | 'rule'
  | 'metric'
  | 'cut-metric'
  | 'param'
  | 'recipe'
  | 'schema'
  | 'command-or-topic'
  | 'command'
  | 'shell'
  | 'setting';

interface OptionBase {
  /** Long name without dashes, e.g. `test-size`; on the command line `--test-size`. */
  readonly name: string;
  /** One letter. */
  readonly short?: string;
  readonly help: string;
  /** Heading in help: `data`, `model`, `evaluation`, `experiment`, `output`. */
  readonly group: string;
  /** Shown in help as the value's name, e.g. `COL`. FILE and DIR are paths: in assay.yaml relative to its folder. */
  readonly value?: string;
  /** May be given several times; values are collected, as those of lists are. Of others the last one wins. */
  readonly repeatable?: boolean;
  /** Takes a list (`a,b`; `1..5` for whole numbers; a JSON array): the product of all lists runs, a version each. */
  readonly sweeps?: true;
  readonly completes?: Completes;
  /** Added to `help` only when help is shown, so that no registry is loaded to run: the ids that are known. */
  readonly known?: () => Promise<string>;
}

export type OptionSpec =
  | (OptionBase & {
      readonly type: 'text';
      readonly default?: string;
      readonly choices?: readonly string[];
      /** What it means when it is typed without a value. */
      readonly bare?: string;
      /** `--na ''` says something; most options with an empty text are a variable of a script that is not set. */
      readonly mayBeEmpty?: true;
    })
  | (OptionBase & {
      readonly type: 'int' | 'number';
      readonly default?: number;
      readonly min?: number;
      readonly max?: number;
    })
  /** A, B, C: split at commas, or a JSON array. */
  | (OptionBase & { readonly type: 'list'; readonly default?: readonly string[] })
  /** Present or absent; `negatable` adds `--no-NAME`. One that is on by default is shown as `--no-NAME`. */
  | (OptionBase & { readonly type: 'flag'; readonly default?: boolean; readonly negatable?: boolean });

export interface ArgumentSpec {
  readonly name: string;
  readonly help: string;
  readonly required: boolean;
  /** Long name of the option beside which it is neither needed nor taken. */
  readonly unless?: string;
  readonly variadic?: boolean;
  readonly completes?: Completes;
  /** What it may be, when that is a list: the hint when it is missing. */
  readonly known?: () => Promise<readonly string[]>;
}

/** Several numbers: a list given to an option that `sweeps`. */
export type TypedValue = string | number | boolean | readonly string[] | readonly number[] | undefined;

/** Where the value of an option came from, strongest first. */
export type Origin =
  | { readonly kind: 'flag' }
  | { readonly kind: 'set'; readonly key: string }
  | { readonly kind: 'like'; readonly version: string }
  | { readonly kind: 'recipe'; readonly recipe: string }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'file'; readonly path: string; readonly line: number; readonly key: string }
  | { readonly kind: 'default' };

/** Values as typed or configured, checked for type and range; absent options are their default or undefined. */
export interface Typed {
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, TypedValue>>;
  /** Long names of the options that were on the command line: these win over a configuration, defaults do not. */
  readonly given: ReadonlySet<string>;
  /**
   * Of each option that has a value; under its name of each argument that was configured instead of typed; under
   * `params.forest.max_depth` of each parameter in `param` that was configured.
   */
  readonly origins: ReadonlyMap<string, Origin>;
  /** argv after `assay`, with --recipe written out: the version that records it does without. */
  readonly argv: readonly string[];
  /** What --recipe named; absent without it. */
  readonly recipe?: GivenRecipe;
}

/** What -o gets: text, pieces of text, or the copy of a file. */
export type Product = string | Iterable<string> | { readonly file: string };

/** The only way a command talks to a person or a script; cli/terminal.ts implements it. */
export interface Terminal {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** -y: files may be overwritten, questions are answered with yes. */
  readonly yes: boolean;
  /** A person is there to be asked: a terminal on both sides, no --no-input, no CI. */
  readonly interactive: boolean;
  /** The file of -o. Checked before the command runs: it may be written. Only commands with a `product` write it. */
  readonly output: string | null;
  readonly style: Style;
  /** What is piped in; absent when standard input is a terminal. */
  readonly stdin?: AsyncIterable<Uint8Array>;
  /** The folder the person stands in. */
  readonly cwd: string;
  /** ASSAY_* and the like. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /**
   * The result, one call a command: with --json the document, with --format csv, md or jsonl the rows, with ids the
   * versions as they are typed, else the screen. `markdown` is for a command whose md is more than its rows. stdout, or
   * -o without a product.
   */
  result(
    document: unknown,
    screen: (style: Style) => string,
    rows?: () => readonly Row[],
    ids?: () => readonly string[],
    markdown?: () => string,
  ): void;
  /** Writes the file of -o: whole or not at all. Only for commands with a `product`, and only when -o was given. */
  product(product: Product): void;
  /** Text as it is (a schema, completion, rows), not for results. stdout, or -o without a product. */
  raw(text: string): void;
  /** stderr, unless -q. */
  note(text: string): void;
  /** stderr, unless -q: something a person must know. */
  warn(text: string): void;
  /** stderr, only with -v. */
  detail(text: string): void;
  /** Long work: a spinner in a terminal, a line every 30 s off it. */
  progress(label: string, underWay?: () => UnderWay | null): Progress;
  /** Asks the person; only when `interactive`. @returns the answer; null: back. @throws AssayError (exit 130) on Ctrl-C */
  ask(asked: Asked): Promise<string | null>;
  /** Lends workers that outlive the command. @param jobs as of -j; absent: a command has its own and ends them */
  readonly workers?: (jobs: number) => Runner;
  /** Aborted by the first Ctrl-C: what is in hand is finished. */
  readonly signal: AbortSignal;
  /** Aborted by the second, by SIGTERM and by SIGHUP: nothing in hand is finished. */
  readonly stop: AbortSignal;
  /**
   * Something is being written that has to be closed before the process ends.
   * @param inHand what the first Ctrl-C lets finish, e.g. `the folds in hand`
   * @returns to be called when it is closed
   */
  hold(inHand: string): () => void;
  /** Runs another command line in this process, as if it had been typed; its errors are shown. @param argv after `assay` */
  run(argv: readonly string[]): Promise<ExitCode>;
}

export interface Progress {
  update(done: number, total: number, text?: string): void;
  stop(): void;
}

export interface Command {
  readonly id: string;
  readonly summary: string;
  /** More for `--help`, after the options: parameters of models and the like. Lines. */
  readonly details?: () => Promise<string> | string;
  /** Command lines that work on the shipped data; at least two. */
  readonly examples: readonly string[];
  readonly args: readonly ArgumentSpec[];
  readonly options: readonly OptionSpec[];
  /** Its result is rows too: --format csv, md and jsonl work. */
  readonly hasRows?: true;
  /** Its result is versions: --format ids works. */
  readonly hasIds?: true;
  /** What a person in a terminal is asked for when it is missing. */
  readonly asks?: readonly ('data' | 'target')[];
  /** Takes nothing from assay.yaml, however broken; only variables. */
  readonly ignoresProject?: true;
  /** What -o FILE writes, e.g. `the resampled table`; the command writes it. Absent: -o takes what stdout would. */
  readonly product?: string;
  run(typed: Typed, term: Terminal): Promise<ExitCode>;
}

/** A command that only holds others: `assay data list`. */
export interface CommandGroup {
  readonly id: string;
  readonly summary: string;
  readonly subcommands: readonly Command[];
}

/** The headings of `assay --help`, in order. */
export const HEADINGS = ['start', 'look', 'model', 'versions', 'more'] as const;
export type Heading = (typeof HEADINGS)[number];

/** What top-level help needs, without loading the command. */
export interface CommandEntry {
  readonly id: string;
  readonly summary: string;
  /** The heading it stands under in `assay --help`; none: it is for programs, and no help names it. */
  readonly heading: Heading | null;
  load(): Promise<Command | CommandGroup>;
}
