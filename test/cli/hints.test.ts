/** What a person is told by the real binary when something is not as it should be: the hint names what was meant. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Scratch } from './scratch.js';

const scratch = new Scratch();
after(() => scratch.remove());
before(async () => {
  await scratch.run('data', 'generate', 'loans', '--rows', '240', '--seed', '5', '-o', 'small.csv');
  await scratch.json('validate', 'small.csv', '-x', 'small');
});

const CV = ['cv', 'small.csv', '-t', 'default'];

interface Case {
  readonly name: string;
  readonly args: readonly string[];
  readonly exit?: 2 | 3;
  /** Of message and hint. */
  readonly says: RegExp;
  readonly never?: RegExp;
}

const CASES: readonly Case[] = [
  {
    name: 'more folds than the smallest class has rows',
    args: [...CV, '-k', '99999'],
    exit: 3,
    says: /class "1" of default has (\d+) rows.*use -k \1 or fewer/,
  },
  { name: 'standard input', args: ['cv', '-', '-t', 'default'], says: /standard input.*cannot be read yet/ },
  { name: 'an empty name', args: ['eda', ''], says: /is empty/, never: /did you mean/ },
  {
    name: 'an option far from all',
    args: [...CV, '--zzzzzzzz', 'v3'],
    says: /--help/,
    never: /did you mean/,
  },
  { name: 'a short one', args: [...CV, '--bad'], says: /--help/, never: /did you mean/ },
  { name: 'one near', args: [...CV, '--sed', '1'], says: /did you mean --seed/ },
  {
    name: 'a parameter of a sampler that does not run',
    args: [...CV, '-p', 'smote.k_neighbors=3'],
    says: /smote is no sampler of this run.*add --sampler smote/,
  },
  {
    name: 'a list of models',
    args: [...CV, '-m', 'forest,tree'],
    says: /takes one model, got "forest,tree"/,
  },
  {
    name: 'folds of a file that is not there',
    args: [...CV, '--splits', 'none.csv'],
    says: /--splits: no file "none\.csv"/,
    never: /shipped/,
  },
  {
    name: 'a tag where there is none',
    args: ['show', '@champion', '-x', 'small'],
    says: /no version of small has a tag/,
  },
  { name: 'no kind of schema', args: ['schema'], says: /KIND is missing.*one of manifest, options, / },
];

describe('hints', () => {
  for (const { name, args, exit = 2, says, never } of CASES) {
    test(name, async () => {
      const { message, hint } = await scratch.refused(exit, ...args);
      assert.match(`${message} ${hint}`, says);
      if (never) assert.doesNotMatch(`${message} ${hint}`, never);
    });
  }
});
