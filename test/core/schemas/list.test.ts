import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AssayError } from '../../../src/core/errors.js';
import { documentProblem, kindOf } from '../../../src/core/schemas/check-document.js';
import { jsonSchemaOf, schemaKinds } from '../../../src/core/schemas/list.js';

interface JsonSchema {
  $schema: string;
  type: string;
  properties: Record<string, { const?: string }>;
}

describe('published definitions', () => {
  for (const kind of schemaKinds()) {
    test(`${kind} prints as JSON Schema and names itself`, () => {
      const schema = jsonSchemaOf(kind) as JsonSchema;
      assert.match(schema.$schema, /2020-12/);
      assert.equal(schema.type, 'object');
      assert.match(schema.properties.schema.const ?? '', new RegExp(`^assay/${kind}/\\d+$`));
      assert.deepEqual(JSON.parse(JSON.stringify(schema)), schema);
    });
  }

  test('an unknown kind names the nearest', () => {
    assert.throws(
      () => jsonSchemaOf('manifset'),
      (error) => error instanceof AssayError && error.exitCode === 2 && /"manifest"/.test(error.hint),
    );
  });

  test('a document says its kind, and what is wrong with it by its path', () => {
    const labels = { schema: 'assay/labels/1', tags: ['a'], note: '' };
    assert.equal(kindOf(labels), 'labels');
    assert.equal(kindOf({ schema: 'assay/unheard-of/1' }), null);
    assert.equal(kindOf(null), null);
    assert.equal(documentProblem('labels', labels), null);
    assert.match(documentProblem('labels', { ...labels, tags: ['a', 'b c'] }) ?? '', /^tags\.1: /);
    assert.match(documentProblem('labels', { ...labels, more: 1 }) ?? '', /more/);
  });
});
