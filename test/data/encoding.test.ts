import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { AssayError } from '../../src/core/errors.js';
import { readText, shown } from '../helpers/data-files.js';

const bigEndian = (text: string) => Buffer.from(text, 'utf16le').swap16();
const table = 'name,price\ncafé,1\nnaïve,2\n';
const expected = { name: ['category', 'café', 'naïve'], price: ['number', 1, 2] };
const said = 'encoding-guessed';

/** [what, bytes, encoding, ids of the notes] */
const found: [string, Uint8Array, string, string[]][] = [
  ['UTF-8', Buffer.from(table), 'utf-8', []],
  ['UTF-8 with a mark', Buffer.from(`\uFEFF${table}`), 'utf-8', []],
  ['UTF-16LE with a mark', Buffer.from(`\uFEFF${table}`, 'utf16le'), 'utf-16le', [said]],
  ['UTF-16BE with a mark', bigEndian(`\uFEFF${table}`), 'utf-16be', [said]],
  ['UTF-16LE without a mark', Buffer.from(table, 'utf16le'), 'utf-16le', [said]],
  ['UTF-16BE without a mark', bigEndian(table), 'utf-16be', [said]],
  ['Latin-1', Buffer.from(table, 'latin1'), 'windows-1252', [said]],
  ['Latin-1, gzipped', gzipSync(Buffer.from(table, 'latin1')), 'windows-1252', [said]],
];

describe('encodings found from the bytes', () => {
  for (const [what, bytes, encoding, notes] of found) {
    test(what, async () => {
      const file = await readText(bytes);
      assert.deepEqual(shown(file), expected);
      assert.ok(file.format.kind === 'csv');
      assert.equal(file.format.encoding, encoding);
      assert.deepEqual(
        file.notes.map(({ id }) => id),
        notes,
      );
    });
  }

  test('the warning names a word, its line and the option', async () => {
    const { notes } = await readText(Buffer.from('a,b\nx,1\ncaf\xe9 noir,2\n', 'latin1'));
    assert.equal(notes[0].severity, 'warning');
    assert.match(notes[0].message, /windows-1252.*"café" in line 3.*--encoding/);
  });

  test('the letters of Windows that Latin-1 lacks', async () => {
    const file = await readText(Buffer.from('a\n\x80\n\x93x\x94\n', 'latin1'));
    assert.deepEqual(shown(file).a, ['category', '€', '“x”']);
  });

  test('all line ends in all encodings', async () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const text = table.replaceAll('\n', end);
      for (const bytes of [Buffer.from(text, 'utf16le'), Buffer.from(text, 'latin1'), bigEndian(text)]) {
        assert.deepEqual(shown(await readText(bytes)), expected);
      }
    }
  });

  test('JSON in UTF-16', async () => {
    const file = await readText(Buffer.from('{"a":"é"}\n{"a":"x"}\n', 'utf16le'), {}, 'x.jsonl');
    assert.deepEqual(shown(file).a, ['category', 'é', 'x']);
  });
});

describe('--encoding', () => {
  for (const [encoding, canonical, bytes] of [
    ['windows-1251', 'windows-1251', [0xcf, 0xf0, 0xe8]],
    ['CP1251', 'windows-1251', [0xcf, 0xf0, 0xe8]],
    ['koi8_r', 'koi8-r', [0xf0, 0xd2, 0xc9]],
    ['shift_jis', 'shift_jis', [0x93, 0xfa]],
  ] as const) {
    test(encoding, async () => {
      const file = await readText(Buffer.from([0x61, 10, ...bytes, 10]), { encoding });
      assert.ok(file.format.kind === 'csv');
      assert.equal(file.format.encoding, canonical);
      assert.deepEqual(shown(file).a, ['category', canonical === 'shift_jis' ? '日' : 'При']);
    });
  }

  test('many ways to write Latin-1', async () => {
    for (const encoding of ['latin1', 'latin-1', 'ISO-8859-1', 'iso_8859_1', 'cp1252']) {
      assert.deepEqual(shown(await readText(Buffer.from(table, 'latin1'), { encoding })), expected);
    }
  });

  test('text that is cut in the middle of a letter at a megabyte', async () => {
    const long = 'é'.repeat(700_000);
    const file = await readText(Buffer.from(`a\nx${long}\n`, 'utf16le'), { encoding: 'utf-16' });
    assert.deepEqual(shown(file).a, ['category', `x${long}`]);
  });

  test('what is not in the encoding is refused', async () => {
    const isRefused = (error: unknown) =>
      error instanceof AssayError && error.exitCode === 3 && /not utf-8 text/.test(error.message);
    await assert.rejects(readText(Buffer.from(table, 'latin1'), { encoding: 'utf-8' }), isRefused);
  });
});

describe('what is no text', () => {
  const heads: [string, number[], RegExp][] = [
    ['Excel', [0x50, 0x4b, 3, 4, 0, 0], /Excel workbook/],
    ['bzip2', [0x42, 0x5a, 0x68, 0x39, 0x31, 0xff], /bzip2/],
    ['a picture', [0x89, 0x50, 0x4e, 0x47, 0xd, 0xa, 0x1a, 0xa, 0, 0, 0], /binary \(a NUL byte at 8\)/],
    ['control characters', [0x61, 0x2c, 0x02, 0xff, 0x0a], /binary \(the byte 2 at 2\)/],
  ];
  for (const [what, bytes, words] of heads) {
    test(what, () =>
      assert.rejects(readText(Uint8Array.from(bytes)), (error) => {
        assert.ok(error instanceof AssayError && error.exitCode === 3);
        assert.match(error.message, words);
        return true;
      }),
    );
  }
});
