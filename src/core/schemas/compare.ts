/** What `compare --json` prints. */
import { z } from 'zod';
import { metricValues } from './metric-value.js';
import { ignoresGroups } from './pieces.js';

const value = z.union([z.number(), z.string(), z.boolean(), z.null(), z.array(z.string())]);

const shared = {
  version: z.string().describe('<experiment>/v0007; of several versions the lowest-numbered'),
  versions: z.array(z.string()).describe('all that differ only in seed'),
  model: z.string(),
  sampler: z.string(),
  differs: z
    .record(z.string(), value)
    .describe('options that vary over the selection and are not at their default'),
  seeds: z.array(z.int()),
  seconds: z.number().describe('of one run, the mean over `versions`'),
  fit_time: z.number().nullable().describe('seconds to train one fold, the mean over folds and `versions`'),
  predict_time: z.number().nullable().describe('seconds to predict one row, in batches of a fold'),
  model_bytes: z.number().nullable().describe('of the saved model; null when none was saved (cv saves none)'),
  tags: z.array(z.string()),
  leaks: z
    .array(z.string())
    .optional()
    .describe('what gave the target away when a version of the row ran, as it was warned of'),
  metrics: metricValues.describe('each fold the mean over seeds; a rerun with the same seed counts once'),
  leak_gap: z
    .strictObject({ value: z.number(), wrong: z.number() })
    .optional()
    .describe('of cv --leak-gap: what sampling before the split would have shown of `by`; never ranked'),
};

const preference = z.strictObject({ better: z.number(), equal: z.number(), worse: z.number() });

const compareRow = z.strictObject({
  rank: z.int(),
  group: z.int(),
  ...shared,
  p: z
    .number()
    .nullable()
    .describe("against the group's leader, adjusted; null for the leader and where no test is possible"),
  unsure: z.literal(true).optional().describe('not told apart from the leader of an earlier group'),
  folds: z.literal('other').optional().describe('other folds of the same rows: compared unpaired'),
  worse_than_baseline: z.boolean().describe('no better than one answer given to every row'),
  probability: preference
    .nullable()
    .optional()
    .describe('with --rope: against the leader of group 1; null for it and on other folds'),
  columns: z.record(z.string(), value).optional().describe('what --columns asked for'),
});
export type CompareRow = z.infer<typeof compareRow>;

const blockRow = z.strictObject({ rank: z.int(), ...shared });
export type BlockRow = z.infer<typeof blockRow>;

/** Tests of two rows by their folds. */
export const FOLD_TESTS = ['corrected-t', '5x2cv-f'] as const;

/** Tests of two rows by the rows of the data. */
const ROW_TESTS = ['mcnemar', 'bootstrap'] as const;

/** Corrections for many comparisons. */
export const CORRECTIONS = ['holm', 'bh'] as const;

const rule = z.string().describe('as --rule takes it: best, one-se, pct-loss=1');

const rowTests = z.strictObject({
  test: z.enum(ROW_TESTS),
  leader: z.string(),
  rows: z.array(
    z.strictObject({
      version: z.string(),
      difference: z.number().nullable().describe('less the leader: rows right (mcnemar), or of the metric'),
      p: z.number().nullable().describe('adjusted; null where the rows cannot be paired'),
    }),
  ),
  by_group: z.boolean().describe('whole groups are drawn'),
  ignores_groups: ignoresGroups,
  why: z.string().optional().describe('why nothing was tested'),
});
export type RowTests = z.infer<typeof rowTests>;

export const compareDocument = z.strictObject({
  schema: z.literal('assay/compare/1'),
  by: z.string(),
  direction: z.enum(['max', 'min']),
  then_by: z.array(z.string()).describe('later keys of --by: the order inside a group'),
  alpha: z.number(),
  rope: z.number().nullable().describe('differences up to it are as good as none; null: not asked for'),
  rows: z
    .array(compareRow)
    .describe('groups in order of the metric, rows of a group in order of `then_by`, then of it'),
  baseline: z
    .strictObject({
      answer: z.string().describe('the one answer that is best by the ranking metric'),
      answers: z.record(z.string(), z.string()),
      metrics: metricValues,
    })
    .nullable(),
  chosen: z
    .strictObject({
      version: z.string(),
      versions: z.array(z.string()),
      rule,
      why: z.string(),
    })
    .nullable(),
  other_rule: z
    .strictObject({ version: z.string(), rule, why: z.string() })
    .nullable()
    .describe('what the other rule takes, when that is another row'),
  tests: z.strictObject({
    test: z.enum(FOLD_TESTS),
    correction: z.enum(CORRECTIONS),
    comparisons: z
      .int()
      .describe(
        'pairs of rows that were tested, each with each; a leader is corrected for those of the rows from it on',
      ),
    folds: z.int().nullable().describe('folds that the rows share'),
    split_sha256: z.string().nullable(),
  }),
  row_tests: rowTests
    .optional()
    .describe('with --test mcnemar or bootstrap: group 1 of up to 10 rows; of these fitted models only'),
  more_repeats: z
    .strictObject({
      leader: z.string(),
      version: z.string(),
      gap: z.number(),
      repeats: z
        .int()
        .nullable()
        .describe('--repeats at which this gap would part them; null: none up to 50'),
    })
    .nullable()
    .describe('what would part the first group at its easiest place'),
  blocks: z.array(z.strictObject({ why: z.string(), rows: z.array(blockRow) })),
});
export type CompareDocument = z.infer<typeof compareDocument>;
