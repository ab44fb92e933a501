/** What the screens of all steps share: what they are given, the line about the data, how they end. */
import type { Warning } from '../../core/schemas/metric-value.js';
import { count } from '../../core/shown-numbers.js';
import { seconds } from './numbers.js';
import { alert, fact, joinFacts, nextLines, type Style } from './paint.js';

export interface StepInput<R> {
  readonly results: R;
  /** `<experiment>/v0007`. */
  readonly version: string;
  /** Folder of the version, as a person would type it. */
  readonly path: string;
  readonly seconds: number;
  /** Where the target was read when it was not typed, e.g. `assay.yaml`. */
  readonly targetFrom?: string;
  readonly data: { readonly name: string; readonly rows: number; readonly columns: number };
  /** Commands that make sense now, whole. */
  readonly next?: readonly string[];
}

/** As a person knows it. */
export const dataName = ({ name }: StepInput<unknown>['data']): string =>
  name === '-' ? 'standard input' : name;

/** `data      loans.csv · 30,000 rows × 25 columns`. @param more facts about it */
export const dataFact = (
  { data }: StepInput<unknown>,
  style: Style,
  more: readonly string[] = [],
): string[] => {
  const shape = `${count(data.rows)} rows × ${count(data.columns)} columns`;
  return fact('data', joinFacts([dataName(data), shape, ...more]), style);
};

/** A line a message, each message once; what was said on the same terminal before the work is not repeated. */
export const alertLines = (messages: readonly string[], style: Style): string[] =>
  [...new Set(messages)].filter((text) => !style.said?.has(text)).flatMap((text) => alert(text, style));

/** What a person must know of a step that has no more to say than its warnings. */
export const warningLines = (
  { results }: StepInput<{ warnings: readonly Warning[] }>,
  style: Style,
): string[] =>
  alertLines(
    results.warnings.map(({ message }) => message),
    style,
  );

/** saved, next. */
export const closingBlock = (input: StepInput<unknown>, style: Style): string[] => [
  ...fact('saved', joinFacts([input.version, seconds(input.seconds), input.path]), style),
  ...nextLines(input.next ?? [], style),
];
