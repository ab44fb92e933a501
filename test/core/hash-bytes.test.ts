import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { addBytes, sha256Of } from '../../src/core/hash-bytes.js';
import { readWhole } from '../../src/store/atomic-file.js';

const bytes = Uint8Array.from({ length: 10_007 }, (_, i) => (i * i) % 251);
const whole = createHash('sha256').update(bytes).digest('hex');

test('a hash of pieces is that of the whole', () => {
  assert.equal(sha256Of(bytes), whole);
  for (const piece of [1, 64, 9999, 10_007, 20_000]) {
    assert.equal(addBytes(createHash('sha256'), bytes, piece).digest('hex'), whole);
  }
});

test('a file read in pieces is the whole; one that cannot be read is exit 1', () => {
  const dir = mkdtempSync(join(tmpdir(), 'assay-hash-'));
  try {
    const path = join(dir, 'bytes');
    writeFileSync(path, bytes);
    for (const piece of [1000, 10_007, undefined]) assert.deepEqual(readWhole(path, piece), bytes);
    writeFileSync(path, '');
    assert.equal(readWhole(path).length, 0);
    assert.throws(() => readWhole(join(dir, 'none')), { exitCode: 1, message: /cannot read/ });
  } finally {
    rmSync(dir, { recursive: true });
  }
});
