/** `assay rm`, `restore`, `mv`, `gc`: what has moved where, and how to take it back. */
import type { Garbage, Move, Removal, Restoration } from '../../core/schemas/store-changes.js';
import { counted } from '../../core/shown-numbers.js';
import { fitTable, labelledLines } from './layout.js';
import { bytesText } from './numbers.js';
import { colorsOf, fact, joinFacts, nextLines, type Style, stack } from './paint.js';
import { clean } from './text.js';

/** A line a version: its id and what became of it. */
const idLines = (lines: readonly (readonly [id: string, text: string])[], style: Style): string[] =>
  lines.flatMap(([id, text]) => labelledLines(`${clean(id)}  `, clean(text), style.width));

/** @param next the command that takes it back */
export function removalScreen({ removed }: Removal, next: string, style: Style): string {
  if (removed.length === 0) return 'nothing was removed\n';
  return stack([
    [`${counted(removed.length, 'version')} moved to the trash`],
    idLines(
      removed.map(({ version, trash }) => [version, trash]),
      style,
    ),
    nextLines([next], style),
  ]);
}

export const restorationScreen = ({ restored }: Restoration, style: Style): string =>
  stack([
    [`${counted(restored.length, 'version')} restored`],
    idLines(
      restored.map(({ version, path }) => [version, path]),
      style,
    ),
  ]);

export const movedScreen = ({ moved }: Move, style: Style): string =>
  stack([
    [`${counted(moved.length, 'version')} moved`],
    idLines(
      moved.map(({ from, to, path }) => [`${from} → ${to}`, path]),
      style,
    ),
  ]);

export function garbageScreen({ trash, leftovers, bytes, removed, store }: Garbage, style: Style): string {
  if (trash.length + leftovers.length === 0) return `nothing to remove in ${clean(store)}\n`;
  const items = [
    ...trash.map((item) => ({ what: item.version, ...item })),
    ...leftovers.map((item) => ({ what: 'left by a killed run', ...item })),
  ];
  const table = fitTable(
    [
      { head: 'what', align: 'left', cells: items.map(({ what }) => clean(what)) },
      { head: 'size', align: 'right', cells: items.map((item) => bytesText(item.bytes)) },
      { head: 'path', align: 'left', cells: items.map(({ path }) => clean(path)) },
    ],
    style.width,
  );
  const parts = [
    counted(trash.length, 'version'),
    leftovers.length > 0 ? counted(leftovers.length, 'leftover') : '',
    bytesText(bytes),
  ];
  return stack([
    [colorsOf(style).dim(table.head), ...table.rows],
    fact(removed ? 'removed' : 'kept', joinFacts(parts), style),
    nextLines(removed ? [] : ['assay gc -y'], style),
  ]);
}
