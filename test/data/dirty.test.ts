/** Files that other tools keep to be tested with: csv-spectrum (in the repository) and csvkit's examples. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { AssayError } from '../../src/core/errors.js';
import { readPath, shown } from '../helpers/data-files.js';
import { repositoryRoot, sharedDatasets } from '../helpers/shared-datasets.js';

const spectrum = join(repositoryRoot, 'test/data/dirty');
/** The JSON of location_coordinates has another phone number than its CSV. */
const isSound = (name: string) => !name.startsWith('location_coordinates');

describe('csv-spectrum', () => {
  for (const name of readdirSync(join(spectrum, 'csvs')).filter(isSound)) {
    test(name, async () => {
      const expected = JSON.parse(
        readFileSync(join(spectrum, 'json', name.replace('.csv', '.json')), 'utf8'),
      ) as Record<string, string> | Record<string, string>[];
      const rows = [expected].flat();
      const columns = Object.keys(rows[0]);
      const file = await readPath(join(spectrum, 'csvs', name), { header: true, types: ['*=text'] });
      const cells = columns.map((column) => [column, ['text', ...rows.map((row) => row[column] || null)]]);
      assert.deepEqual(shown(file), Object.fromEntries(cells));
    });
  }
});

const csvkit = join(sharedDatasets ?? '', '..', 'dirty-csv', 'csvkit', 'examples');

type Cells = (number | string | null)[];
/** Rows, columns, and by name: the type of a column and its first cells. */
type Expected = [rows: number, columns: number, cells?: Record<string, Cells>, notes?: string[]];
type Refused = RegExp;

const dmy = (year: number, month: number, day: number) => Date.UTC(year, month - 1, day) / 86_400_000;
const dummy: Expected = [1, 3, { a: ['number', 1], b: ['number', 2], c: ['number', 3] }];

