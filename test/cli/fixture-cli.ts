/** A command line with one command of every kind of option, run as a real process by the tests. */
import { main } from '../../src/cli/main.js';
import type { Command, CommandEntry, CommandGroup, OptionSpec } from '../../src/commands/command.js';
import { modellingOptions, testSizeOption } from '../../src/commands/modelling-options.js';
import { stepOptions } from '../../src/commands/step-options.js';
import { EXIT, interruptedError } from '../../src/core/errors.js';

const options: readonly OptionSpec[] = [
  ...stepOptions,
  ...modellingOptions.filter(({ name }) => name !== testSizeOption.name),
  testSizeOption,
  { name: 'shape', type: 'text', choices: ['round', 'square'], group: 'model', help: 'a choice' },
];

const base = { examples: ['assay cv a.csv', 'assay cv b.csv'], args: [], options: [] };

/** Prints what was typed, as the document. */
const cv: Command = {
  ...base,
  id: 'cv',
  summary: 'score a model by cross-validation',
  args: [{ name: 'DATA', required: true, help: 'a file' }],
  options,
  async run(typed, term) {
    term.note('a note');
    term.warn('a warning');
    term.detail('a detail');
    term.result(
      { ...typed, given: [...typed.given].sort(), nan: Number.NaN },
      ({ color, width }) => `screen ${color} ${width}`,
    );
    return EXIT.done;
  },
};

const compare: Command = { ...base, id: 'compare', summary: 'rank', run: async () => EXIT.mismatch };

const crash: Command = {
  ...base,
  id: 'crash',
  summary: 'has a bug',
  run: async () => {
    throw new TypeError('x is not a function');
  },
};

const lines: Command = {
  ...base,
  id: 'lines',
  summary: 'prints far more than a pipe holds',
  async run(_, term) {
    for (let i = 0; i < 20_000; i++) term.raw(`line ${i} ${'x'.repeat(50)}\n`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    term.raw('end\n');
    return EXIT.done;
  },
};

/** Waits until it is interrupted, then ends as a careful command would. */
const wait: Command = {
  ...base,
  id: 'wait',
  summary: 'long work',
  async run(_, term) {
    const progress = term.progress('waiting');
    progress.update(1, 4);
    term.note('started');
    await new Promise<void>((resolve) => {
      const alive = setInterval(() => {}, 1000);
      term.signal.addEventListener('abort', () => {
        clearInterval(alive);
        resolve();
      });
    });
    progress.stop();
    throw interruptedError('stopped after 1 of 4 folds', 'what was finished is kept');
  },
};

/** Does not care for the first Ctrl-C. */
const stubborn: Command = {
  ...base,
  id: 'stubborn',
  summary: 'goes on',
  async run(_, term) {
    term.note('started');
    await new Promise((resolve) => setTimeout(resolve, 60_000));
    return EXIT.done;
  },
};

/** Holds something until it is told to stop. */
const holding: Command = {
  ...base,
  id: 'holding',
  summary: 'has something to close',
  async run(_, term) {
    const release = term.hold('the stones in hand');
    term.note('started');
    const alive = setInterval(() => {}, 1000);
    await new Promise((resolve) => term.stop.addEventListener('abort', resolve));
    clearInterval(alive);
    release();
    throw interruptedError('closed in order');
  },
};

/** Holds something and does not care for signals. */
const stuck: Command = {
  ...stubborn,
  id: 'stuck',
  run(typed, term) {
    term.hold('the stones in hand');
    return stubborn.run(typed, term);
  },
};

/** Says what the terminal says was said. */
const warned: Command = {
  ...base,
  id: 'warned',
  summary: 'warns, then shows',
  async run(_, term) {
    term.warn('look');
    term.result({}, ({ said }) => `screen said: ${[...(said ?? [])].join(', ')}`);
    return EXIT.done;
  },
};

const product: Command = {
  ...base,
  id: 'product',
  summary: 'writes its own -o',
  product: 'the table',
  async run(_, term) {
    term.result({ output: term.output }, () => `wrote ${term.output}`);
    return EXIT.done;
  },
};

const disk: Command = {
  ...base,
  id: 'disk',
  summary: 'meets a full disk',
  run: async () => {
    throw Object.assign(new Error('ENOSPC: no space left'), {
      code: 'ENOSPC',
      syscall: 'write',
      path: 'a.csv',
    });
  },
};

const data: CommandGroup = {
  id: 'data',
  summary: 'data sets',
  subcommands: [{ ...cv, id: 'head', summary: 'first rows', options: [] }],
};

const loaded = [cv, compare, crash, lines, wait, stubborn, holding, stuck, warned, product, disk, data];
const entries: CommandEntry[] = loaded.map((command) => ({
  id: command.id,
  summary: command.summary,
  heading: 'model',
  load: async () => command,
}));

await main(process.argv.slice(2), entries, 100);
