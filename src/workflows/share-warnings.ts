/** What is said of fits that met other shares of classes than their training rows have. */
import { areMoved, type ClassShares, lostClasses } from '../core/fitted-shares.js';
import type { FitReport } from '../core/pipeline.js';
import type { Warning } from '../core/schemas/metric-value.js';
import { percent } from '../core/shown-numbers.js';
import type { PreparedModelling } from './modelling.js';

type Prepared = Pick<PreparedModelling, 'spec' | 'model' | 'loaded'>;

/** A class of which no row is left. @param by what took its rows @param where of several fits, how many: `in 2 of 5 folds` */
export const classLost = (by: string, name: string, where = ''): Warning => ({
  id: 'class-lost',
  columns: [],
  message: `${by} left no row of class "${name}"${where && ` ${where}`}: a model cannot learn it`,
});

/** What moves the shares of classes, in words; empty when nothing does. */
function moversOf({ spec, model }: Prepared): string[] {
  return [
    ...(spec.sampler.id === 'none' ? [] : [spec.sampler.id]),
    ...(spec.classWeight === null ? [] : ['--class-weight']),
    ...(model.drawsOf ? [model.id] : []),
  ];
}

/** Do the probabilities follow shares that are not those of the rows, and no calibrator mends it? */
export const isShifted = (prepared: Prepared, reports: readonly FitReport[]): boolean =>
  prepared.model.gives.probability &&
  prepared.spec.calibrate === undefined &&
  moversOf(prepared).length > 0 &&
  reports.some(({ shares }) => areMoved(shares));

/** Each class that some fits met no row of. @param reports one a fold, or one of all rows */
export function lostClassWarnings(prepared: Prepared, reports: readonly FitReport[]): Warning[] {
  const lost = reports.map(({ shares }) => lostClasses(shares));
  const by = moversOf(prepared).join(' and ');
  return prepared.loaded.problem.task.classes.flatMap((name, label) => {
    const nFits = lost.filter((labels) => labels.includes(label)).length;
    const where = reports.length > 1 ? `in ${nFits} of ${reports.length} folds` : '';
    return nFits === 0 ? [] : [classLost(by, name, where)];
  });
}

/** The share of the positive class, else of the one that moved most: `yes 22.1 % → 50.0 %`. */
function movedText({ loaded }: Prepared, { own, fitted }: ClassShares): string {
  const { classes, positive } = loaded.problem.task;
  const moves = own.map((share, label) => Math.abs(fitted[label] - share));
  const label = positive ?? moves.indexOf(Math.max(...moves));
  return `${classes[label]} ${percent(own[label])} → ${percent(fitted[label])}`;
}

/**
 * What people must know before they read p as a chance. Where a class is lost no calibrator can mend it, and that is said
 * instead.
 */
export function shiftWarnings(prepared: Prepared, reports: readonly FitReport[]): Warning[] {
  const first = reports.find(({ shares }) => areMoved(shares) && lostClasses(shares).length === 0);
  if (first === undefined || !isShifted(prepared, reports)) return [];
  const by = moversOf(prepared).join(' and ');
  const moved = movedText(prepared, first.shares);
  const message = `p is no chance: ${by} moved the shares of classes that the model meets (${moved}) and no calibrator follows; --calibrate prior or isotonic mends it`;
  return [{ id: 'shifted-probabilities', columns: [], message }];
}
