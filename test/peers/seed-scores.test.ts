/** Tree models on the smaller sets; `npm run bench -- scores` looks at all. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { QuickScratch } from '../cli/scratch.js';
import { REFERENCE_SETS } from '../helpers/reference-sets.js';
import { PEER_SETS, seedVerdicts, skipSeedScores, TREE_MODEL_IDS } from './seed-scores.js';

const scratch = new QuickScratch();
after(() => scratch.remove());

/** Five seeds of three models on every set must end within about a minute. */
const MOST_ROWS = 8_000;

for (const name of PEER_SETS.filter((set) => REFERENCE_SETS[set].rows <= MOST_ROWS)) {
  for (const model of TREE_MODEL_IDS) {
    test(`${model} on ${name}: as good as its peer`, { skip: skipSeedScores(name, model) }, async () => {
      for (const { metric, own, peer, behind, allowed } of await seedVerdicts(scratch, name, model)) {
        assert.ok(
          behind <= allowed,
          `${metric} ${own}, the peer's ${peer}: ${behind} worse, over ${allowed}`,
        );
      }
    });
  }
}
