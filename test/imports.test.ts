import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../src', import.meta.url));

/** Lower may not import higher; folders of one level may not import each other. */
const LEVEL: Record<string, number> = {
  kernels: 0,
  core: 1,
  report: 2,
  store: 2,
  data: 2,
  parallel: 2,
  workflows: 3,
  wizard: 4,
  commands: 5,
  cli: 6,
};

/** The loader of a library that has to be kept from meddling with the process; see its header. */
const TOUCHES_PROCESS = [join('core', 'models', 'xgboost-module.ts')];

interface Import {
  from: string;
  to: string;
  typeOnly: boolean;
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const found: Import[] = [];
  for (const match of text.matchAll(
    /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^;'"]*?from\s+'(\.[^']+)'|import\('(\.[^']+)'\)/g,
  )) {
    const target = match[2] ?? match[3];
    const to = relative(root, join(root, dirname(file), target)).replace(/\.js$/, '.ts');
    found.push({ from: file, to, typeOnly: match[1] !== undefined });
  }
  return found;
}

const files = readdirSync(root, { recursive: true })
  .map(String)
  .filter((name) => name.endsWith('.ts') && !name.startsWith(join('kernels', 'wasm')));
const imports = files.flatMap(importsOf);
const folder = (file: string) => file.split(sep)[0];

describe('the way imports flow', () => {
  test('every folder has a level', () => {
    for (const file of files) assert.ok(folder(file) in LEVEL, `${file}: add its folder to LEVEL`);
  });

  test('no import runs upward or sideways', () => {
    const wrong = imports.filter(
      ({ from, to }) => folder(from) !== folder(to) && LEVEL[folder(to)] >= LEVEL[folder(from)],
    );
    assert.deepEqual(
      wrong.map(({ from, to }) => `${from} imports ${to}`),
      [],
    );
  });

  test('no circle of values', () => {
    const next = new Map(files.map((file) => [file, [] as string[]]));
    for (const { from, to, typeOnly } of imports) if (!typeOnly) next.get(from)?.push(to);
    const state = new Map<string, 'open' | 'closed'>();
    const visit = (file: string, path: string[]): void => {
      assert.notEqual(state.get(file), 'open', `circle: ${[...path, file].join(' → ')}`);
      if (state.get(file) === 'closed') return;
      state.set(file, 'open');
      for (const to of next.get(file) ?? []) visit(to, [...path, file]);
      state.set(file, 'closed');
    };
    for (const file of files) visit(file, []);
  });

  test('kernels import nothing, core does no I/O', () => {
    for (const { from, to } of imports) if (folder(from) === 'kernels') assert.equal(folder(to), 'kernels');
    for (const file of files.filter((name) => folder(name) === 'core' && !TOUCHES_PROCESS.includes(name))) {
      const text = readFileSync(join(root, file), 'utf8');
      assert.doesNotMatch(
        text,
        /from 'node:(?!crypto)|Math\.random|Date\.now|performance\.now|process\./,
        file,
      );
    }
  });
});
