/** `assay lineage`: a tree from the oldest parents down; a version that was drawn before is not opened again. */
import type { LineageDocument, LineageVersion } from '../../core/schemas/lineage.js';
import { colorsOf, joinFacts, type Style } from './paint.js';
import { clean, clip } from './text.js';

const STATE_TEXT: Partial<Record<LineageVersion['state'], string>> = {
  removed: 'in the trash',
  unknown: 'not in this store',
};

const describe = ({ step, state }: LineageVersion): string =>
  joinFacts([clean(step ?? ''), state === 'done' ? '' : (STATE_TEXT[state] ?? state)]);

/** The lines below a version. @param indent what stands before each */
function branch(id: string, document: LineageDocument, indent: string, drawn: Set<string>): string[] {
  const links = document.links.filter(({ parent }) => parent === id);
  return links.flatMap(({ child, why }, at) => {
    const isLast = at === links.length - 1;
    const line = `${indent}${isLast ? '└─ ' : '├─ '}${labelOf(child, document)} (${clean(why)})`;
    if (drawn.has(child)) return [`${line} …`];
    drawn.add(child);
    return [line, ...branch(child, document, `${indent}${isLast ? '   ' : '│  '}`, drawn)];
  });
}

function labelOf(id: string, { version, versions }: LineageDocument): string {
  const found = versions.find((one) => one.version === id);
  return joinFacts([`${clean(id)}${id === version ? ' ◂' : ''}`, found ? describe(found) : '']);
}

export function lineageScreen(document: LineageDocument, style: Style): string {
  const { version, versions, links } = document;
  const isRoot = (id: string) => links.every(({ child }) => child !== id);
  const ids = versions.map((one) => one.version);
  // Within a circle, which only hands can make, nothing is without a parent.
  const roots = ids.some(isRoot) ? ids.filter(isRoot) : [version];
  const drawn = new Set<string>();
  const lines = roots.flatMap((root) => [labelOf(root, document), ...branch(root, document, '', drawn)]);
  const alone = links.length === 0 ? [colorsOf(style).dim('no parents, no children')] : [];
  return `${[...lines.map((line) => clip(line, style.width)), ...alone].join('\n')}\n`;
}
