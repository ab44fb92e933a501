import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { commandEntries } from '../../src/commands/list.js';
import { EXIT, interruptedError } from '../../src/core/errors.js';
import { converse } from '../../src/wizard/converse.js';
import { questions } from '../../src/wizard/questions/list.js';
import { tuningOf } from '../../src/wizard/scored-versions.js';
import { type CommandSpecs, initialState, wordsOf } from '../../src/wizard/state.js';
import { runWizard } from '../../src/wizard/wizard.js';
import { type Answer, BACK, choicesOf, headerOf, ScriptedTerm } from './scripted-term.js';

const dir = mkdtempSync(join(tmpdir(), 'assay-wizard-'));
const home = process.cwd();
let commands: CommandSpecs;

const rows = (cells: (i: number) => string) =>
  `${Array.from({ length: 60 }, (_, i) => cells(i)).join('\n')}\n`;

before(async () => {
  mkdirSync(join(dir, 'more'));
  writeFileSync(join(dir, 'pets.csv'), `age,kind\n${rows((i) => `${i % 7},${i % 3 === 0 ? 'cat' : 'dog'}`)}`);
  writeFileSync(join(dir, 'more', 'flats.csv'), `rooms,price\n${rows((i) => `${i % 5},${100.5 + 3 * i}`)}`);
  writeFileSync(join(dir, 'more', 'dash.csv'), `x,-y\n${rows((i) => `${i},${i % 2}`)}`);
  process.chdir(dir);
  const loaded = await Promise.all(commandEntries.map(({ load }) => load()));
  commands = new Map(loaded.flatMap((one) => ('options' in one ? [[one.id, one.options] as const] : [])));
});
after(() => {
  process.chdir(home);
  rmSync(dir, { recursive: true });
});

const LOANS = ['loans', 'default'] as const;

/** The wizard to its end, or to a quit that is added. */
async function through(answers: readonly Answer[], codeOf?: ConstructorParameters<typeof ScriptedTerm>[2]) {
  const term = new ScriptedTerm(dir, [...answers, 'quit'], codeOf);
  const code = await runWizard(initialState(commands), term);
  assert.ok(term.isThrough, 'every answer was wanted');
  return { term, code, lines: term.ran.map((words) => words.join(' ')) };
}

