/** bin/setup.js in a made-up clone: npm and the compilers are stand-ins that leave behind what the real ones do. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, beforeEach, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../../', import.meta.url));
const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'assay-setup-')));
const clone = join(scratch, 'clone');
const npm = join(scratch, 'npm-cli.js');
const at = (...parts: string[]) => join(clone, ...parts);

const LOCKED = {
  packages: {
    '': { name: 'assay' },
    'node_modules/typescript': { version: '6.0.0', integrity: 'sha512-a' },
    'node_modules/assemblyscript': { version: '0.28.0', integrity: 'sha512-b' },
    'node_modules/of-another-platform': { version: '1.0.0', optional: true },
  },
};
const { '': _root, 'node_modules/of-another-platform': _other, ...installed } = LOCKED.packages;

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

const leaves = (path: string) => `import fs from 'node:fs'; import { dirname } from 'node:path';
  fs.mkdirSync(dirname('${path}'), { recursive: true }); fs.writeFileSync('${path}', '');`;

/** `npm ci` that writes the record and the two compilers, and keeps its arguments. */
const NPM = `import fs from 'node:fs';
  fs.appendFileSync('${join(scratch, 'npm.log')}', process.argv.slice(2).join(' ') + '\\n');
  if (process.env.BREAK_NPM) { console.error('npm error network'); process.exit(7); }
  const write = (path, text) => {
    fs.mkdirSync(path.replace(/[^/]*$/, ''), { recursive: true });
    fs.writeFileSync(path, text);
  };
  write('node_modules/.package-lock.json', ${JSON.stringify(JSON.stringify({ packages: installed }))});
  write('node_modules/typescript/package.json', '{"type":"module"}');
  write('node_modules/typescript/bin/tsc', ${JSON.stringify(leaves('dist/src/cli/main.js'))});
  write('node_modules/assemblyscript/package.json', '{"type":"module"}');
  write('node_modules/assemblyscript/bin/asc.js', ${JSON.stringify(leaves('dist/src/kernels/kernels.wasm'))});
  console.log('added 2 packages'); console.error('npm warn something');`;

const INSTALLS = 'setup: installing the locked dependencies (npm ci)\n';
const BUILDS = 'setup: building (TypeScript and WebAssembly kernels)\n';

function setup(env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [at('bin', 'setup.js')], {
    cwd: scratch,
    encoding: 'utf8',
    env: { ...process.env, npm_execpath: npm, ...env },
  });
  return { status, stdout, stderr };
}

const npmRuns = () =>
  existsSync(join(scratch, 'npm.log'))
    ? readFileSync(join(scratch, 'npm.log'), 'utf8').split('\n').length - 1
    : 0;

describe('bin/setup.js', { skip: process.platform === 'win32' }, () => {
  after(() => rmSync(scratch, { recursive: true }));

  beforeEach(() => {
    rmSync(clone, { recursive: true, force: true });
    rmSync(join(scratch, 'npm.log'), { force: true });
    cpSync(join(repository, 'bin'), at('bin'), { recursive: true });
    write(at('package.json'), '{"type":"module"}');
    write(at('package-lock.json'), JSON.stringify(LOCKED));
    write(at('tsconfig.json'), '{}');
    write(at('src', 'cli', 'main.ts'), '');
    write(at('test', 'some.test.ts'), '');
    write(npm, NPM);
    write(join(scratch, 'package.json'), '{"type":"module"}');
  });

  test('a fresh clone installs and builds, a line for each; the second run does and says nothing', () => {
    assert.deepEqual(setup(), { status: 0, stdout: '', stderr: INSTALLS + BUILDS });
    assert.equal(realpathSync(at('node_modules', '.bin', 'assay')), at('bin', 'assay.js'));
    assert.deepEqual(setup(), { status: 0, stdout: '', stderr: '' });
    assert.equal(npmRuns(), 1);
  });

  test('dependencies that a plain npm ci put there are taken as they are', () => {
    setup();
    rmSync(at('dist'), { recursive: true });
    assert.equal(setup().stderr, BUILDS);
    assert.equal(npmRuns(), 1);
  });

  test('a changed source, and a lost product of the build, build again', () => {
    setup();
    write(at('src', 'new.ts'), '');
    assert.equal(setup().stderr, BUILDS);
    rmSync(at('dist', 'src', 'kernels', 'kernels.wasm'));
    assert.equal(setup().stderr, BUILDS);
    assert.equal(setup().stderr, '');
  });

  test('another lock file installs again', () => {
    setup();
    const packages = {
      ...LOCKED.packages,
      'node_modules/typescript': { version: '6.0.1', integrity: 'sha512-c' },
    };
    write(at('package-lock.json'), JSON.stringify({ packages }));
    assert.equal(setup().stderr, INSTALLS + BUILDS);
    assert.equal(npmRuns(), 2);
  });

  test('what npm says is shown when it fails, and nothing is built', () => {
    const { status, stderr } = setup({ BREAK_NPM: '1' });
    assert.equal(status, 1);
    assert.match(stderr, /npm error network\nerror: npm ci failed\nhint: /);
    assert.doesNotMatch(stderr, /building/);
  });

  test('a node_modules that is a link elsewhere is never installed into', () => {
    setup();
    renameSync(at('node_modules'), join(scratch, 'shared'));
    symlinkSync(join(scratch, 'shared'), at('node_modules'));
    assert.equal(setup().stderr, '');
    rmSync(join(scratch, 'shared', '.package-lock.json'));
    const { status, stderr } = setup();
    assert.equal(status, 1);
    assert.match(stderr, /^error: node_modules is a link/);
    assert.equal(npmRuns(), 1);
  });
});
