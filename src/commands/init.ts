/** `assay init DATA -t T`: writes assay.yaml, after which neither need be typed. */
import { existsSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { EXIT, usageError } from '../core/errors.js';
import { shellText } from '../core/shell-text.js';
import { PROJECT_FILE } from '../store/store.js';
import type { Command, OptionSpec, Terminal, Typed } from './command.js';
import { isPathOption } from './configuration/configured-value.js';
import { modellingOptions, testSizeOption } from './modelling-options.js';
import {
  dataArgument,
  experimentOption,
  jobsOption,
  readingOptions,
  stepOptions,
  storeOption,
  targetOptions,
} from './step-options.js';
import { text } from './typed-values.js';

/** Those that people change first. */
const USUAL = ['model', 'sampler', 'threshold', 'folds', 'repeats', 'split-seed', 'test-size', 'seed'];

const isUsual = ({ name }: OptionSpec) => USUAL.includes(name);

/** The usual options with their defaults, as lines of the file. */
const usualLines = () =>
  [...modellingOptions, testSizeOption, ...stepOptions]
    .filter(isUsual)
    .flatMap(({ name, default: value, help }) =>
      value === undefined ? [] : [{ key: name, value, comment: help }],
    );

/** How the file is read and where the store is, when that was typed: the next command needs it too. */
function typedLines(typed: Typed, path: string, cwd: string) {
  const specs: readonly OptionSpec[] = [...readingOptions, ...targetOptions, storeOption()];
  const folder = dirname(resolve(cwd, path));
  return specs.flatMap((spec) => {
    const { name } = spec;
    const value = typed.options[name];
    if (!typed.given.has(name) || value === undefined || name === 'target' || name === 'positive') return [];
    return [{ key: name, value: isPathOption(spec) ? relative(folder, resolve(cwd, String(value))) : value }];
  });
}

/** @throws AssayError exit 2 when a file is in the way, before the data is read */
function pathToWrite({ output, yes }: Terminal): string {
  const path = output ?? PROJECT_FILE;
  if (yes || !existsSync(path)) return path;
  throw usageError(
    'ASSAY_OUTPUT_EXISTS',
    `${path} exists`,
    'add -y to overwrite it, or -o FILE for another name',
  );
}

async function factsOf(typed: Typed, term: Terminal, path: string) {
  const { withContext } = await import('./session.js');
  const { answersOf, readingOf, targetOf } = await import('./step-draft.js');
  const { projectFacts } = await import('../workflows/init.js');
  const { checkExperimentName } = await import('../store/names.js');
  const experiment = text(typed, 'experiment');
  if (experiment !== null) checkExperimentName(experiment);
  const options = {
    data: typed.args[0],
    reading: readingOf(typed),
    target: targetOf(typed),
    ...answersOf(typed),
    experiment,
    path,
  };
  return withContext(typed, term, (context) => projectFacts(options, context));
}

export const init: Command = {
  id: 'init',
  ignoresProject: true,
  summary: 'writes a commented assay.yaml; after it DATA and -t need not be typed',
  examples: ['assay init loans -t default', 'assay init loans -t default -x credit -o credit.yaml'],
  args: [dataArgument],
  asks: ['data', 'target'],
  options: [...targetOptions, ...readingOptions, experimentOption, storeOption(), jobsOption],
  product: 'the project file (else assay.yaml)',
  async run(typed, term) {
    const path = pathToWrite(term);
    const { writeProject } = await import('../workflows/init.js');
    const { projectFileText } = await import('../report/project-file.js');
    const { initScreen } = await import('../report/screens/init.js');
    const facts = await factsOf(typed, term, path);
    const typedToo = typedLines(typed, path, term.cwd);
    writeProject(path, projectFileText({ ...facts, typed: typedToo, usual: usualLines() }));
    const document = { schema: 'assay/init/1', path, ...facts, left_out: facts.leftOut, leftOut: undefined };
    const config = resolve(term.cwd, PROJECT_FILE) === resolve(term.cwd, path) ? [] : ['--config', path];
    const next = [shellText(['assay', 'cv', ...config])];
    term.result(document, (style) => initScreen({ path, ...facts }, next, style));
    return EXIT.done;
  },
};
