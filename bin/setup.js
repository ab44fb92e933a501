#!/usr/bin/env node
// Makes a fresh clone ready: the locked dependencies once, the build once; says a line for each thing that it does.
// What is there is read from what npm and the build left behind, so a second run does and says nothing.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { refuseOldNode } from './node-version.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const at = (...parts) => join(root, ...parts);
const lockFile = at('package-lock.json');
const buildStamp = at('dist', '.setup-stamp');
const BUILT = ['dist/src/cli/main.js', 'dist/src/kernels/kernels.wasm'];
const say = (line) => process.stderr.write(`setup: ${line}\n`);

function stop(message, hint) {
  process.stderr.write(`error: ${message}\nhint:  ${hint}\n`);
  process.exit(1);
}

/** Runs a command; shows its output, and ends this process, only when it fails. */
function runOrStop(what, command, args) {
  const shell = process.platform === 'win32' && command === 'npm';
  const options = { cwd: root, shell, encoding: 'utf8', maxBuffer: 2 ** 28 };
  const { status, stdout, stderr, error } = spawnSync(command, args, options);
  if (status === 0) return;
  process.stderr.write(`${stdout ?? ''}${stderr ?? ''}${error ? `${error.message}\n` : ''}`);
  stop(`${what} failed`, 'what it said stands above; run this again when that is mended');
}

const packagesOf = (file) => Object.entries(JSON.parse(readFileSync(file, 'utf8')).packages ?? {});

/** Does npm's own record of what it installed (npm ci and npm install write it) hold all that is locked? */
function isInstalled() {
  const record = at('node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = new Map(packagesOf(record));
  return packagesOf(lockFile).every(([path, { version, integrity, optional }]) => {
    if (path === '') return true;
    const found = installed.get(path);
    return found ? found.version === version && found.integrity === integrity : optional === true;
  });
}

/** The npm that started this process, else the one on the path. */
function npm(...args) {
  const own = process.env.npm_execpath ?? '';
  return /npm-cli\.c?js$/.test(own) ? [process.execPath, [own, ...args]] : ['npm', args];
}

function install() {
  if (isInstalled()) return;
  if (lstatSync(at('node_modules'), { throwIfNoEntry: false })?.isSymbolicLink()) {
    stop(
      'node_modules is a link to a folder that does not hold what is locked',
      'run npm ci where it leads to',
    );
  }
  say('installing the locked dependencies (npm ci)');
  const flags = ['--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  runOrStop('npm ci', ...npm('ci', ...flags));
}

/** Lets `npx assay` find this clone's own program, and never a stranger of that name. */
function linkProgram() {
  const link = at('node_modules', '.bin', 'assay');
  if (process.platform === 'win32' || existsSync(link)) return;
  rmSync(link, { force: true });
  mkdirSync(at('node_modules', '.bin'), { recursive: true });
  symlinkSync(join('..', '..', 'bin', 'assay.js'), link);
}

/** A hash of all that the build reads. */
function sourcesHash() {
  const sources = ['src', 'test'].flatMap((folder) =>
    readdirSync(at(folder), { recursive: true })
      .map((name) => join(folder, String(name)))
      .filter((name) => name.endsWith('.ts') || name.endsWith('tsconfig.json'))
      .sort(),
  );
  const hash = createHash('sha256');
  for (const name of ['package-lock.json', 'tsconfig.json', join('bin', 'build.js'), ...sources]) {
    hash
      .update(`${name}\0`)
      .update(readFileSync(at(name)))
      .update('\0');
  }
  return hash.digest('hex');
}

function build() {
  const hash = sourcesHash();
  const isBuilt = existsSync(buildStamp) && readFileSync(buildStamp, 'utf8') === hash;
  if (isBuilt && BUILT.every((file) => existsSync(at(file)))) return;
  say('building (TypeScript and WebAssembly kernels)');
  rmSync(buildStamp, { force: true });
  runOrStop('the build', process.execPath, [at('bin', 'build.js')]);
  writeFileSync(buildStamp, hash);
}

refuseOldNode();
install();
linkProgram();
build();
