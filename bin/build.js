#!/usr/bin/env node
// Compiles TypeScript (src, test) and the AssemblyScript kernels into dist/.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const run = (...args) => {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
};

/** Takes away what was compiled from a source that is gone, so that no test of it lives on. */
function dropOrphans() {
  const dist = join(root, 'dist');
  if (!existsSync(dist)) return;
  for (const name of readdirSync(dist, { recursive: true }).map(String)) {
    const source = /^(.*)\.js(\.map)?$/.exec(name)?.[1];
    if (source && !existsSync(join(root, `${source}.ts`))) rmSync(join(dist, name));
  }
}

dropOrphans();
run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.json');
run(
  'node_modules/assemblyscript/bin/asc.js',
  'src/kernels/wasm/index.ts',
  '--outFile',
  'dist/src/kernels/kernels.wasm',
  '-O3',
  '--noAssert',
  '--runtime',
  'stub',
  '--enable',
  'simd',
  '--enable',
  'threads',
  '--enable',
  'bulk-memory',
  '--importMemory',
  '--sharedMemory',
  '--initialMemory',
  '1',
  '--maximumMemory',
  '65536',
  '--noExportMemory',
);
