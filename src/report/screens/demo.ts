/** One line for each finished step of the demo. */
import { count } from '../../core/shown-numbers.js';
import { score, seconds } from './numbers.js';
import type { StepResults } from './step-outcome.js';

function saysOf(results: StepResults): string {
  switch (results.step) {
    case 'eda': {
      const [strongest] = results.associations;
      return `${count(results.rows)} rows, ${results.columns.length} columns; ${strongest.column} says most about the target`;
    }
    case 'validate':
      return results.valid ? 'valid' : `${results.failures.length} failures`;
    case 'resample':
      return `${count(results.synthetic)} new rows; train, cv and tune refuse that table, and resample inside folds instead`;
    case 'predict':
      return `${count(results.rows)} rows predicted`;
    case 'curve':
      return `${results.points.length} points along ${results.param}`;
    case 'importance':
      return `${results.importances[0].column} is worth most to the model`;
    default: {
      const { value, std } = results.metrics[results.by];
      const best = results.step === 'tune' ? ` (best of ${results.trials.complete}; optimistic)` : '';
      return `${results.by} ${score(value, 3)}${std === null ? '' : ` ±${score(std, 3)}`}${best}`;
    }
  }
}

/** `  0.476 ±0.012 · loans/v0007 · 1.2 s` */
export const demoLine = (results: unknown, version: string, took: number): string =>
  `  ${saysOf(results as StepResults)} · ${version} · ${seconds(took)}\n`;
