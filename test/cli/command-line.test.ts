import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fixture } from './run-assay.js';

const typed = (...args: string[]) => {
  const { code, stdout, stderr } = fixture(['cv', ...args, '--json']);
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout);
};

/** Exit 2, two lines, and what they must say. */
function refuses(args: string[], error: RegExp, hint: RegExp): void {
  const { code, stdout, stderr } = fixture(args);
  assert.equal(code, 2, stderr);
  assert.equal(stdout, '');
  const [first, second, ...rest] = stderr.trimEnd().split('\n');
  assert.match(first, /^error: /);
  assert.match(first, error);
  assert.match(second ?? '', hint);
  assert.deepEqual(rest, []);
}

describe('what is typed', () => {
  test('defaults, and which options were given', () => {
    const { args, options, given, argv } = typed('a.csv', '-k', '3', '--no-header');
    assert.deepEqual(args, ['a.csv']);
    assert.deepEqual(given, ['folds', 'header', 'json']);
    assert.deepEqual(argv, ['cv', 'a.csv', '-k', '3', '--no-header', '--json']);
    assert.equal(options.folds, 3);
    assert.equal(options.header, false);
    assert.equal(options.model, 'forest');
    assert.equal(options.threshold, '0.5');
    assert.equal('target' in options, false);
  });

  test('options anywhere, short and long, attached and apart; the last one wins; - is a file', () => {
    assert.equal(typed('-k4', '-').options.folds, 4);
    assert.deepEqual(typed('-k4', '-').args, ['-']);
    assert.equal(typed('--folds=4', 'a.csv', '--folds', '6').options.folds, 6);
    assert.equal(typed('a.csv', '--target=--json').options.target, '--json');
  });

  test('an option of the command may stand before it', () => {
    const { code, stdout } = fixture(['--json', '-t', 'y', 'cv', 'a.csv']);
    assert.equal(code, 0);
    assert.equal(JSON.parse(stdout).options.target, 'y');
  });

  test('after -- everything is an argument', () => {
    const { stdout } = fixture(['cv', '--json', '--', '-odd.csv']);
    assert.deepEqual(JSON.parse(stdout).args, ['-odd.csv']);
  });

  test('-p and lists are collected, lists split at commas or are JSON, flags stand together', () => {
    const { options } = typed(
      'a.csv',
      '-p',
      'a=b',
      '-p',
      'smote.k=3',
      '--drop',
      'A, B',
      '--drop',
      '["c,d"]',
      '--keep',
      '["x,y", 2]',
      '-qv',
    );
    assert.deepEqual(options.param, ['a=b', 'smote.k=3']);
    assert.deepEqual(options.drop, ['A', 'B', 'c,d']);
    assert.deepEqual(options.keep, ['x,y', '2']);
    assert.equal(options.quiet && options.verbose, true);
  });

  test('choices ignore case', () => assert.equal(typed('a.csv', '--shape', 'ROUND').options.shape, 'round'));

  test('--json prints null for NaN, one document', () => assert.equal(typed('a.csv').nan, null));
});

