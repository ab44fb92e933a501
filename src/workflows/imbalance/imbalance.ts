/**
 * `imbalance`, the bake-off: models plain, with weights, with a chosen cut and after samplers, on the same folds. A run is
 * to the byte what `cv` makes of its options, so that nothing is scored in a second way.
 */
import { NO_SAMPLER } from '../../core/imbalance/contestants.js';
import { toJsonText } from '../../core/json-text.js';
import type { ImbalanceResults } from '../../core/schemas/imbalance.js';
import { calibrationPlots } from '../../report/plots/reliability.js';
import { shelvesOf } from '../bin-shelves.js';
import type { Context } from '../context.js';
import type { DraftOptions, PreparedModelling } from '../modelling.js';
import { modellingStep } from '../modelling-step.js';
import type { PreparedEvaluation } from '../step.js';
import { runBakeOff } from './bake-off.js';
import { type Contender, isAble, prepareContenders } from './contenders.js';
import { imbalanceOutcome } from './results.js';

/** Any of the contenders, with the options that all of them have and none of its own. */
function sharedBy(contenders: readonly Contender[], { modelling }: DraftOptions): PreparedModelling {
  const [{ prepared }] = contenders.filter(isAble);
  const { model, params, threshold } = modelling;
  const own = { model, params, sampler: NO_SAMPLER, sampler_params: {}, class_weight: null, threshold };
  return { ...prepared, options: { ...prepared.options, ...own } };
}

/** @throws AssayError exit 2, 3 or 4 before anything is written */
export async function prepareImbalance(
  draft: DraftOptions,
  context: Context,
): Promise<PreparedEvaluation<ImbalanceResults>> {
  const contenders = await prepareContenders(draft, context);
  const shared = sharedBy(contenders, draft);
  const shelves = shelvesOf(context);
  for (const { prepared } of contenders.filter(isAble)) shelves.expect(prepared.folds, prepared.spec, 1);
  return {
    ...modellingStep(draft, shared),
    suffix: draft.imbalance?.models.map(({ id }) => id).join('-') ?? '',
    async run(sink) {
      const outcome = imbalanceOutcome(shared, await runBakeOff(contenders, context, sink));
      for (const { name, spec, svg } of calibrationPlots(outcome.results)) {
        await sink.write(`plots/${name}.json`, toJsonText(spec));
        await sink.write(`plots/${name}.svg`, svg);
      }
      return outcome;
    },
  };
}
