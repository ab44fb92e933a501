/** The value of an option as lists of options show it. */
import { defaultMetric } from '../../core/metrics/choose-metrics.js';
import type { Spec, State } from '../state.js';

/** As it was answered, else its default; empty when it has neither. */
export function shownValue({ name, type, default: value }: Spec, { options, target }: State): string {
  const given = options.get(name);
  if (given) return type === 'flag' ? (given[0] === 'true' ? 'yes' : 'no') : given.join(' ');
  if (name === 'by' && target) return defaultMetric(target.kind);
  return value === undefined ? '' : String(value);
}