describe('what is refused', () => {
  test('numbers are strict; the option, what was received and what is allowed are named', () => {
    for (const wrong of ['3.5', 'abc', '', '1', '0x10', '5 ', '1e1', 'NaN']) {
      refuses(
        ['cv', 'a.csv', '-k', wrong],
        /-k\/--folds takes a whole number from 2, got "/,
        /the default is 5/,
      );
    }
    for (const wrong of ['0', 'Infinity', '1,5', 'half']) {
      refuses(['cv', 'a.csv', '--repeats', wrong], /--repeats takes a whole number from 1, got "/, /1/);
    }
    refuses(
      ['cv', 'a.csv', '--shape', 'roudn'],
      /takes one of round, square, got "roudn"/,
      /did you mean round/,
    );
    refuses(['cv', 'a.csv', '--drop', 'A,,B'], /--drop takes a list/, /no item may be empty/);
    refuses(['cv', 'a.csv', '--drop', '[A'], /--drop takes a list/, /JSON/);
    refuses(['cv', 'a.csv', '--allow-leaky=1'], /takes no value/, /^$/);
  });

  test('a forgotten value is not taken from the next option', () => {
    refuses(
      ['cv', 'a.csv', '-t', '--seed', '3'],
      /-t\/--target needs a value, got the option --seed/,
      /column/,
    );
    refuses(['cv', 'a.csv', '-k'], /-k\/--folds needs a value/, /a whole number from 2/);
  });

  test('unknown options: by spelling, by synonym', () => {
    refuses(
      ['cv', 'a.csv', '--flods', '3'],
      /assay cv: unknown option --flods/,
      /did you mean -k\/--folds\?/,
    );
    refuses(['cv', 'a.csv', '--random-state=1'], /unknown option --random-state/, /did you mean --seed\?/);
    refuses(['cv', 'a.csv', '--n_jobs', '2'], /unknown option --n_jobs/, /did you mean -j\/--jobs\?/);
    refuses(['cv', 'a.csv', '--zzzzzzzzzz'], /unknown option --zzzzzzzzzz/, /assay cv --help/);
    refuses(['--flods', '3'], /unknown option --flods/, /--help/);
  });

  test('unknown commands: by spelling, by synonym, a data file', () => {
    refuses(['comapre'], /unknown command "comapre"/, /did you mean assay compare\?/);
    refuses(['leaderboard'], /unknown command "leaderboard"/, /did you mean assay compare\?/);
    refuses(['benchmark', 'a.csv'], /unknown command "benchmark"/, /did you mean assay cv\?/);
    refuses(['a.csv'], /unknown command "a.csv"/, /a command comes first: assay cv a.csv/);
    refuses(['qqqqqqqqqq'], /unknown command/, /commands: cv, compare/);
  });

  test('arguments: missing, too many, a parameter without -p', () => {
    refuses(['cv'], /assay cv: DATA is missing/, /usage: assay cv DATA/);
    refuses(['cv', 'a.csv', 'b.csv'], /unexpected "b.csv"/, /usage: assay cv DATA/);
    refuses(['cv', 'a.csv', 'max_depth=3'], /unexpected "max_depth=3"/, /-p max_depth=3/);
  });

  test('commands of a group', () => {
    assert.equal(fixture(['data', 'head', 'a.csv']).code, 0);
    refuses(['data'], /assay data needs a command/, /one of head/);
    refuses(['data', 'haed'], /unknown command of assay data "haed"/, /did you mean "head"/);
    assert.match(fixture(['data', '--help']).stdout, /head {2}first rows/);
    assert.match(fixture(['data', 'head', '-h']).stdout, /usage {3}assay data head DATA/);
  });
});

describe('help of a command', () => {
  const { stdout } = fixture(['cv', '--help']);

  test('usage and examples first, then options by heading with defaults and ranges', () => {
    const at = (text: string) => {
      assert.ok(stdout.includes(text), `${text} is not in:\n${stdout}`);
      return stdout.indexOf(text);
    };
    assert.ok(at('usage   assay cv DATA') < at('try     assay cv a.csv'));
    assert.ok(at('try     assay cv a.csv') < at('\nDATA\n'));
    assert.ok(at('\nDATA\n') < at('\nMODEL\n') && at('\nMODEL\n') < at('\nEVALUATION\n'));
    assert.match(stdout, /-k\/--folds N +number of folds \(a whole number from 2; default 5\)/);
    assert.match(stdout, /--no-progress/);
    assert.match(stdout, /--header\/--no-header/);
  });

  test('no line is wider than 100', () => {
    for (const line of stdout.split('\n')) assert.ok(line.length <= 100, line);
  });

  test('-o says what it writes', () => {
    assert.match(fixture(['product', '--help']).stdout, /-o\/--output FILE +write the table to FILE/);
  });
});
