/** What a sampler is given, made from columns. */
import { type Params, resolveParams } from '../../../src/core/params.js';
import { type Rng, stream } from '../../../src/core/rng.js';
import { samplers } from '../../../src/core/samplers/list.js';
import type { SampleInput } from '../../../src/core/samplers/sampler.js';
import type { Column } from '../../../src/core/table.js';
import { createEngine } from '../../../src/parallel/engine.js';
import { classTask, tableOf, trainRows } from '../made-table.js';

export const engine = createEngine();

/** Three classes over the columns; two of three rows train. @param rng draws the classes @param given parameters */
export function inputOf(id: string, columns: Column[], rng: Rng, given: Params = {}): SampleInput {
  const table = tableOf(...columns);
  const all = Array.from({ length: table.nRows }, (_, row) => row);
  return {
    task: classTask(['a', 'b', 'c']),
    table,
    y: Float64Array.from(all, () => [0, 0, 0, 1, 1, 2][rng.below(6)]),
    rows: trainRows(all.filter((row) => row % 3 !== 2)),
    params: resolveParams(id, samplers.get(id).params, given),
    stream: (purpose, ...ints) => stream(6, purpose, ...ints),
    engine,
  };
}
