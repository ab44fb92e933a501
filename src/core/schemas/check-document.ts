/** Full validation of a document that came from outside: the first thing that is wrong with it, in words. */
import { schemaKinds, schemaOf } from './list.js';

const SCHEMA_TEXT = /^assay\/([a-z-]+)\/(\d+)$/;

/** The kind that a document says it is, or null when it names none that this assay knows. */
export function kindOf(document: unknown): string | null {
  const text = (document as { schema?: unknown } | null)?.schema;
  const kind = typeof text === 'string' ? SCHEMA_TEXT.exec(text)?.[1] : undefined;
  return kind !== undefined && schemaKinds().includes(kind) ? kind : null;
}

/**
 * What is wrong with a document of a kind, or null when nothing is.
 * @returns e.g. `metrics.f1.value: Invalid input: expected number, received string`
 */
export function documentProblem(kind: string, document: unknown): string | null {
  const parsed = schemaOf(kind).safeParse(document);
  if (parsed.success) return null;
  const [issue] = parsed.error.issues;
  const where = issue.path.map(String).join('.');
  return where === '' ? issue.message : `${where}: ${issue.message}`;
}

/** What is wrong with a document of whichever kind it says it is. */
export function ownProblem(document: unknown): string | null {
  const kind = kindOf(document);
  return kind === null ? 'its schema is none that this assay knows' : documentProblem(kind, document);
}
