/** Commands that go on from a search, fresh or resumed. */
import type { TuneResults } from '../core/schemas/evaluation.js';
import { ignoresSeed } from '../core/splitters/list.js';
import type { RecordedStep } from '../workflows/step.js';
import type { Typed } from './command.js';
import type { Ending } from './end-evaluation.js';
import { nextOnVersions } from './next-command.js';

/** Words for `cv`: the best parameters, on folds that they were not chosen on. */
function bestOnFreshFolds({ model, best, split }: TuneResults): string[] {
  const params = Object.entries(best.params).flatMap(([name, value]) => [
    '-p',
    `${model}.${name}=${value ?? 'none'}`,
  ]);
  return [...params, '--split-seed', String(split.seed + 1)];
}

/** @param cv the command that scores the same data and target with the words at its end; none: no such command */
export const tuneNext =
  (
    typed: Typed,
    cv: (words: readonly string[], recorded: RecordedStep<TuneResults>) => readonly string[],
  ): Ending<TuneResults>['next'] =>
  (recorded, experiment) => [
    nextOnVersions(typed, 'compare', experiment),
    ...(ignoresSeed(recorded.results.split.splitter) || recorded.results.inner
      ? []
      : cv(bestOnFreshFolds(recorded.results), recorded)),
    nextOnVersions(typed, 'predict', recorded.id, 'NEW.csv'),
  ];
