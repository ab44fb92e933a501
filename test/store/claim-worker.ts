/** A process of its own for the tests of the store: claims, writes and finishes, or writes until it is killed. */
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
  });
  process.stdout.write(`${writer.id}\n`);
  writer.setData({ path: 'a.csv', sha256: 'ab', rows: 1, columns: 1 });
  await writer.writeJson('options.json', { schema: 'assay/options/1', pid: process.pid });
  writer.appendLine('trials.jsonl', { schema: 'assay/trial/1', number: 0 });
  await writer.write(
    'predictions.csv',
    Array.from({ length: 20_000 }, (_, row) => `${row},0,0,1,1,0.25\n`),
  );
  writer.label({ tags: ['raced'] });
  await writer.writeJson('results.json', { schema: 'assay/results-cv/1', pid: process.pid });
  await writer.finish({ timings: { total: 0 } });
}

if (mode === 'forever') for (;;) await writeOne();
else await writeOne();
