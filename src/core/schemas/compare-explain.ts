/** What `compare A B --explain --json` prints: what B does differently from A, and where. */
import { z } from 'zod';
import { change, metricChange, metricDifference } from './diff.js';
import { ignoresGroups } from './pieces.js';

const side = z.strictObject({
  version: z.string().describe('<experiment>/v0007'),
  model: z.string(),
  sampler: z.string(),
  differs: z.record(z.string(), z.unknown()).describe('options that are not alike and not at their default'),
});

const counts = z.strictObject({ a: z.int(), b: z.int(), equal: z.int() });

const rowTest = {
  difference: z.number(),
  statistic: z.number().nullable().describe('null: infinite'),
  p: z.number().describe('two-sided; of these fitted models only'),
};

const classChange = z.strictObject({
  label: z.string(),
  rows: z.int().describe('of that truth'),
  a: z.number().describe('share that A answers rightly: its recall'),
  b: z.number(),
  only_a: z.int().describe('rows that A alone answers rightly'),
  only_b: z.int(),
});
export type ClassChange = z.infer<typeof classChange>;

const movedRow = z.strictObject({
  row: z.int().describe('0-based data row of the file'),
  truth: z.union([z.string(), z.number()]),
  a: z.union([z.string(), z.number()]),
  b: z.union([z.string(), z.number()]),
  p_a: z.number().nullable().describe('probability of the true class; null for regression'),
  p_b: z.number().nullable(),
});
export type MovedRow = z.infer<typeof movedRow>;

const rowChanges = z.strictObject({
  rows: z.int().describe('out-of-fold rows of the first repeat that both answered'),
  answers_differ: z.int(),
  ahead: counts.describe(
    'classes: rows that one alone answers rightly; regression: rows to which one is closer',
  ),
  both_right: z.int().nullable().describe('null for regression'),
  both_wrong: z.int().nullable(),
  mcnemar: z
    .strictObject({ ...rowTest, exact: z.boolean(), ignores_groups: ignoresGroups })
    .describe('of `ahead`, in rows; for regression the sign test of who is closer'),
  bootstrap: z
    .union([
      z.strictObject({
        ...rowTest,
        ci95: z.tuple([z.number(), z.number()]),
        resamples: z.int(),
        by_group: z.boolean(),
      }),
      z.strictObject({ why: z.string() }),
    ])
    .nullable()
    .describe(
      'of the metric over all these rows, paired; null where it is undefined; or why there is none: metrics of two kinds, groups that cannot be read',
    ),
  classes: z.array(classChange).describe('empty for regression'),
  moved: z
    .array(movedRow)
    .describe('the rows that changed most, half of them for the better where there are such'),
});
export type RowChanges = z.infer<typeof rowChanges>;

const sliceChange = z.strictObject({
  column: z.string(),
  slice: z.string().describe('a level, a month or year, or a quarter of the numbers: as of --slices'),
  rows: z.int(),
  only_a: z.int().describe('rows to which A alone is right, or closer'),
  only_b: z.int(),
  gain: z.number().describe('(only_b - only_a) / rows'),
  p: z.number().describe('McNemar, Holm over all slices; it ignores groups where that of all rows does'),
});
export type SliceChange = z.infer<typeof sliceChange>;

export const compareExplainDocument = z.strictObject({
  schema: z.literal('assay/compare-explain/1'),
  a: side,
  b: side,
  by: z.string(),
  direction: z.enum(['max', 'min']),
  not_comparable: z.string().nullable().describe('why the two should not be ranked together; null: they may'),
  folds: z.enum(['same', 'different']).nullable(),
  options: z.array(change).describe('resolved options that are not equal, by name'),
  effect: z.strictObject({
    a: z.number().nullable(),
    b: z.number().nullable(),
    difference: metricDifference,
    ci95: z
      .tuple([z.number(), z.number()])
      .nullable()
      .describe('corrected resampled t, paired by fold; on other folds of the same rows Welch'),
    p: z.number().nullable(),
    folds_won: counts.nullable().describe('null unless the folds are the same'),
    rope: z.number(),
    probability: z
      .strictObject({ better: z.number(), equal: z.number(), worse: z.number() })
      .nullable()
      .describe('that B is better by more than `rope`: Bayesian correlated t (Benavoli et al. 2017)'),
  }),
  metrics: z.array(metricChange).describe('those that both have'),
  rows: z.union([rowChanges, z.strictObject({ why: z.string() })]).describe('or why rows cannot be paired'),
  slices: z
    .union([z.array(sliceChange), z.strictObject({ why: z.string() })])
    .describe(
      'those told apart, the largest gain first; else the few nearest to it, by p; or why there are none',
    ),
});
export type CompareExplainDocument = z.infer<typeof compareExplainDocument>;
