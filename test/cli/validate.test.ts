import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { QuickScratch } from './scratch.js';

const scratch = new QuickScratch();
after(() => scratch.remove());

const file = (name: string, text: string) => writeFileSync(scratch.path(name), text);
const read = (name: string) => readFileSync(scratch.path(name), 'utf8');

file('good.csv', 'id,colour,size,day\n1,red,2,2024-01-05\n2,blue,3,2024-02-01\n3,red,,2024-03-01\n');
file('bad.csv', 'id,colour,size,day\n1,red,2,2024-01-05\n1,"gr,een",30,2025-02-01\n3,red,-4,2024-03-01\n');
file(
  'rules.yaml',
  `schema: assay/table-schema/1
columns:
  id: {type: number, unique: true}
  colour: {levels: [red, blue], pattern: "^[a-z]+$"}
  size: {min: 0, max: 10}
  day: {max: "2024-12-31"}
min_rows: 2
`,
);

describe('validate by rules', () => {
  test('a good file passes, a schema in YAML', async () => {
    const results = await scratch.json('validate', 'good.csv', '--schema', 'rules.yaml');
    assert.equal(results.valid, true);
    assert.equal(results.bad_rows, 0);
  });

  test('a bad one ends in exit 3; its rows stand in the version and in the file of -o', async () => {
    const { code, stdout } = await scratch.run(
      ...['validate', 'bad.csv', '--schema', 'rules.yaml', '-o', 'failed.csv', '--json'],
    );
    assert.equal(code, 3);
    const results = JSON.parse(stdout);
    assert.equal(results.bad_rows, 2);
    assert.equal(
      read(join(results.path, 'bad_rows.csv')),
      'row,rule,severity,column,value\n' +
        '1,unique,error,id,1\n' +
        '1,levels,error,colour,"gr,een"\n' +
        '1,pattern,error,colour,"gr,een"\n' +
        '2,min,error,size,-4\n' +
        '1,max,error,size,30\n' +
        '1,max,error,day,2025-02-01\n',
    );
    assert.equal(
      read('failed.csv'),
      'row,id,colour,size,day\n1,1,"gr,een",30,2025-02-01\n2,3,red,-4,2024-03-01\n',
    );
    assert.equal((await scratch.run('verify', results.version)).code, 0);
  });

  test('a broken schema is exit 2 with its place', async () => {
    for (const [text, told] of [
      ['schema: assay/table-schema/1\ncolumns:\n  a: {min: [}\n', /line 3, column/],
      ['schema: assay/table-schema/1\ncolumns:\n  a: {minimum: 2}\n', /columns\.a.*minimum/],
      ['schema: assay/table-schema/1\ncolumns:\n  a: {min: 9, max: 2}\n', /columns\.a\.min 9 is above max 2/],
      ['schema: assay/table-schema/1\ncolumns:\n  a: {pattern: "("}\n', /columns\.a\.pattern/],
      ['{"columns": ', /broken\.yaml: /],
    ] as const) {
      file('broken.yaml', text);
      const { code, stderr } = await scratch.run('validate', 'good.csv', '--schema', 'broken.yaml');
      assert.equal(code, 2, stderr);
      assert.match(stderr, told);
      assert.match(stderr, /assay schema table-schema/);
    }
  });
});
