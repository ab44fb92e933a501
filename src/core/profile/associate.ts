/** Each feature alone against the target: one measure a task, so that columns of different types can be ranked. */
import type { Association } from '../schemas/eda.js';
import { type Column, isNumeric } from '../table.js';
import type { Problem } from '../task.js';
import { binaryLevels, binaryNumber } from './binary-association.js';
import { classLevels, classNumber } from './class-association.js';
import { regressionLevels, regressionNumber } from './rank-association.js';

type OrderOf = (values: Float64Array) => Uint32Array;
type Measure = (column: Column) => Association;

function binaryMeasure({ task, y }: Problem, orderOf: OrderOf): Measure {
  const isPositive = Uint8Array.from(y, (label) => Number(label === task.positive));
  return (column) =>
    isNumeric(column)
      ? binaryNumber(column, orderOf(column.values), isPositive)
      : binaryLevels(column, isPositive);
}

function classMeasure({ task, y }: Problem, orderOf: OrderOf): Measure {
  const nClasses = task.classes.length;
  return (column) =>
    isNumeric(column)
      ? classNumber(column, orderOf(column.values), y, nClasses)
      : classLevels(column, y, nClasses);
}

function regressionMeasure({ y }: Problem, orderOf: OrderOf): Measure {
  const orderOfY = orderOf(y);
  return (column) =>
    isNumeric(column)
      ? regressionNumber(column, orderOf(column.values), y, orderOfY)
      : regressionLevels(column, y, orderOfY);
}

const MEASURES = { binary: binaryMeasure, multiclass: classMeasure, regression: regressionMeasure };

/** The features, strongest first; equal ones in file order, undefined ones last. */
export function associate(problem: Problem, orderOf: OrderOf): Association[] {
  const measure = MEASURES[problem.task.kind](problem, orderOf);
  return problem.table.columns.map(measure).sort((a, b) => (b.value ?? -1) - (a.value ?? -1));
}
