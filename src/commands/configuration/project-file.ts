/** assay.yaml → its settings, each with its line. */

import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { LineCounter, Node, ParsedNode, YAMLMap } from 'yaml';
import { type AssayError, usageError } from '../../core/errors.js';
import { whyFailed } from '../../core/system-words.js';
import { type Setting, shownFrom } from './setting.js';

/** Loaded only when there is something to parse. */
const yaml = () => import('yaml');
type Yaml = Awaited<ReturnType<typeof yaml>>;

/** A file that is being taken apart. */
interface Source {
  readonly yaml: Yaml;
  readonly lines: LineCounter;
  /** As errors name it. */
  readonly name: string;
  /** Absolute. */
  readonly path: string;
}

const broken = (place: string, what: string): AssayError =>
  usageError('ASSAY_CONFIG_YAML', `${place}: ${what}`, 'assay init writes one to start from');

const lineOf = ({ lines }: Source, node: Node): number => lines.linePos(node.range?.[0] ?? 0).line;

/** A scalar as it was written: `007` and `1.0` stay what they are. */
function textOf({ yaml: { isScalar } }: Source, node: unknown): string | null | undefined {
  if (node === null || node === undefined) return null;
  if (!isScalar(node)) return undefined;
  if (node.value === null && node.type !== 'QUOTE_DOUBLE' && node.type !== 'QUOTE_SINGLE') return null;
  return node.source ?? String(node.value);
}

/** @throws AssayError (exit 2) for a list that holds more than texts and numbers */
function listOf(source: Source, items: readonly unknown[], place: string): string[] {
  return items.map((item) => {
    const text = textOf(source, item);
    if (typeof text === 'string') return text;
    throw broken(place, 'a list may hold texts and numbers');
  });
}

/** The settings of a mapping and of those in it, in order. */
function settingsIn(source: Source, map: YAMLMap<unknown, unknown>, above: readonly string[]): Setting[] {
  const { isMap, isSeq } = source.yaml;
  return map.items.flatMap(({ key, value }) => {
    const line = lineOf(source, key as Node);
    const place = `${source.name}:${line}`;
    const name = textOf(source, key);
    if (typeof name !== 'string') throw broken(place, 'a key is a text');
    const path = [...above, name];
    if (isMap(value)) return settingsIn(source, value, path);
    const text = isSeq(value) ? listOf(source, value.items, place) : textOf(source, value);
    if (text === undefined) throw broken(place, `${path.join('.')} is neither a value, a list nor a mapping`);
    const origin = { kind: 'file', path: source.path, line, key: path.join('.') } as const;
    return [{ path, value: text, origin, place: `${place}: `, folder: dirname(source.path) }];
  });
}

/**
 * @param path of the file, absolute
 * @param name of the file, as errors name it
 * @returns a setting for each value, in order; none for an empty file
 * @throws AssayError (exit 2) naming the line when the text is no YAML mapping
 */
export async function settingsOfText(text: string, path: string, name: string): Promise<Setting[]> {
  const loaded = await yaml();
  const lines = new loaded.LineCounter();
  const document = loaded.parseDocument<ParsedNode>(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error) {
    const { line, col } = lines.linePos(error.pos[0]);
    throw broken(`${name}:${line}:${col}`, error.message);
  }
  const { contents } = document;
  const source = { yaml: loaded, lines, name, path };
  if (contents === null || textOf(source, contents) === null) return [];
  if (loaded.isMap(contents)) {
    loaded.visit(document, { Alias: (_, alias) => alias.resolve(document) });
    return settingsIn(source, contents, []);
  }
  throw broken(`${name}:${lineOf(source, contents)}`, 'a project file is lines of KEY: VALUE');
}

/** @throws AssayError (exit 2) when the file is not there or is no YAML mapping */
export async function readProjectFile(path: string, cwd: string): Promise<Setting[]> {
  const name = shownFrom(cwd, path);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    const isGone = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    const why = isGone ? 'no such file' : whyFailed(cause);
    throw usageError('ASSAY_CONFIG_FILE', `cannot read ${name}: ${why}`, 'check --config', cause);
  }
  return settingsOfText(text, path, name);
}
