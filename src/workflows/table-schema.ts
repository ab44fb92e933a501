/** A table schema from a file: JSON, or YAML for people. */

import { readFileSync } from 'node:fs';
import { type AssayError, usageError } from '../core/errors.js';
import type { Options } from '../core/schemas/options.js';
import type { TableSchema } from '../core/schemas/validate.js';
import { whyFailed } from '../core/system-words.js';
import { schemaProblem } from '../core/validation/schema-problem.js';

const DESCRIBED = 'compare: assay schema table-schema';

const wrongForm = (path: string, what: string, cause?: unknown): AssayError =>
  usageError('ASSAY_SCHEMA_FORM', `${path}: ${what}`, DESCRIBED, cause);

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const what =
      code === 'ENOENT' ? `no schema file "${path}"` : `cannot read the schema ${path}: ${whyFailed(cause)}`;
    throw usageError('ASSAY_NO_FILE', what, 'write one: assay validate DATA --infer -o schema.json', cause);
  }
}

/** JSON is YAML too, and the parser of YAML names line and column. */
async function parsed(path: string): Promise<unknown> {
  const { parseDocument } = await import('yaml');
  const document = parseDocument(textOf(path), { prettyErrors: true });
  const [error] = document.errors;
  if (error) throw wrongForm(path, error.message.split('\n')[0].replace(/:$/, ''), error);
  return document.toJS();
}

/** The rules themselves when they are those that a version kept in its options.json. */
function rulesIn(document: unknown): unknown {
  const kept = document as Options | null;
  return kept?.schema === 'assay/options/1' ? kept.validate?.rules : document;
}

/** @throws AssayError exit 2 when the file is no table schema, naming the first key that is wrong, or line and column */
export async function readTableSchema(path: string): Promise<TableSchema> {
  const document = rulesIn(await parsed(path));
  const { tableSchema } = await import('../core/schemas/validate.js');
  const checked = tableSchema.safeParse(document);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    throw wrongForm(path, `${issue.path.join('.') || 'the document'}: ${issue.message}`);
  }
  const problem = schemaProblem(checked.data);
  if (problem !== null) throw wrongForm(path, problem);
  return checked.data;
}
