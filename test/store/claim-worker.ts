/**
 * A process of its own for the tests of the store: claims and finishes once, claims numbers, tags a
 * version, or writes until killed.
 */
import { claimNumber } from '../../src/store/claim.js';
import { addLabels } from '../../src/store/labels.js';
import { openStore } from '../../src/store/store.js';

const [dir, mode] = process.argv.slice(2);
const store = openStore(dir, { clock: { now: () => new Date(), heartbeatMs: 5 } });

async function writeOne(): Promise<void> {
  const writer = await store.claim({
    experiment: 'race',
    step: 'cv',
    suffix: 'tree',
    command: ['cv'],
    seed: 1,
    data: { path: 'a.csv', sha256: 'ab', rows: 1, columns: 1 },
    parents: [],
    options: `{"schema": "assay/options/1", "pid": ${process.pid}}\n`,
  });
  process.stdout.write(`${writer.id}\n`);
  writer.appendLine('trials.jsonl', { schema: 'assay/trial/1', number: 0 });
  await writer.write(
    'predictions.csv',
    Array.from({ length: 20_000 }, (_, row) => `${row},0,0,1,1,0.25\n`),
  );
  writer.label({ tags: ['raced'] });
  await writer.writeJson('results.json', { schema: 'assay/results-cv/1', pid: process.pid });
  await writer.finish({ timings: { total: 0 } });
}

/** Waits for a byte, so that all processes start at once. */
async function startTogether(): Promise<void> {
  process.stdout.write('ready\n');
  await new Promise((resolve) => process.stdin.once('data', resolve));
  process.stdin.destroy();
}

/** Claims numbers alone as fast as it can. */
async function claimMany(): Promise<void> {
  await startTogether();
  const numbers = Array.from({ length: 100 }, () => claimNumber(store.experimentDir('race')));
  process.stdout.write(JSON.stringify(numbers));
}

/** Gives the version in `dir` twenty tags, each by a change of its own. */
async function tagMany(): Promise<void> {
  await startTogether();
  for (let turn = 0; turn < 20; turn++) addLabels(dir, { tags: [`t${process.pid}-${turn}`] });
}

if (mode === 'numbers') await claimMany();
else if (mode === 'tags') await tagMany();
else if (mode === 'forever') for (;;) await writeOne();
else await writeOne();
