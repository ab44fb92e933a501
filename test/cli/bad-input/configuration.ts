/** assay.yaml, variables, `--set`, `--like` and `--config` that cannot be. */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Row } from './row.js';
import { rowsOf } from './row.js';

const CV = 'cv good.csv -t y -m dummy';

const typed = rowsOf(
  CV,
  [
    ['--set without a value', '--set folds', 2, /--set takes KEY=VALUE, got "folds"/, /cv\.folds=10/],
    ['--set of no key', '--set flods=3', 2, /unknown key "flods"/, /"folds"/],
    ['--set of no number', '--set folds=abc', 2, /--set folds takes a whole number from 2, got "abc"/, /5/],
    ['--set without a key', '--set =3', 2, /--set takes KEY=VALUE, got "=3"/, /./],
    ['--set of nothing', `--set ''`, 2, /--set takes .*got ""/, /./],
    ['--like of no version', '--like v9', 2, /no experiment in the store/, /--store/],
    ['--like of nothing', `--like ''`, 2, /--like takes a value, got ""/, /./],
    ['--config of no file', '--config none.yaml', 2, /cannot read none\.yaml: no such file/, /--config/],
    ['--config of a folder', '--config dir', 2, /cannot read dir: that is a folder/, /--config/],
    ['--config of a table', '--config good.csv', 2, /good\.csv:1: .*KEY: VALUE/, /assay init/],
    ['--config of a list', '--config list.yaml', 2, /list\.yaml:1: .*KEY: VALUE/, /./],
    ['--config broken', '--config broken.yaml', 2, /broken\.yaml:2:1: /, /./],
  ],
  {
    files: { 'list.yaml': '- 1\n', 'broken.yaml': 'a: [\n' },
    spoil: (folder) => mkdirSync(join(folder, 'dir')),
  },
);

const project = (name: string, yaml: string, says: RegExp, hint: RegExp): Row => ({
  name: `assay.yaml: ${name}`,
  args: CV.split(' '),
  files: { 'assay.yaml': yaml },
  exit: 2,
  says,
  hint,
});

const variable = (name: string, value: string, says: RegExp, hint?: RegExp): Row => ({
  name: `${name}=${value}`,
  args: CV.split(' '),
  env: { [name]: value },
  exit: 2,
  says,
  hint,
});

export const configuration: readonly Row[] = [
  ...typed,
  project('a key that is none', 'flods: 3\n', /assay\.yaml:1: unknown key "flods"/, /did you mean "folds"/),
  project('a value of letters', '\nfolds: abc\n', /assay\.yaml:2: folds takes .*got "abc"/, /default is 5/),
  project('an empty value', 'experiment: ""\n', /assay\.yaml:1: experiment .*""/, /./),
  project('broken', 'a: [\n', /assay\.yaml:2:1: /, /assay init/),
  variable('ASSAY_FOLDS', 'abc', /ASSAY_FOLDS takes a whole number from 2, got "abc"/, /5/),
  variable('ASSAY_FORMAT', 'xml', /ASSAY_FORMAT takes one of table, .*got "xml"/, /table/),
  variable('ASSAY_JOBS', '0', /ASSAY_JOBS takes a whole number from 1 to 1024, got "0"/),
  variable('ASSAY_STORE', 'good.csv', /the store .*good\.csv is a file/, /./),
  variable('ASSAY_EXPERIMENT', 'a/b', /"a\/b" cannot be the name of an experiment/, /./),
  variable('ASSAY_SAMPLER', 'smotee', /unknown sampler "smotee"/, /"smote"/),
];