describe('words', () => {
  test('five answers make a command line and run it', async () => {
    const { lines, code, term } = await through([...LOANS, 'cv', 'tree', 'run it']);
    assert.deepEqual(lines, ['cv loans -t default -m tree']);
    assert.equal(code, EXIT.done);
    assert.ok(term.notes.some((note) => note.includes('$ assay cv loans -t default -m tree')));
  });

  test('options are asked on the way and stand in the order of the answers', async () => {
    const { lines } = await through([
      ...LOANS,
      'cv',
      'forest',
      'sampler',
      'smote',
      'rank by',
      'roc_auc',
      'folds',
      '10',
      'parameters',
      'max_depth',
      '4',
      'parameters',
      'smote.k_neighbors',
      '3',
      'more options',
      'seed',
      '7',
      'more options',
      'class-weight',
      'balanced',
      'more options',
      'allow-leaky',
      'yes',
      'run it',
    ]);
    assert.deepEqual(lines, [
      'cv loans -t default -m forest --sampler smote --by roc_auc -k 10 -p max_depth=4 -p smote.k_neighbors=3 --seed 7 --class-weight balanced --allow-leaky',
    ]);
  });

  test('an option answered with nothing, or as by default, leaves the command line', async () => {
    const { lines } = await through([
      ...LOANS,
      'cv',
      'tree',
      ...['folds', '3', 'folds', ''],
      ...['more options', 'class-weight', 'balanced', 'more options', 'class-weight', 'as by default'],
      ...['parameters', 'max_depth', '3', 'parameters', 'max_depth', ''],
      'run it',
    ]);
    assert.deepEqual(lines, ['cv loans -t default -m tree']);
  });

  test('a column whose name begins with a dash is no option', async () => {
    const { lines } = await through(['more/dash.csv', '-y', 'cv', 'tree', 'run it']);
    assert.deepEqual(lines, ['cv more/dash.csv --target=-y -m tree']);
  });

  test('steps without a target ask for none and take none', async () => {
    const { lines } = await through([
      'loans',
      'no target',
      'eda',
      'run it',
      'step',
      'default',
      'validate',
      'run it',
    ]);
    assert.deepEqual(lines, ['eda loans', 'validate loans']);
  });

  test('resample asks for its sampler, and another step does not keep it', async () => {
    const { lines } = await through([
      ...LOANS,
      'resample',
      'random-over',
      'run it',
      'step',
      'cv',
      'tree',
      'run it',
    ]);
    assert.deepEqual(lines, [
      'resample loans -t default --sampler random-over',
      'cv loans -t default -m tree',
    ]);
  });

  test('a chain of samplers, each once, and its parameters', async () => {
    const { lines } = await through([
      ...LOANS,
      'resample',
      (asked) => {
        assert.equal(choicesOf(asked)[0].value, 'smote');
        const chained = choicesOf(asked, 'smote+');
        assert.ok(!chained.some(({ value }) => ['smote+none', 'smote+smote'].includes(value)));
      },
      'smote+tomek-links',
      'parameters',
      'smote.k_neighbors',
      '3',
      'run it',
    ]);
    assert.deepEqual(lines, ['resample loans -t default --sampler smote+tomek-links -p smote.k_neighbors=3']);
  });

  test('the positive class is asked for when the labels do not say it', async () => {
    const { lines } = await through(['pets.csv', 'kind', 'dog', 'cv', 'tree', 'run it']);
    assert.deepEqual(lines, ['cv pets.csv -t kind --positive dog -m tree']);
  });

  test('the positive class can be turned round when they do', async () => {
    const { lines } = await through([...LOANS, 'cv', 'tree', 'more options', 'positive', '0', 'run it']);
    assert.deepEqual(lines, ['cv loans -t default -m tree --positive 0']);
  });

  test('cut, calibration, repeats and how rows are dealt are asked by name, the usual first', async () => {
    const usual =
      (value: string): Answer =>
      (asked) =>
        assert.equal(choicesOf(asked)[0].value, value);
    const { lines } = await through([
      ...[...LOANS, 'cv', 'logistic'],
      ...['cut of p', usual('0.5'), 'f1', 'calibrate p', usual('none'), 'isotonic', 'repeats', '3'],
      ...['rows', usual('shuffled'), 'whole groups', 'region', 'run it'],
      ...[
        BACK,
        'cut of p',
        '0.5',
        'calibrate p',
        'none',
        'repeats',
        '',
        'rows',
        'in time',
        'opened',
        'run it',
      ],
      ...[BACK, 'rows', 'shuffled', 'run it'],
    ]);
    assert.deepEqual(lines, [
      'cv loans -t default -m logistic --threshold f1 --calibrate isotonic --repeats 3 --groups region',
      'cv loans -t default -m logistic --time opened',
      'cv loans -t default -m logistic',
    ]);
  });

  test('a cut by cost asks what mistakes cost; nothing typed leaves the cut as it is', async () => {
    const start = [...LOANS, 'cv', 'tree', 'cut of p', 'cost'];
    const { lines } = await through([
      ...start,
      'fp=1,fn=5',
      'run it',
      BACK,
      'cut of p',
      'cost',
      '',
      'run it',
    ]);
    assert.deepEqual(lines, [
      'cv loans -t default -m tree --threshold cost --cost fp=1,fn=5',
      'cv loans -t default -m tree',
    ]);
  });

  test('tune: the search itself can be scored, and then says how many folds there are', async () => {
    const names: string[][] = [];
    const look: Answer = (asked) => names.push(choicesOf(asked).map(({ name }) => name));
    const { lines } = await through([
      ...[...LOANS, 'tune', 'tree', look, 'score the search', '5x3', look, 'run it'],
      ...[BACK, 'score the search', 'no', 'run it'],
    ]);
    assert.deepEqual(lines, ['tune loans -t default -m tree --nested 5x3', 'tune loans -t default -m tree']);
    assert.deepEqual(
      names.map((all) => all.includes('folds')),
      [true, false],
    );
  });

  test('predictions of another tool: probabilities are found by their values, answers by their labels', async () => {
    writeFileSync(
      join(dir, 'told.csv'),
      `day,y,p,said\n${rows((i) => `${i},${i % 2},${(i % 10) / 9},${i % 3 === 0 ? 1 : 0}`)}`,
    );
    const { lines } = await through([
      ...['./told.csv', 'y', 'score'],
      (asked) => {
        const abouts = choicesOf(asked).map(({ name, about }) => `${name}: ${about}`);
        assert.deepEqual(abouts, ['p: probability of 1', 'said: answers', 'day: ']);
      },
      ...['p', 'run it', BACK, BACK, 'said', 'rank by', 'accuracy', 'run it'],
    ]);
    assert.deepEqual(lines, [
      'score ./told.csv --truth y --proba p',
      'score ./told.csv --truth y --pred said --by accuracy',
    ]);
  });

  test('a target of numbers: a histogram, no sampler, no resample, models and metrics that fit', async () => {
    const { lines } = await through([
      'more/flats.csv',
      'price',
      (asked) => {
        assert.match(headerOf(asked), /price · regression\n {2}[▁-█ ]+ {2}100\.5 to 277\.5, median/);
        assert.ok(!choicesOf(asked).some(({ value }) => value === 'resample'));
      },
      'cv',
      'forest',
      (asked) => assert.ok(!choicesOf(asked).some(({ value }) => value === 'sampler')),
      'rank by',
      (asked) => assert.equal(choicesOf(asked)[0].value, 'rmse'),
      'mae',
      'run it',
    ]);
    assert.deepEqual(lines, ['cv more/flats.csv -t price -m forest --by mae']);
  });
});

