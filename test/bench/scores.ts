/** `npm run bench -- scores [SET…]`: the tree models against the peers over five model seeds, on every set. */
import { Scratch } from '../cli/scratch.js';
import { PEER_SETS, seedVerdicts, skipSeedScores, TREE_MODEL_IDS } from '../peers/seed-scores.js';
import { note, say, tableText } from './say.js';

const HEADER = ['', 'metric', 'assay', 'peer', 'behind', 'allowed', ''];

export async function benchScores(sets: readonly string[]): Promise<void> {
  const scratch = new Scratch();
  const rows: string[][] = [];
  try {
    for (const name of sets.length > 0 ? sets : PEER_SETS) {
      for (const model of TREE_MODEL_IDS) {
        const why = skipSeedScores(name, model);
        if (why !== false) {
          note(`skipped ${model} on ${name}: ${why}`);
          continue;
        }
        for (const verdict of await seedVerdicts(scratch, name, model)) {
          say({ bench: 'scores', set: name, model, ...verdict });
          const { metric, own, peer, behind, allowed } = verdict;
          const numbers = [own, peer, behind, allowed].map((value) => value.toPrecision(4));
          rows.push([`${model} on ${name}`, metric, ...numbers, behind <= allowed ? '' : 'WORSE']);
        }
      }
    }
  } finally {
    scratch.remove();
  }
  note(tableText([HEADER, ...rows]));
}
