import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { toJsonLine, toJsonText } from '../../src/core/json-text.js';

describe('documents as text', () => {
  test('two spaces, keys as given, full precision, null for what is no number, a newline', () => {
    const document = {
      z: 0.1 + 0.2,
      a: [Number.NaN, Number.POSITIVE_INFINITY, 1e21, 5e-324],
      b: new Float64Array([1, Number.NaN]),
      c: undefined,
    };
    assert.equal(
      toJsonText(document),
      `{
  "z": 0.30000000000000004,
  "a": [
    null,
    null,
    1e+21,
    5e-324
  ],
  "b": [
    1,
    null
  ]
}
`,
    );
  });

  test('one line for JSONL', () => {
    assert.equal(
      toJsonLine({ text: 'two\nlines', codes: new Int32Array([-1, 2]) }),
      '{"text":"two\\nlines","codes":[-1,2]}\n',
    );
  });

  test('what is no document is an error', () => {
    assert.throws(() => toJsonText(undefined), TypeError);
    assert.throws(() => toJsonLine(() => 0), TypeError);
  });
});