describe('back', () => {
  test('takes the last answer away, at every question', async () => {
    const { lines } = await through([
      'pets.csv',
      BACK,
      'loans',
      'income',
      BACK,
      'default',
      'tune',
      BACK,
      'cv',
      'forest',
      BACK,
      'tree',
      'folds',
      BACK,
      'folds',
      '9',
      BACK,
      '3',
      'run it',
    ]);
    assert.deepEqual(lines, ['cv loans -t default -m tree -k 3']);
  });

  test('after a run leads to the same command line, to be changed', async () => {
    const { lines } = await through([...LOANS, 'cv', 'tree', 'run it', BACK, 'folds', '3', 'run it']);
    assert.deepEqual(lines, ['cv loans -t default -m tree', 'cv loans -t default -m tree -k 3']);
  });

  test('is not offered at the first question', async () => {
    await through([(asked) => assert.equal(asked.canGoBack, false), ...LOANS, 'cv', 'tree', 'run it']);
  });
});

describe('what cannot be', () => {
  test('a file that is none, a date, a number out of range: said, and asked again', async () => {
    writeFileSync(
      join(dir, 'when.csv'),
      `day,y\n${rows((i) => `2024-01-${String(1 + (i % 28)).padStart(2, '0')},${i % 2}`)}`,
    );
    writeFileSync(join(dir, 'empty.csv'), '');
    const { term, lines } = await through([
      'empty.csv',
      'when.csv',
      'day',
      'y',
      'cv',
      'tree',
      'folds',
      '1',
      '2.5',
      '4',
      'parameters',
      'max_depth',
      'deep',
      '3',
      'run it',
    ]);
    assert.deepEqual(lines, ['cv when.csv -t y -m tree -k 4 -p max_depth=3']);
    const said = [
      /empty/,
      /holds dates/,
      /folds takes a whole number from 2, got "1"/,
      /got "2\.5"/,
      /max_depth takes .* got "deep"/,
    ];
    assert.equal(term.warnings.length, said.length);
    said.forEach((pattern, i) => {
      assert.match(term.warnings[i], pattern);
    });
  });

  test('after a run that failed the questions go on where they were', async () => {
    let nRuns = 0;
    const { lines } = await through([...LOANS, 'cv', 'tree', 'run it', 'folds', '3', 'run it'], () =>
      nRuns++ === 0 ? EXIT.data : EXIT.done,
    );
    assert.deepEqual(lines, ['cv loans -t default -m tree', 'cv loans -t default -m tree -k 3']);
  });

  test('a validation that fails has done its work: what next is asked', async () => {
    const answers = ['loans', 'no target', 'validate', 'run it'];
    const { lines } = await through(answers, () => EXIT.data);
    assert.deepEqual(lines, ['validate loans']);
  });

  test('Ctrl-C carries the command line so far', async () => {
    const stop = () => {
      throw interruptedError('stopped');
    };
    await assert.rejects(through([...LOANS, 'cv', stop]), {
      exitCode: EXIT.interrupted,
      hint: 'so far: assay cv loans -t default',
    });
    await assert.rejects(through([stop]), { exitCode: EXIT.interrupted, hint: '' });
  });
});

describe('the header', () => {
  test('shows the data, the classes with their shares, and the command line as it grows', async () => {
    const lines: string[] = [];
    const look: Answer = (asked) => lines.push(headerOf(asked).trim());
    await through([look, 'loans', look, 'default', look, 'cv', look, 'tree', look, 'run it']);
    assert.equal(lines[0], '$ assay');
    assert.equal(lines[1], 'loans · 3,000 rows × 30 columns\n$ assay … loans');
    assert.match(
      lines[2],
      /default · binary · positive 1\n {2}0 {2}2,352 {3}78\.4 % {2}█{40}\n {2}1 +648 .*█{11} {2}positive\n/,
    );
    assert.match(lines[3], /\n\$ assay cv loans -t default$/);
    assert.match(lines[4], /\n\$ assay cv loans -t default -m tree$/);
  });

  test('a low terminal has the command line alone', async () => {
    await through([
      ...LOANS,
      (asked) =>
        assert.deepEqual(asked.above({ width: 80, color: false }, 12), ['', '$ assay … loans -t default']),
      'cv',
      'tree',
      'run it',
    ]);
  });
});