const files: Record<string, Expected | Refused> = {
  'bad.csv': /line 2 has more than the 3 fields/,
  'bad_skip_lines.csv': /line 5 has more than the 3 fields/,
  'blanks.csv': [
    1,
    6,
    {
      a: ['number', null],
      b: ['number', null],
      d: ['category', 'NONE'],
      e: ['number', null],
      f: ['category', '.'],
    },
  ],
  'blanks_converted.csv': [1, 6, { a: ['number', null], f: ['number', null] }],
  'date_like_number.csv': [1, 1, { a: ['number', 4.5] }],
  'dummy.csv': dummy,
  'dummy.csv.gz': dummy,
  'dummy.csv.bz2': /bzip2 archive/,
  'dummy.tsv': dummy,
  'dummy_col_shuffled.csv': [1, 3, { b: ['number', 2], a: ['number', 1] }],
  'empty.csv': /empty/,
  'foo1.csv': [2, 3, { name: ['category', 'Jake', 'Howard'], age: ['number', 22, 21] }],
  'iris.csv': [150, 5, { sepal_length: ['number', 5.1], species: ['category', 'Iris-setosa'] }],
  'irismeta.csv': [3, 3, { usda_id: ['category', 'IRVE2', 'IRVI', 'IRSE'] }],
  'join_a_short.csv': [
    3,
    3,
    { a: ['number', 1, 2, 3], b: ['category', 'b', null, 'b'], c: ['category', null, null, 'c'] },
    ['short-rows'],
  ],
  'mac_newlines.csv': [2, 3, { a: ['category', '1', 'Once upon\ra time'], c: ['number', 3, 6] }],
  'no_header_row.csv': [1, 3, { c1: ['number', 1], c3: ['number', 3] }, ['header-guessed']],
  'no_header_row3.csv': [2, 3, { c1: ['number', 1, 4] }, ['header-guessed']],
  'null_byte.csv': /binary \(a NUL byte at 6\)/,
  'optional_quote_characters.csv': dummy,
  'sheetsxls_converted.csv': [
    5,
    9,
    {
      text: ['category', 'Chicago Tribune'],
      date: ['date', dmy(1920, 1, 1), dmy(1948, 1, 1), dmy(1971, 1, 1), null],
      boolean: ['category', 'False', 'True'],
      float: ['number', 41800000.01],
      time: ['category', '00:00:00'],
      datetime: ['date', dmy(1920, 1, 1)],
      empty_column: ['number', null],
    },
  ],
  'sheetsxlsx_converted.csv': [5, 9, { c9: ['category', null, 'Extra data past headers will be trimmed'] }],
  'sniff_limit.csv': dummy,
  'sort_ints_nulls.csv': [3, 3, { b: ['number', 2, null, 1] }],
  'test_date_format.csv': [2, 1, { a: ['date', dmy(2014, 1, 2), dmy(2012, 12, 31)] }, ['dates-guessed']],
  'test_empty_columns.csv': [
    3,
    5,
    { a: ['category', 'a', null, null], c4: ['number', null], c5: ['number', null] },
    ['short-rows'],
  ],
  'test_empty_columns_long_row.csv': /line 2 has more than the 3 fields of the first row: 4/,
  'test_empty_columns_short_row.csv': [1, 3, { a: ['number', null] }, ['short-rows']],
  'test_extra_header.csv': [1, 4, { c: ['number', 3], d: ['number', null] }, ['short-rows']],
  'test_geo.csv': [
    17,
    12,
    { slug: ['category', 'dcl'], latitude: ['number'], last_seen_date: ['category', '3/30/12'] },
  ],
  'test_geojson.csv': [
    3,
    7,
    { prop1: ['category', null, '0.0', '{"this": "that"}'], longitude: ['number', 102, null, null] },
  ],
  'test_header_newline.csv': [
    1,
    3,
    { '\t\n\v\f\r start \t\n\v\f\r end \t\n\v\f\r': ['category', 'd'], c: ['category', 'f'] },
  ],
  'test_ignore_case.csv': [5, 3, { b: ['date', dmy(2003, 1, 1)], c: ['category', 'a', 'A', 'b', 'c', 'd'] }],
  'test_join_short_rows.csv': [
    3,
    3,
    { a: ['category', '1', 'dog', '3'], c: ['category', null, null, 'c'] },
    ['short-rows'],
  ],
  'test_latin1.csv': [2, 3, { c: ['category', '3', '©'] }, ['encoding-guessed']],
  'test_locale.csv': [1, 3, { a: ['category', '1,7'], b: ['category', '200.000.000'], c: ['number', null] }],
  'test_no_leading_zeroes.csv': [
    1,
    3,
    { a: ['category', '01'], b: ['category', '00.11'], c: ['number', 0.1] },
  ],
  'test_numeric_date_format.csv': [2, 1, { a: ['number', 20140102, 20121231] }],
  'test_precision.csv': [1, 1, { a: ['number', 1.234567] }],
  'test_skip_lines.csv': dummy,
  'test_utf16_big.csv': [2, 3, { c: ['category', '3', 'ʤ'] }, ['encoding-guessed']],
  'test_utf16_little.csv': [2, 3, { c: ['category', '3', 'ʤ'] }, ['encoding-guessed']],
  'test_utf8.csv': [2, 3, { foo: ['number', 1, 4], baz: ['category', '3', 'ʤ'] }],
  'test_utf8_bom.csv': [2, 3, { foo: ['number', 1, 4], baz: ['category', '3', 'ʤ'] }],
  'testdbf_converted.csv': [8, 12, { ALAND10: ['number', 71546663636], FUNCSTAT10: ['category', 'False'] }],
  'realdata/README.csv': [3, 4, { retrieval_date: ['date', dmy(2011, 4, 17)] }],
  // Its real header is the second row of data: a cell that is no number in each column of numbers.
  'realdata/Datagov_FY10_EDU_recp_by_State.csv': [
    57,
    9,
    { c1: ['category'], c3: ['number', null] },
    ['unparsable-cells'],
  ],
  'realdata/FY09_EDU_Recipients_by_State.csv': [53, 10, { Code: ['category', '01', '02'] }],
  'realdata/acs2012_5yr_population.csv': [93, 4, { name: ['category', 'Adams County, NE'] }],
  'realdata/ks_1033_data.csv': [
    1575,
    14,
    { item_name: ['category', 'RIFLE,5.56 MILLIMETER'], ship_date: ['date', dmy(2006, 5, 19)] },
    ['dates-guessed'],
  ],
  'realdata/census_2000/determination.csv': [
    1555,
    21,
    { AIANHH: ['category', '0000'], POP: ['number', 281421905] },
  ],
  'realdata/census_2000/determination_schema.csv': [21, 6, { column: ['category', 'AIANHH'] }],
  // Of 1,000 levels one, and of 747 tracts two, have a zero in front: no numbers, by the 98 % rule.
  'realdata/census_2010/ilgeo2010_excerpt.csv': [
    1000,
    101,
    { LOGRECNO: ['category', '0000001'], SUMLEV: ['number', null, 500] },
    ['unparsable-cells'],
  ],
};

describe("csvkit's examples", { skip: !existsSync(csvkit) && 'they are not on this machine' }, () => {
  for (const [name, expected] of Object.entries(files)) {
    test(name, async () => {
      const path = join(csvkit, name);
      if (expected instanceof RegExp) {
        const isSaid = (error: unknown) =>
          error instanceof AssayError && error.exitCode === 3 && expected.test(error.message);
        await assert.rejects(readPath(path), isSaid);
        return;
      }
      const [rows, columns, cells = {}, notes = []] = expected;
      const file = await readPath(path);
      assert.deepEqual([file.table.nRows, file.table.columns.length], [rows, columns]);
      const found = shown(file);
      for (const [column, values] of Object.entries(cells)) {
        assert.deepEqual(found[column].slice(0, values.length), values, column);
      }
      assert.deepEqual([...new Set(file.notes.map(({ id }) => id))], notes);
    });
  }
});
