/** `assay help reproducibility` */
import type { HelpTopic } from './topic.js';

const TEXT = `REPRODUCIBILITY: the same data, options and seeds give the same bytes

THE SAME BYTES, for any -j, on Node 20 and 24, by rerun and by verify
  results.json, predictions.csv, data.csv, recipe.json, model.bin
NOT, since they tell of one run
  manifest.json and log.jsonl hold times and places; labels.json holds tags and notes; trials.jsonl is in order of arrival.

SEEDS
  --seed 42        all randomness but the folds: models, samplers, searches
  --split-seed 42  the folds and the hold-out alone, so that --seed never moves them and versions stay comparable
  --seed 1..5      a version for each seed; compare shows them as one row

-j N caps the threads that are busy at once. It changes how long a run takes, never what comes out.

TO CHECK AND REPEAT
  assay verify V   runs a version again and compares bytes; nothing is written; exit 5 when they differ
  assay rerun V    runs it again, into a new version
  Both look for the data by its SHA-256: as recorded, beside the store, beside assay.yaml, then --data FILE. Changed data is refused (exit 4).`;

export const reproducibility: HelpTopic = {
  id: 'reproducibility',
  aliases: ['reproducible', 'determinism', 'seeds'],
  summary: 'what is equal byte for byte, what seeds decide, what -j changes',
  text: () => TEXT,
};