describe('what next', () => {
  test('another model keeps the rest but for parameters of the old one', async () => {
    const answers = [
      ...[...LOANS, 'cv', 'tree', 'sampler', 'smote', 'parameters', 'max_depth', '2'],
      ...['parameters', 'smote.k_neighbors', '3', 'run it'],
    ];
    const { lines } = await through([...answers, 'another model', 'logistic', 'run it']);
    assert.equal(lines[1], 'cv loans -t default --sampler smote -p smote.k_neighbors=3 -m logistic');
  });

  test('train it takes the options along', async () => {
    const { lines } = await through([
      ...LOANS,
      'cv',
      'tree',
      'sampler',
      'smote',
      'run it',
      'train it',
      'run it',
    ]);
    assert.equal(lines[1], 'train loans -t default -m tree --sampler smote');
  });

  test('predict is offered when there is the command and a saved model', async () => {
    const asksFor = new Map([...commands, ['predict', []]]);
    const offers: boolean[] = [];
    const look: Answer = (asked) => offers.push(choicesOf(asked).some(({ value }) => value === 'predict'));
    const term = new ScriptedTerm(dir, [
      ...[...LOANS, 'cv', 'tree', 'run it', look, 'train it', 'run it', look],
      ...['predict', 'pets.csv', 'quit'],
    ]);
    await runWizard(initialState(asksFor), term);
    assert.deepEqual(offers, [false, true]);
    assert.deepEqual(term.ran.at(-1), ['predict', 'last', 'pets.csv']);
  });

  test('importance is offered for a saved model', async () => {
    const term = new ScriptedTerm(dir, [...LOANS, 'train', 'tree', 'run it', 'importance', 'quit']);
    await runWizard(initialState(new Map([...commands, ['importance', []]])), term);
    assert.deepEqual(term.ran.at(-1), ['importance', 'last']);
  });

  test('other data begins anew, in the store that was typed', async () => {
    const term = new ScriptedTerm(dir, [
      ...[...LOANS, 'cv', 'tree', 'run it', 'other data'],
      ...['more/flats.csv', 'price', 'cv', 'tree', 'run it', 'quit'],
    ]);
    await runWizard(initialState(commands, new Map([['store', ['here']]])), term);
    assert.deepEqual(
      term.ran.map((words) => words.join(' ')),
      ['cv loans -t default -E here -m tree', 'cv more/flats.csv -t price -E here -m tree'],
    );
  });

  test('the best is tuned as it was scored, its parameters searched', async () => {
    const options = {
      model: 'forest',
      params: { max_depth: 3 },
      sampler: 'smote',
      sampler_params: { k_neighbors: 3 },
      class_weight: 'balanced',
      calibrate: 'beta',
      threshold: 'cost',
      cost: ['fp=1', 'fn=5'],
    } as unknown as Parameters<typeof tuningOf>[0]['options'];
    const term = new ScriptedTerm(dir, [...LOANS, 'cv', 'tree', 'parameters', 'max_depth', '2', 'run it']);
    const state = await converse({ questions, term }, initialState(commands));
    const best = { metric: 'f1', value: 0.5, options };
    assert.equal(
      wordsOf(tuningOf(best, state)).join(' '),
      'tune loans -t default -m forest -p smote.k_neighbors=3 --sampler smote --class-weight balanced --calibrate beta --threshold cost --cost fp=1,fn=5',
    );
  });
});

describe('questions about data and target', () => {
  test('files of the folder, one level below, then the shipped ones; a path may be typed', async () => {
    await through([
      (asked) => {
        const values = choicesOf(asked).map(({ value }) => value);
        assert.ok(values.indexOf('pets.csv') < values.indexOf('more/flats.csv'));
        assert.ok(values.indexOf('more/flats.csv') < values.indexOf('loans'));
        assert.deepEqual(choicesOf(asked, './mo'), [{ value: './more/', name: './more/', opens: true }]);
      },
      './more/flats.csv',
      'price',
      'eda',
      'run it',
    ]);
  });

  test('what assay.yaml names comes first', async () => {
    writeFileSync(join(dir, 'assay.yaml'), 'data: more/flats.csv\ntarget: rooms\n');
    try {
      await through([
        (asked) => assert.equal(choicesOf(asked)[0].value, 'more/flats.csv'),
        'more/flats.csv',
        (asked) => assert.equal(choicesOf(asked)[0].value, 'rooms'),
        'rooms',
        'eda',
        'run it',
      ]);
    } finally {
      rmSync(join(dir, 'assay.yaml'));
    }
  });
});
