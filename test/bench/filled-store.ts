/** A store with many versions, for what looks over all of them: one real run, written again with other parameters. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toJsonText } from '../../src/core/json-text.js';
import type { CvResults } from '../../src/core/schemas/evaluation.js';
import type { MetricValue, MetricValues } from '../../src/core/schemas/metric-value.js';
import type { Options } from '../../src/core/schemas/options.js';
import { openStore } from '../../src/store/store.js';

/** Scores so far apart that every version leads a group, so that all pairs are tested; no two folds alike. */
function apart(metrics: MetricValues, i: number): MetricValues {
  const gap = -i / 1000;
  const moved = ([id, metric]: [string, MetricValue]): [string, MetricValue] => [
    id,
    {
      ...metric,
      value: metric.value === null ? null : metric.value + gap,
      values: metric.values.map((value, fold) =>
        value === null ? null : value + gap + ((i * fold) % 7) * 1e-5,
      ),
    },
  ];
  return Object.fromEntries(Object.entries(metrics).map(moved));
}

/**
 * @param source folder of a done version of `cv -m tree`
 * @param dir the store that is made, with one experiment, `many`
 * @param scores `equal`, or `apart`: every version is told apart from every other
 */
export async function fillStore(
  source: string,
  dir: string,
  nVersions: number,
  scores: 'equal' | 'apart' = 'equal',
): Promise<void> {
  const read = (name: string) => JSON.parse(readFileSync(join(source, name), 'utf8'));
  const options: Options = read('options.json');
  const results: CvResults = read('results.json');
  const predictions = readFileSync(join(source, 'predictions.csv'));
  const store = openStore(dir);
  for (let i = 1; i <= nVersions; i++) {
    const params = { ...results.params, max_depth: i };
    const writer = await store.claim({
      experiment: 'many',
      step: 'cv',
      suffix: 'tree',
      command: ['cv'],
      seed: 42,
      data: read('manifest.json').data,
      parents: [],
      options: toJsonText({ ...options, modelling: { ...options.modelling, params } }),
    });
    await writer.writeJson('results.json', {
      ...results,
      params,
      metrics: scores === 'apart' ? apart(results.metrics, i) : results.metrics,
    });
    await writer.write('predictions.csv', predictions);
    await writer.finish({ timings: { total: 1 } });
  }
}

/** The folder of the only version of an experiment. */
export function onlyVersion(experimentDir: string): string {
  const [name] = readdirSync(experimentDir).filter((entry) => /^v\d+/.test(entry));
  return join(experimentDir, name);
}
