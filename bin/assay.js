#!/usr/bin/env node
// Starts the command line. Looks at Node's version first, so that an old one gets a sentence and not a stack.
import { existsSync } from 'node:fs';

const OLDEST_NODE = 20;
const stop = (message) => {
  process.stderr.write(`error: ${message}\n`);
  process.exit(1);
};

if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
  stop(`assay needs Node ${OLDEST_NODE} or newer, this is ${process.versions.node}`);
}
const program = new URL('../dist/src/cli/main.js', import.meta.url);
if (!existsSync(program)) stop('assay is not built yet\nhint:  run: npm run build');
import(program.href).then(({ main }) => main(process.argv.slice(2)));
