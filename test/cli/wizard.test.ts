import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { after, describe, test } from 'node:test';
import { KEY, Keyboard, noTerminal } from './keyboard.js';
import { assay } from './run-assay.js';
import { QuickScratch } from './scratch.js';

const scratch = new QuickScratch();
after(() => scratch.remove());
const skip = noTerminal();

const commandOf = (...folder: string[]): string[] =>
  JSON.parse(readFileSync(scratch.path('experiments', ...folder, 'manifest.json'), 'utf8')).command;

describe('the wizard, by keystrokes', { skip }, () => {
  test('assay alone: loans, default, cv, tree, run, compare, quit', async () => {
    const person = new Keyboard(scratch.dir, []);
    await person.answer('Which data?', 'loans');
    await person.see('$ assay … loans\n');
    await person.answer('Which column is predicted?');
    await person.see('$ assay … loans -t default\n');
    await person.answer('What is to be done?', 'cross');
    await person.answer('Which model?', 'tree');
    await person.see('$ assay cv loans -t default -m tree\n');
    await person.answer('Ready. Run it?');
    await person.see('\n$ assay cv loans -t default -m tree\n');
    await person.see('saved     loans/v0001');
    await person.answer('What next?', 'comp');
    await person.see('$ assay compare loans\n');
    await person.see('group 1');
    await person.answer('What next?', 'another step');
    await person.answer('What is to be done?', 'compare');
    await person.see('group 1');
    await person.answer('What next?', 'quit');
    assert.equal(await person.end(), 0);
    assert.deepEqual(commandOf('loans', 'v0001-cv-tree'), ['cv', 'loans', '-t', 'default', '-m', 'tree']);
  });

  test('esc, left and the choice go back; the best is tuned', async () => {
    await scratch.json('cv', 'loans', '-t', 'default', '-m', 'dummy', '-x', 'ranked');
    await scratch.json('cv', 'loans', '-t', 'default', '-m', 'logistic', '-x', 'ranked');
    const person = new Keyboard(scratch.dir, ['wizard', '-x', 'ranked']);
    await person.answer('Which data?', 'loans');
    await person.see('Which column is predicted?');
    await person.press(KEY.escape);
    await person.answer('Which data?', 'loans');
    await person.answer('Which column is predicted?', 'default');
    await person.answer('What is to be done?', 'tune');
    await person.see('Which model?');
    await person.press(KEY.left);
    await person.answer('What is to be done?', 'cross');
    await person.answer('Which model?', '‹ back');
    await person.answer('What is to be done?', 'cross');
    await person.answer('Which model?', 'tree');
    await person.answer('Ready. Run it?');
    await person.see('What next?');
    await person.see('tune the best  logistic: f1 0.');
    await person.press('tune', KEY.enter);
    await person.see('$ assay tune loans -t default -x ranked -m logistic\n');
    await person.press(KEY.ctrlC);
    assert.equal(await person.end(), 130);
  });

  test('two models: the best is explained; two data sets: compared across', async () => {
    const cv = async (data: string, target: string, model: string) =>
      scratch.json('cv', data, '-t', target, '-m', model, '--by', 'accuracy', '-E', 'both');
    for (const model of ['dummy', 'logistic']) await cv('customers', 'segment', model);
    for (const model of ['dummy', 'logistic']) await cv('loans', 'default', model);
    const person = new Keyboard(scratch.dir, ['wizard', '-E', 'both']);
    await person.answer('Which data?', 'loans');
    await person.answer('Which column is predicted?', 'default');
    await person.answer('What is to be done?', 'compare');
    await person.see('explain');
    await person.see('compare data sets  2 models by their mean rank over 2 data sets');
    await person.press('explain', KEY.enter);
    await person.see('$ assay compare loans/v0001 loans/v0002 --explain --by accuracy -E both');
    await person.see('logistic');
    await person.answer('What next?', 'compare data');
    await person.see('$ assay compare customers loans --across --by accuracy -E both');
    await person.see('mean rank');
    await person.answer('What next?', 'quit');
    assert.equal(await person.end(), 0);
  });

  test('Ctrl-C prints the command so far and exits 130; so does Ctrl-D; nothing was run', async () => {
    for (const key of [KEY.ctrlC, KEY.ctrlD]) {
      const person = new Keyboard(scratch.dir, ['wizard', '-x', 'stopped']);
      await person.answer('Which data?', 'loans');
      await person.answer('Which column is predicted?');
      await person.answer('What is to be done?', 'cross');
      await person.see('Which model?');
      await person.press(key);
      await person.see('so far: assay cv loans -t default -x stopped');
      assert.equal(await person.end(), 130);
    }
    assert.throws(() => scratch.folders('stopped'), { code: 'ENOENT' });
  });

  test('an error is shown, and the questions go on', async () => {
    writeFileSync(scratch.path('one.csv'), `x,y\n${'1,a\n2,a\n'.repeat(20)}3,b\n`);
    const person = new Keyboard(scratch.dir, ['wizard']);
    await person.answer('Which data?', 'one.csv');
    await person.answer('Which column is predicted?', 'y');
    await person.answer('Which class is the positive one');
    await person.answer('What is to be done?', 'cross');
    await person.answer('Which model?', 'tree');
    await person.answer('Ready. Run it?');
    await person.see('error: ');
    await person.see('Ready. Run it?');
    await person.press(KEY.ctrlC);
    assert.equal(await person.end(), 130);
  });

  test('NO_COLOR: not one colour', async () => {
    const person = new Keyboard(scratch.dir, ['wizard'], { NO_COLOR: '1' });
    await person.answer('Which data?', 'loans');
    await person.answer('Which column is predicted?', 'nothing like it');
    await person.see('No results found');
    await person.press(KEY.ctrlC);
    assert.equal(await person.end(), 130);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences start with a control character
    assert.doesNotMatch(person.bytes, /\u001b\[[0-9;]*m/);
  });
});

describe('one thing missing, by keystrokes', { skip }, () => {
  test('the target: only that is asked, the whole line is said and kept', async () => {
    const person = new Keyboard(scratch.dir, ['cv', 'loans', '-m', 'tree', '-x', 'asked']);
    await person.see('$ assay cv loans -m tree -x asked\n');
    await person.answer('Which column is predicted?', 'default');
    await person.see('1    648   21.6 %');
    await person.see('$ assay cv loans -m tree -x asked -t default\n');
    await person.see('next      assay compare asked  ·  assay tune loans -t default');
    assert.equal(await person.end(), 0);
    const words = ['cv', 'loans', '-m', 'tree', '-x', 'asked', '-t', 'default'];
    assert.deepEqual(commandOf('asked', 'v0001-cv-tree'), words);
  });

  test('data and target: one after the other, with a way back', async () => {
    const person = new Keyboard(scratch.dir, ['cv', '-m', 'dummy', '-x', 'both']);
    await person.answer('Which data?', 'loans');
    await person.see('Which column is predicted?');
    await person.press(KEY.escape);
    await person.answer('Which data?', 'loans');
    await person.answer('Which column is predicted?', 'default');
    await person.see('$ assay cv -m dummy -x both loans -t default\n');
    assert.equal(await person.end(), 0);
  });

  test('Ctrl-C: the line so far, exit 130', async () => {
    const person = new Keyboard(scratch.dir, ['cv', 'loans', '-m', 'tree']);
    await person.see('Which column is predicted?');
    await person.press(KEY.ctrlC);
    await person.see('so far: assay cv loans -m tree');
    assert.equal(await person.end(), 130);
  });

  test('--no-input and CI: nothing is asked, exit 2 as off a terminal', async () => {
    const quiet = new Keyboard(scratch.dir, ['cv', 'loans', '--no-input']);
    await quiet.see('-t/--target is missing');
    assert.equal(await quiet.end(), 2);
    const built = new Keyboard(scratch.dir, ['cv'], { CI: 'true' });
    await built.see('DATA is missing');
    assert.equal(await built.end(), 2);
  });
});

describe('off a terminal', () => {
  test('assay wizard says that nobody can answer, exit 2', () => {
    const { code, stdout, stderr } = assay(['wizard']);
    assert.equal(code, 2);
    assert.equal(stdout, '');
    assert.match(stderr, /nobody can answer.*\nhint: .*assay help lists the commands/);
  });

  test('what is missing is named, exit 2', () => {
    assert.equal(assay(['cv']).code, 2);
    assert.match(assay(['cv', 'loans']).stderr, /-t\/--target is missing/);
  });
});
