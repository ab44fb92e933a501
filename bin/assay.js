#!/usr/bin/env node
// Starts the command line. Looks at Node's version first, so that an old one gets a sentence and not a stack.
import { existsSync } from 'node:fs';
import { refuseOldNode } from './node-version.js';

refuseOldNode();
const program = new URL('../dist/src/cli/main.js', import.meta.url);
if (!existsSync(program)) {
  process.stderr.write('error: assay is not built yet\nhint:  run: npm run build\n');
  process.exit(1);
}
import(program.href).then(({ main }) => main(process.argv.slice(2)));
