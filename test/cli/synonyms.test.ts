/** Words of other tools, each answered with what to type here: exit 2, and the whole line when it is clear. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { COMMAND_SYNONYMS, OPTION_SYNONYMS, WORD_OPTIONS } from '../../src/cli/synonyms.js';
import { unknownCommand } from '../../src/cli/unknown-command.js';
import { unknownOption } from '../../src/cli/unknown-option.js';
import { cv } from '../../src/commands/cv.js';
import { globalOptions } from '../../src/commands/global-options.js';
import { commandEntries } from '../../src/commands/list.js';
import { train } from '../../src/commands/train.js';
import { models } from '../../src/core/models/list.js';
import { normaliseId } from '../../src/core/suggest.js';

const commands = commandEntries.filter(({ heading }) => heading !== null).map(({ id }) => id);

const COMMANDS: readonly (readonly [typed: string, line: string])[] = [
  ['leaderboard --by f1', 'assay compare --by f1'],
  ['ls -x loans', 'assay list -x loans'],
  ['fit loans -t default', 'assay train loans -t default'],
  ['evaluate loans', 'assay cv loans'],
  ['crossval loans', 'assay cv loans'],
  ['grid loans -m tree', 'assay tune loans -m tree'],
  ['describe loans', 'assay eda loans'],
  ['profile loans', 'assay eda loans'],
  ['delete v3', 'assay rm v3'],
  ['remove v3', 'assay rm v3'],
  ['undo v3', 'assay restore v3'],
  ['rename loans credit', 'assay mv loans credit'],
  ['settings show', 'assay config show'],
  ['infer last new.csv', 'assay predict last new.csv'],
  ['graph v3', 'assay lineage v3'],
  ['-q comapre --by f1', 'assay -q compare --by f1'],
  ['samplers -q', 'assay help samplers -q'],
];

/** null: what is meant is clear, its value is not. */
const OPTIONS: readonly (readonly [typed: string, meant: RegExp, line: string | null])[] = [
  ['cv loans --cv 10', /-k\/--folds/, 'assay cv loans --folds 10'],
  ['cv loans --n-folds=10', /-k\/--folds/, 'assay cv loans --folds 10'],
  ['cv loans --n_splits 4', /-k\/--folds/, 'assay cv loans --folds 4'],
  ['cv loans --kfold 4', /-k\/--folds/, 'assay cv loans --folds 4'],
  ['cv loans --kfold stratified', /-k\/--folds/, null],
  ['cv loans --random-state 7', /--seed/, 'assay cv loans --seed 7'],
  ['cv loans --n-jobs 2', /-j\/--jobs/, 'assay cv loans --jobs 2'],
  ['cv loans --n-jobs -1', /-j\/--jobs/, null],
  ['cv loans --label default', /-t\/--target/, 'assay cv loans --target default'],
  ['cv loans --y default', /-t\/--target/, 'assay cv loans --target default'],
  ['cv loans --out a.json', /-o\/--output/, 'assay cv loans --output a.json'],
  ['cv loans --scoring f1', /--by/, 'assay cv loans --by f1'],
  ['cv loans --estimator knn', /-m\/--model/, 'assay cv loans --model knn'],
  ['cv loans --smote', /--sampler smote/, 'assay cv loans --sampler smote'],
  ['cv loans --smote -q', /--sampler smote/, 'assay cv loans --sampler smote -q'],
  ['cv loans --balanced', /--class-weight balanced/, 'assay cv loans --class-weight balanced'],
  ['cv loans --force', /-y\/--yes/, 'assay cv loans --yes'],
  ['cv loans --max-depth 5', /parameter: -p max_depth=5/, 'assay cv loans -p max_depth=5'],
  ['train loans --test_size 0.3', /--test-size/, 'assay train loans --test-size 0.3'],
  ['train loans --train-size 0.7', /--test-size/, null],
];

describe('commands of other tools', () => {
  for (const [typed, line] of COMMANDS) {
    test(typed, async () => {
      const argv = typed.split(' ');
      const word = argv.find((one) => !one.startsWith('-')) as string;
      const { exitCode, hint } = await unknownCommand(word, commands, argv);
      assert.equal(exitCode, 2);
      assert.ok(hint?.endsWith(`type: ${line}`), hint);
    });
  }
});

describe('options of other tools', () => {
  for (const [typed, meant, line] of OPTIONS) {
    test(typed, async () => {
      const argv = typed.split(' ');
      const command = argv[0] === 'train' ? train : cv;
      const at = argv.findIndex((one) => one.startsWith('--'));
      const met = { word: argv[at], next: argv[at + 1], argv };
      const { exitCode, hint = '' } = await unknownOption(
        met,
        [...command.options, ...globalOptions],
        argv[0],
      );
      assert.equal(exitCode, 2);
      assert.match(hint, meant);
      if (line === null) assert.doesNotMatch(hint, /type: /);
      else assert.ok(hint.endsWith(`type: ${line}`), hint);
    });
  }
});

describe('the tables', () => {
  const repeated = (words: readonly string[]) =>
    words.map(normaliseId).filter((word, i, all) => all.indexOf(word) !== i);

  test('a word stands for one command, and for none that there is', () => {
    const words = Object.values(COMMAND_SYNONYMS).flat();
    assert.deepEqual(repeated(words), []);
    assert.deepEqual(
      words.filter((word) => commands.includes(word)),
      [],
    );
  });

  test('a word stands for one option', () => {
    assert.deepEqual(repeated([...Object.values(OPTION_SYNONYMS).flat(), ...Object.keys(WORD_OPTIONS)]), []);
  });

  test('every command has synonyms or a name of its own', () => {
    const plain = ['schema', 'help'];
    for (const id of commands) assert.ok(id in COMMAND_SYNONYMS || plain.includes(id), id);
  });

  test('models of other tools lead to one of assay', () => {
    for (const word of [
      'rf',
      'randomforest',
      'RandomForestClassifier',
      'xgb',
      'lgbm',
      'logreg',
      'nb',
      'lasso',
    ]) {
      assert.throws(() => models.get(word), /unknown model/);
      assert.throws(
        () => models.get(word),
        (error: { hint?: string }) => /did you mean/.test(error.hint ?? ''),
        word,
      );
    }
  });
});
