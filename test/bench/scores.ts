/** `npm run bench -- scores [SET…]`: the tree models against the peers over five model seeds, on every set. */
import { Scratch } from '../cli/scratch.js';
import {
  PEER_SETS,
  type SeedVerdict,
  seedVerdicts,
  skipSeedScores,
  TREE_MODEL_IDS,
} from '../peers/seed-scores.js';
import { note, say, tableText } from './say.js';

const HEADER = ['', 'metric', 'assay', 'peer', 'behind', 'allowed', ''];

function scoreRow(set: string, model: string, { metric, own, peer, behind, allowed }: SeedVerdict): string[] {
  const numbers = [own, peer, behind, allowed].map((value) => value.toPrecision(4));
  return [`${model} on ${set}`, metric, ...numbers, behind <= allowed ? '' : 'WORSE'];
}

/** The rows of the table; none, and a word why, where something is absent. */
async function scoreRows(scratch: Scratch, set: string, model: string): Promise<string[][]> {
  const why = skipSeedScores(set, model);
  if (why !== false) {
    note(`skipped ${model} on ${set}: ${why}`);
    return [];
  }
  const verdicts = await seedVerdicts(scratch, set, model);
  for (const verdict of verdicts) say({ bench: 'scores', set, model, ...verdict });
  return verdicts.map((verdict) => scoreRow(set, model, verdict));
}

/** @throws Error for a name that is no set with peers' scores */
export async function benchScores(sets: readonly string[]): Promise<void> {
  const unknown = sets.find((set) => !PEER_SETS.includes(set));
  if (unknown !== undefined) throw new Error(`no set ${unknown}; there are: ${PEER_SETS.join(', ')}`);
  const scratch = new Scratch();
  const rows = [HEADER];
  try {
    for (const set of sets.length > 0 ? sets : PEER_SETS) {
      for (const model of TREE_MODEL_IDS) rows.push(...(await scoreRows(scratch, set, model)));
    }
  } finally {
    scratch.remove();
  }
  note(tableText(rows));
}
