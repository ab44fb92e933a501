/** What the options of every command mean for one run of the process. */
import type { TypedValue } from '../commands/command.js';

type Format = 'table' | 'json' | 'jsonl' | 'csv' | 'md' | 'ids';

export interface Settings {
  readonly format: Format;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly progress: boolean;
  readonly color: 'auto' | 'always' | 'never';
  readonly yes: boolean;
  readonly input: boolean;
  readonly debug: boolean;
  readonly output: string | null;
}

/** From the checked values of `globalOptions`. */
export function settingsOf(options: Readonly<Record<string, TypedValue>>): Settings {
  const on = (name: string) => options[name] === true;
  const format = on('json') ? 'json' : ((options.format ?? 'table') as Format);
  return {
    format,
    json: format === 'json',
    quiet: on('quiet'),
    verbose: on('verbose'),
    progress: on('progress'),
    color: (options.color ?? 'auto') as Settings['color'],
    yes: on('yes'),
    input: on('input'),
    debug: on('debug'),
    output: typeof options.output === 'string' ? options.output : null,
  };
}

/**
 * The settings that errors need, read leniently: the error may be in the command line itself. What is not given
 * properly has its default.
 */
export function earlySettings(argv: readonly string[]): Settings {
  const end = argv.indexOf('--');
  const words = end < 0 ? argv : argv.slice(0, end);
  const wordAfter = (flag: string) => {
    const at = words.lastIndexOf(flag);
    return at >= 0
      ? words[at + 1]
      : words.findLast((word) => word.startsWith(`${flag}=`))?.slice(flag.length + 1);
  };
  const color = wordAfter('--color');
  return settingsOf({
    json: words.includes('--json'),
    format: wordAfter('--format'),
    color: color === 'always' || color === 'never' ? color : 'auto',
    debug: words.includes('--debug'),
    progress: true,
    input: true,
  });
}
