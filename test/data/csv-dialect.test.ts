import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { chooseDialect } from '../../src/data/csv-dialect.js';

/** [what, text, delimiter, quote] */
const dialects: [string, string, string, string?][] = [
  ['commas', 'a,b\n1,2\n', ','],
  ['semicolons and decimal commas', 'a;b\n1,5;2,5\n', ';'],
  ['bars', 'a|b\n1|2\n', '|'],
  ['delimiters inside quotes', 'a;b\n"x,y,z";1\n"u,v,w";2\n', ';'],
  ['single quotes around commas', "a,b\n'x,1',2\n'it''s',3\n", ',', "'"],
  ['single quotes that need not be any', "a,b\n'x',2\n'y',3\n", ','],
  ['apostrophes', "a,b\no'hara,2\n'tis,3\n", ','],
  ['colons', 'name:age:city\nal:3:x\nbo:4:y\n', ':'],
  ['times are no table', 'time\n12:30\n13:40\n', ','],
  ['times without a header', '12:30:10\n13:40:20\n14:50:30\n', ','],
  ['blanks', 'name age city\nal 3 x\nbo 4 y\n', ' '],
  ['words are no table', 'full name here\nal b c\nbo d e\n', ','],
  ['one column', 'a\n1\n2\n', ','],
];

describe('how a file is delimited', () => {
  for (const [what, text, delimiter, quote = '"'] of dialects) {
    test(what, () => {
      assert.deepEqual(
        (({ delimiter, quote }) => ({ delimiter, quote }))(
          chooseDialect(null, 'x.csv', Buffer.from(text), 0),
        ),
        { delimiter, quote },
      );
    });
  }
});
