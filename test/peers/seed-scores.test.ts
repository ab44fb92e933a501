/** Tree models on the smallest set of each task; `npm run bench -- scores` looks at all. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { QuickScratch } from '../cli/scratch.js';
import { REFERENCE_SETS } from '../helpers/reference-sets.js';
import { PEER_SETS, seedVerdicts, skipSeedScores, TREE_MODEL_IDS } from './seed-scores.js';

const scratch = new QuickScratch();
after(() => scratch.remove());

const taskOf = (set: string) => REFERENCE_SETS[set].task;
const smallest = PEER_SETS.filter(
  (set, at) => PEER_SETS.findIndex((other) => taskOf(other) === taskOf(set)) === at,
);

for (const name of smallest) {
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
