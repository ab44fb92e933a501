/** The real command line with a heartbeat every 100 ms, for tests of what is said off a terminal. */
import { main } from '../../src/cli/main.js';
import { commandEntries } from '../../src/commands/list.js';

await main(process.argv.slice(2), commandEntries, 100);
