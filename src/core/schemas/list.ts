/**
 * Every kind of file and document that assay publishes a definition of: one line each. A kind is the middle of the
 * document's `"schema": "assay/<kind>/<n>"`.
 */
import { z } from 'zod';
import { normaliseId, unknownName } from '../suggest.js';
import { cvResults, trainResults, tuneResults } from './evaluation.js';
import { manifest } from './manifest.js';
import { options } from './options.js';

const SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  manifest,
  options,
  'results-train': trainResults,
  'results-cv': cvResults,
  'results-tune': tuneResults,
};

/** The kinds that `assay schema KIND` knows. */
export const schemaKinds = (): string[] => Object.keys(SCHEMAS);

/** The JSON Schema (draft 2020-12) of a kind. @throws AssayError (exit 2) with the nearest known kind. */
export function jsonSchemaOf(kind: string): unknown {
  const found = schemaKinds().find((known) => normaliseId(known) === normaliseId(kind));
  if (found === undefined) throw unknownName('schema', kind, schemaKinds());
  return z.toJSONSchema(SCHEMAS[found]);
}
