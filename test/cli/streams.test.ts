import assert from 'node:assert/strict';
import { test } from 'node:test';
import { labelled } from '../../src/cli/streams.js';

const TEXT = 'no column "nope" among a, b and c: name one of them with -t/--target COL';

test('errors, hints and warnings wrap under themselves in a terminal, and are one line off it', () => {
  const stream = (isTTY: boolean) => ({ isTTY, columns: 40 }) as NodeJS.WriteStream;
  const lines = labelled('error: ', TEXT, stream(true)).split('\n');
  assert.ok(lines.length > 1);
  for (const line of lines) assert.ok(line.length <= 40, line);
  assert.match(lines[0], /^error: no column/);
  assert.match(lines[1], /^ {7}\S/);
  assert.equal(labelled('error: ', TEXT, stream(false)), `error: ${TEXT}`);
});
