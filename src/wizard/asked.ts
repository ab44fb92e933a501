/** A question as data: the wizard makes it, whoever sits at the terminal's side shows it and brings the answer. */
import type { ExitCode } from '../core/errors.js';
import type { Style } from '../report/screens/paint.js';

export interface Choice {
  /** The answer when it is taken. */
  readonly value: string;
  readonly name: string;
  /** Beside the name. */
  readonly about?: string;
  /** Taking it opens it instead: the name is searched for next. */
  readonly opens?: true;
}

interface AskedBase {
  readonly message: string;
  /** Lines above the question. @param rows of the terminal */
  readonly above: (style: Style, rows: number) => readonly string[];
  /** There is a question before this one. */
  readonly canGoBack: boolean;
}

export type Asked =
  /** One of a few. */
  | (AskedBase & { readonly kind: 'choose'; readonly choices: readonly Choice[]; readonly initial?: string })
  /** One of many: those that fit the part that was typed. */
  | (AskedBase & { readonly kind: 'search'; readonly choices: (term: string) => readonly Choice[] })
  /** Free text; `about` says what it may be. */
  | (AskedBase & { readonly kind: 'type'; readonly about: string });

/** What a question adds to the lines that every question has. */
export type Ask = Asked extends infer A
  ? A extends AskedBase
    ? Omit<A, 'above' | 'canGoBack'>
    : never
  : never;

/** The wizard's side of a terminal; the Terminal of commands is one. */
export interface Surface {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** @returns the answer; null: back. @throws AssayError (exit 130) on Ctrl-C */
  ask(asked: Asked): Promise<string | null>;
  note(text: string): void;
  warn(text: string): void;
  progress(label: string): { stop(): void };
  /** Runs a command line; its errors are shown. @param argv after `assay` */
  run(argv: readonly string[]): Promise<ExitCode>;
}
